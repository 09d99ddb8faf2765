package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.UsersForTests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Requests as a browser sends them, which knows the credentials, when a page of another site makes it.
@QuarkusTest
class CrossSiteTest {
    @TestHTTPResource("/")
    URI service;

    @Test
    void aFormOfAnotherSiteActivatesNothing() throws IOException {
        int active = RulesApi.active();
        for (String header : List.of(
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site")) {
            for (String type :
                    List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=b")) {
                for (String path : List.of(
                        "/api/v1/rulesets/releases/1/activate",
                        "/api/v1/rulesets/drafts",
                        "/api/v1/history/key-rotation",
                        "/api/v1/people/ann/disable")) {
                    assertThat(status("POST", path, "olga", header, "Content-Type: " + type))
                            .as("%s, %s, %s", path, header, type)
                            .isEqualTo(403);
                }
            }
            assertThat(status("DELETE", "/api/v1/customers/C1", "olga", header)).isEqualTo(403);
        }
        assertThat(RulesApi.active()).isEqualTo(active);
    }

    @Test
    void theProblemSaysWhatToSet() {
        as("olga")
                .header("Origin", "https://evil.example")
                .post("/api/v1/history/key-rotation")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", endsWith("cross-site-request"))
                .body("detail", org.hamcrest.Matchers.containsString("tenure.http.allowed-origins"));
    }

    @Test
    void theServicesOwnPagesAndProgramsAreHeard() throws IOException {
        String own = "Origin: http://" + service.getHost() + ":" + service.getPort();
        assertThat(status("POST", "/api/v1/rulesets/releases/999/activate", "olga", own, "Sec-Fetch-Site: same-origin"))
                .isEqualTo(404);
        assertThat(status("POST", "/api/v1/rulesets/releases/999/activate", "olga"))
                .isEqualTo(404);
    }

    @Test
    void readingIsNotAChange() throws IOException {
        assertThat(status(
                        "GET", "/api/v1/people", "olga", "Origin: https://evil.example", "Sec-Fetch-Site: cross-site"))
                .isEqualTo(200);
    }

    private int status(String method, String path, String user, String... headers) throws IOException {
        String credentials = Base64.getEncoder()
                .encodeToString((user + ":" + UsersForTests.password()).getBytes(StandardCharsets.UTF_8));
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            StringBuilder request =
                    new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + service.getHost() + ":"
                            + service.getPort() + "\r\nAuthorization: Basic " + credentials
                            + "\r\nConnection: close\r\nContent-Length: 0\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            String line = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return Integer.parseInt(line.split(" ")[1]);
        }
    }
}
