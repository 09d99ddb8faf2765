package io.tenure.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Asks the service on this machine whether it is ready, for containers without a shell.
final class ReadinessProbe {
    private static final int TIMEOUT_MILLIS = 2_000;

    private ReadinessProbe() {}

    static boolean isReady(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("GET /q/health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            String status = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
            return status != null && status.contains(" 200 ");
        } catch (IOException _) {
            return false;
        }
    }
}
