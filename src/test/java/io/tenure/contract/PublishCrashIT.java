package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.LocalPostgres;
import io.tenure.Users;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Kills a real process while it publishes, at many points: the old release decides afterwards or the new one, whole.
@Tag("slow")
class PublishCrashIT {
    private static final int ROUNDS = 10;
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final String CUSTOMER = """
            {"customerId": "C07", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> configuration = new LocalPostgres().start();
    private Process process;
    private int port;

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void killedWhilePublishingItDecidesByTheOldReleaseOrTheNewOneWhole() throws Exception {
        Random random = new Random(11);
        Set<String> ends = new HashSet<>();
        start();
        long whole = timeToPublish("// measured\n");
        for (int round = 0; round < ROUNDS; round++) {
            int before = active();
            int draft = draft("// round " + round + "\n");
            Thread publishing = Thread.ofVirtual().start(() -> publish(draft));
            // From the very first moment to well after the last.
            Thread.sleep(whole * round / (ROUNDS - 2) + random.nextInt(20));
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            publishing.join();
            assertWhole();
            int stored = active();
            assertThat(stored).isIn(before, before + 1);
            ends.add(stored == before ? "old" : "new");
            start();
            assertThat(decidedBy()).isEqualTo(stored);
        }
        // Otherwise every kill came too early or too late to show anything.
        assertThat(ends).containsExactlyInAnyOrder("old", "new");
    }

    private void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        configuration.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=" + port);
        command.add("-jar");
        command.add("target/quarkus-app/quarkus-run.jar");
        Path log = Path.of("target", "publish-crash.log");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Instant begun = Instant.now();
        while (!isReady()) {
            assertThat(process.isAlive()).as("see " + log).isTrue();
            assertThat(Duration.between(begun, Instant.now())).isLessThan(LONGEST_START);
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(uri("/q/health/ready"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private long timeToPublish(String more) throws Exception {
        int draft = draft(more);
        long begun = System.nanoTime();
        assertThat(publish(draft)).isEqualTo(200);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private int draft(String more) throws Exception {
        byte[] rules = (Files.readString(Path.of("rules/risk-signals.drl")) + more).getBytes(UTF_8);
        String boundary = "b-o-u-n-d";
        String body = "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"f\"; filename=\"risk-signals.drl\"\r\n\r\n"
                + new String(rules, UTF_8) + "\r\n--" + boundary + "--\r\n";
        HttpResponse<String> response =
                send("eve", "/api/v1/rulesets/drafts", "multipart/form-data; boundary=" + boundary, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return new ObjectMapper().readTree(response.body()).path("id").asInt();
    }

    private int publish(int draft) {
        try {
            return send(
                            "bob",
                            "/api/v1/rulesets/drafts/" + draft + "/publish",
                            "application/json",
                            "{\"acknowledgeWarnings\": true}")
                    .statusCode();
        } catch (IOException | InterruptedException _) {
            return 0;
        }
    }

    private int decidedBy() throws Exception {
        HttpResponse<String> response = send("caller", "/api/v1/decisions", "application/json", CUSTOMER);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper()
                .readTree(response.body())
                .path("ruleset")
                .path("release")
                .asInt();
    }

    private HttpResponse<String> send(String who, String path, String type, String body)
            throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString((who + ":" + Users.password()).getBytes(UTF_8));
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Basic " + credentials)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private int active() throws SQLException {
        return number("select release from activation order by active_from desc, id desc limit 1");
    }

    /// A release, its activation and its entry in the audit are there together or not at all.
    private void assertWhole() throws SQLException {
        assertThat(number("select count(*) from release where number not in (select release from activation)"))
                .isZero();
        assertThat(number("select count(*) from release where 'release:' || number not in"
                        + " (select subject from audit where what = 'publish' and done)"))
                .isZero();
        assertThat(number("select count(*) from draft where release is not null and release not in"
                        + " (select number from release)"))
                .isZero();
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        configuration.get("quarkus.datasource.jdbc.url"),
                        configuration.get("quarkus.datasource.username"),
                        "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
