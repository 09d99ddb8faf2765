package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The log of the packaged service as JSON.
class JsonLogIT {
    private static final String LOG = "json-log.log";

    private final PackagedService service = new PackagedService(LOG);

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void eachLineIsAnObjectWithItsDateAndNamesNoCustomer() throws Exception {
        Path log = Path.of("target", LOG);
        Files.deleteIfExists(log);
        service.start(
                "-Dquarkus.log.console.json.enabled=true",
                "-Dquarkus.http.access-log.enabled=true",
                "-Dquarkus.log.category.\"io.quarkus.http.access-log\".level=INFO");
        assertThat(service.get("viewer", "/api/v1/customers/Secret-7/timeline").statusCode())
                .isEqualTo(404);
        assertThat(service.get("viewer", "/api/v1/about").statusCode()).isEqualTo(200);
        service.stop();

        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> entries = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            // What the service prints for people at its start isn't part of the log.
            if (line.startsWith("{")) {
                entries.add(mapper.readTree(line));
            }
        }
        assertThat(entries).allSatisfy(entry -> {
            assertThat(OffsetDateTime.parse(entry.path("timestamp").asText())).isNotNull();
            assertThat(entry.path("level").asText()).isIn("INFO", "WARN", "ERROR");
            assertThat(entry.path("loggerName").asText()).isNotEmpty();
        });
        assertThat(entries.stream().map(entry -> entry.path("message").asText()))
                .anyMatch(message -> message.contains("Created the accounts"))
                .anyMatch(message -> message.contains("/api/v1/about"))
                .anyMatch(message -> message.contains("/api/v1/customers/*"));
        assertThat(Files.readString(log)).doesNotContain("Secret-7");
    }
}
