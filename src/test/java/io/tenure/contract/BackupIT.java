package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The backup and restore of `docs/operating.md`, with a client of the server's version: `pg_dump` while the service
/// decides, `pg_restore` into an empty database, and an instance on that.
@Tag("slow")
class BackupIT {
    private static final int CUSTOMERS = 20;
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");
    private static final String CUSTOMER = """
        {"customerId": "%s", "asOf": "%s",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
        """;

    private final PackagedService service = new PackagedService("backup.log");
    private final PackagedService restored = service.secondInstance("restored.log");
    private final Path dump = Path.of("target", "backup-" + UUID.randomUUID() + ".dump");

    @AfterEach
    void stop() throws Exception {
        service.kill();
        restored.kill();
        Files.deleteIfExists(dump);
    }

    @Test
    void anInstanceOnTheRestoredDatabaseAnswersWhatWasDecidedBeforeTheDump() throws Exception {
        try (EmbeddedPostgres postgres = VersionedPostgres.start(clientVersion())) {
            create(postgres, "tenure");
            service.configuration.put("quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "tenure"));
            service.start();
            assertThat(service.publish(service.draft(
                                    Map.of("settings.xlsx", ChangedSettings.withDeclineLabel("Decline A"))))
                            .statusCode())
                    .isEqualTo(200);
            Map<String, String> decided = new TreeMap<>();
            for (int i = 0; i < CUSTOMERS; i++) {
                HttpResponse<String> decision = service.decide(CUSTOMER.formatted("c-" + i, "2026-06-30"));
                assertThat(decision.statusCode()).as(decision.body()).isEqualTo(200);
                decided.put(service.json(decision).path("decisionId").asText(), decision.body());
            }
            String timeline =
                    service.get("viewer", "/api/v1/customers/c-7/timeline").body();

            AtomicBoolean over = new AtomicBoolean();
            List<String> failed = new ArrayList<>();
            Thread load = Thread.ofPlatform().start(() -> decideUntil(over, failed));
            run("pg_dump", "--format=custom", "--file=" + dump, address(postgres, "tenure"));
            over.set(true);
            load.join();
            assertThat(failed).isEmpty();
            service.stop();

            create(postgres, "empty");
            run(
                    "pg_restore",
                    "--no-owner",
                    "--exit-on-error",
                    "--dbname=" + address(postgres, "empty"),
                    dump.toString());
            restored.configuration.put("quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "empty"));
            restored.start();
            for (Map.Entry<String, String> decision : decided.entrySet()) {
                assertThat(restored.get("viewer", "/api/v1/decisions/" + decision.getKey())
                                .body())
                        .isEqualTo(decision.getValue());
            }
            assertThat(restored.get("viewer", "/api/v1/customers/c-7/timeline").body())
                    .isEqualTo(timeline);
            HttpResponse<String> next = restored.decide(CUSTOMER.formatted("c-7", "2026-07-31"));
            assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
            assertThat(restored.json(next).at("/ruleset/release").asInt()).isEqualTo(2);
            assertThat(restored.json(next).at("/recalledFacts/decidedDays").asInt())
                    .isEqualTo(1);
            restored.kill();
        }
    }

    private void decideUntil(AtomicBoolean over, List<String> failed) {
        for (int i = 0; !over.get(); i++) {
            try {
                HttpResponse<String> decision = service.decide(CUSTOMER.formatted("load-" + i, "2026-06-30"));
                if (decision.statusCode() != 200) {
                    failed.add(decision.body());
                }
            } catch (IOException | InterruptedException e) {
                failed.add(e.toString());
                return;
            }
        }
    }

    private static void create(EmbeddedPostgres postgres, String database) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
    }

    private static String address(EmbeddedPostgres postgres, String database) {
        return String.format(Locale.ROOT, "postgresql://postgres@localhost:%d/%s", postgres.getPort(), database);
    }

    /// The major version of the installed client.
    private static int clientVersion() throws Exception {
        try {
            Matcher version = VERSION.matcher(run("pg_dump", "--version"));
            assertThat(version.find()).isTrue();
            return Integer.parseInt(version.group(1));
        } catch (IOException _) {
            return fail("pg_dump isn't installed: it is in Debian's package postgresql-client.");
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
