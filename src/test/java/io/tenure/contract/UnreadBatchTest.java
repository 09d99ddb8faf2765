package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.UsersForTests;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// A batch whose answers nobody reads.
@QuarkusTest
class UnreadBatchTest {
    private static final String LINES = """
            {"customerId": "unread", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL"}}
            """.repeat(300);

    /// What the kernel buffers on both sides is a few megabytes.
    private static final long MUCH = 100_000_000;

    @TestHTTPResource("/")
    URI service;

    @Test
    void aCallerWhoSendsWithoutReadingHasToWaitAndIsCutOff() throws Exception {
        byte[] chunk = (Integer.toHexString(LINES.length()) + "\r\n" + LINES + "\r\n").getBytes(UTF_8);
        long[] sent = {0};
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            OutputStream out = socket.getOutputStream();
            String user = Base64.getEncoder().encodeToString(("tester:" + UsersForTests.password()).getBytes(UTF_8));
            out.write(("POST /api/v1/decisions/batch HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                            + "Authorization: Basic " + user + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(UTF_8));

            assertThatThrownBy(() -> {
                        while (sent[0] < MUCH) {
                            out.write(chunk);
                            sent[0] += chunk.length;
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
        assertThat(sent[0]).isLessThan(MUCH);
    }
}
