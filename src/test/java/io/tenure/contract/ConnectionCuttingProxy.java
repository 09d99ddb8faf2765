package io.tenure.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A proxy between the service and PostgreSQL that cuts the connection right after decisions were sent: the server
/// commits, but the service never receives the result.
final class ConnectionCuttingProxy implements AutoCloseable {
    /// The end of each request to the server, after which it commits.
    private static final String SYNC = "S\0\0\0\4";

    private final ServerSocket listener;
    private final int server;
    private final AtomicInteger cuts = new AtomicInteger();
    private final AtomicInteger cutsMade = new AtomicInteger();

    ConnectionCuttingProxy(int server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Cuts the connection after each of the next requests that write decisions.
    void cutNext(int requests) {
        cuts.set(requests);
    }

    int cutsMade() {
        return cutsMade.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
                upstream.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> forward(client, upstream, true));
                Thread.ofPlatform().daemon().start(() -> forward(upstream, client, false));
            } catch (IOException _) {
                // Closed, or the server is unavailable; the client sees the end of its connection.
            }
        }
    }

    private void forward(Socket from, Socket to, boolean toServer) {
        byte[] buffer = new byte[1 << 16];
        boolean writes = false;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
                if (toServer) {
                    String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                    writes |= text.contains("insert into decision");
                    if (!text.endsWith(SYNC)) {
                        continue;
                    }
                    if (writes && cuts.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                        cutsMade.incrementAndGet();
                        // The server has received it; give it time to commit before the connection is cut.
                        Thread.sleep(50);
                        return;
                    }
                    writes = false;
                }
            }
        } catch (IOException _) {
            // One side is closed, so the other is closed too.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
