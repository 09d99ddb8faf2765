package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.UsersForTests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Responses are compressed for those who ask for it, and for nobody else.
@QuarkusTest
class CompressedResponsesTest {
    private static final String CUSTOMER = """
        {"customerId": "Z1", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}\
        """;

    @TestHTTPResource("/")
    URI service;

    @ParameterizedTest
    @CsvSource({
        "/api/v1/ruleset, tester, application/json",
        "/api/v1/openapi, tester, application/yaml",
        "/api/v1/ruleset/tables/Stage.drl, tester, text/plain",
        "/api/v1/audit?limit=0, olga, application/problem+json"
    })
    void whoeverAsksGetsTheSameCompressed(String path, String user, String type) throws Exception {
        HttpResponse<byte[]> plain = send(request(path, user).GET());
        HttpResponse<byte[]> compressed =
                send(request(path, user).header("Accept-Encoding", "gzip").GET());
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(compressed.headers().firstValue("Vary").orElse("")).contains("Accept-Encoding");
        assertThat(compressed.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(plain.headers().firstValue("Content-Encoding")).isNotEqualTo("gzip");
        assertThat(decompress(compressed.body())).isEqualTo(plain.body());
    }

    @Test
    void aDecisionIsCompressedOnlyOnRequest() throws Exception {
        HttpResponse<byte[]> plain = send(decision());
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        HttpResponse<byte[]> compressed = send(decision().header("Accept-Encoding", "gzip, deflate, br"));
        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(new ObjectMapper()
                        .readTree(decompress(compressed.body()))
                        .at("/outcomes/stage")
                        .textValue())
                .isEqualTo("PROSPECT");
        assertThat(compressed.body().length).isLessThan(plain.body().length / 2);
    }

    /// The length of a compressed secret tells something of it to whoever chooses what stands next to it.
    @Test
    void aPasswordOrTokenIsNeverCompressed() throws Exception {
        String name = "z" + UUID.randomUUID();
        for (String[] secret : new String[][] {
            {"/api/v1/people", "{\"name\": \"%s\", \"roles\": [\"viewer\"]}".formatted(name), "password"},
            {"/api/v1/people/" + name + "/password", "{}", "password"},
            {"/api/v1/tokens", "{\"name\": \"%s-token\", \"roles\": [\"caller\"]}".formatted(name), "token"}
        }) {
            HttpResponse<byte[]> response = send(request(secret[0], "olga")
                    .header("Accept-Encoding", "gzip")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(secret[1])));
            assertThat(response.headers().firstValue("Content-Encoding").orElse("identity"))
                    .as(secret[0])
                    .isEqualTo("identity");
            assertThat(new String(response.body(), StandardCharsets.UTF_8))
                    .as(secret[0])
                    .contains("\"" + secret[2] + "\":\"");
        }
    }

    private HttpRequest.Builder decision() {
        return request("/api/v1/decisions", "tester")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CUSTOMER));
    }

    private HttpRequest.Builder request(String path, String user) {
        String credentials = user + ":" + UsersForTests.password();
        return HttpRequest.newBuilder(service.resolve(path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static byte[] decompress(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }
}
