package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.EncryptionKeysForTests;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The packaged service, restarted on the same database.
class RestartIT {
    private static final String CUSTOMER = """
        {"customerId": "C07", "asOf": "2026-06-30",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
        """;

    private final PackagedService service = new PackagedService("restart.log");

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void keepsTheActiveReleaseAndReportsReadinessOverARestart() throws Exception {
        service.start();
        byte[] scenarios = Files.readAllBytes(Path.of("scenarios/edges.xlsx"));
        int draft = service.draft(Map.of("scenarios/more-edges.xlsx", scenarios));
        assertThat(service.publish(draft).statusCode()).isEqualTo(200);
        assertThat(release()).isEqualTo(2);
        assertThat(service.saysItIsReady()).isTrue();
        service.terminate();
        assertThat(service.hasEnded(Duration.ofSeconds(30))).isTrue();
        assertThat(service.saysItIsReady()).isFalse();
        service.start();
        assertThat(release()).isEqualTo(2);
    }

    /// In this locale formatted numbers have Arabic digits, which are invalid in SQL and in names.
    @Test
    void storesDecisionsAndRestartsInALocaleWithItsOwnDigits() throws Exception {
        String[] egypt = {"-Duser.language=ar", "-Duser.country=EG"};
        service.start(egypt);
        HttpResponse<String> decided = service.decide(CUSTOMER);
        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(200);
        assertThat(decided.body()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
        int draft =
                service.draft(Map.of("scenarios/more-edges.xlsx", Files.readAllBytes(Path.of("scenarios/edges.xlsx"))));
        HttpResponse<String> published = service.publish(draft);
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        service.terminate();
        assertThat(service.hasEnded(Duration.ofSeconds(30))).isTrue();
        service.start(egypt);
        assertThat(release()).isEqualTo(2);
        String id = service.json(decided).path("decisionId").asText();
        assertThat(service.get("viewer", "/api/v1/decisions/" + id).statusCode())
                .isEqualTo(200);
        HttpResponse<String> path = service.get("viewer", "/api/v1/customers/C07/timeline");
        assertThat(path.statusCode()).isEqualTo(200);
        assertThat(path.body()).contains("2026-06-30").doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    }

    @Test
    void startsOnASchemaThatANewerVersionHasMigrated() throws Exception {
        service.start();
        service.kill();
        database("""
            insert into flyway_schema_history
            select installed_rank + 1000, '999', 'newer', type, 'V999__newer.sql', 1, installed_by, now(), 1, true
            from flyway_schema_history order by installed_rank desc limit 1\
            """);
        service.start();
        assertThat(release()).isEqualTo(1);
    }

    @Test
    void explainsInASentenceWhyItDoesNotStart() throws Exception {
        assertContains(
                service.failsToStart("-DZstdTempFolder=/proc/nowhere"),
                "The decision log cannot be used: its compression library");
        assertContains(
                service.failsToStart("-Dquarkus.datasource.jdbc.url="),
                "No database is configured. Set QUARKUS_DATASOURCE_JDBC_URL");
        assertContains(
                service.failsToStart("-Dquarkus.datasource.jdbc.url=jdbc:postgresql://localhost:1/none"),
                "The database cannot be reached: ");
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            assertContains(
                    service.failsToStart("-Dquarkus.http.port=" + occupied.getLocalPort()),
                    String.format(Locale.ROOT, "Port %d on localhost is in use", occupied.getLocalPort()));
        }
        assertContains(
                service.failsToStart("-Dquarkus.http.port=70000"),
                "The port must be a number from 0 to 65535, not 70000.");
        assertContains(
                service.failsToStart("-Dquarkus.http.host=no-such-host.invalid"),
                "The host no-such-host.invalid is unknown.");
    }

    @Test
    void namesEverySettingThatIsUnknownOrOutOfRange() throws Exception {
        Path file = Files.writeString(Path.of("target", "faulty.properties"), "tenure.record.timout=5s\n");
        assertThat(service.failsToStart(
                                "-Dtenure.release.four-eys=true",
                                "-Dtenure.release.four-eyes=maybe",
                                "-Dtenure.release.max-level-change=7",
                                "-Dtenure.record.encryption-keys=1:short",
                                "-Dsmallrye.config.locations=" + file.toUri())
                        .lines())
                .containsExactlyInAnyOrder(
                        "tenure.release.four-eys is not a setting; did you mean tenure.release.four-eyes?",
                        "tenure.record.timout is not a setting; did you mean tenure.record.timeout?",
                        "tenure.release.four-eyes must be true or false, not maybe.",
                        "tenure.release.max-level-change must be 0 to 1, not 7.",
                        "The decision log cannot be used: tenure.record.encryption-keys, number 1: 32 bytes in Base64"
                                + " are needed, as `openssl rand -base64 32` prints them. With tenure.record.enabled=false"
                                + " no keys are needed.");
    }

    @Test
    void saysInOneSentenceWhichFileOrFolderCannotBeUsed() throws Exception {
        assertOneLine(
                service.failsToStart("-Dsmallrye.config.locations=file:///nowhere/secrets.properties"),
                "The configuration file /nowhere/secrets.properties does not exist; SMALLRYE_CONFIG_LOCATIONS names"
                        + " it.");
        assertOneLine(
                service.failsToStart("-Dsmallrye.config.locations=/proc/self/mem"),
                "The configuration file /proc/self/mem cannot be read: ");
        assertOneLine(
                service.failsToStart("-Dtenure.people.accounts-file=/nowhere/accounts"),
                "/nowhere/accounts cannot be used: it does not exist.");
        assertOneLine(
                service.failsToStart("-Dtenure.keys.file=/proc/nowhere/keys"),
                "The keys in /proc/nowhere/keys cannot be used");
        assertOneLine(
                service.failsToStart("-Djava.io.tmpdir=/proc"),
                "The folder for temporary files, /proc, is not writable ");
    }

    @Test
    void saysInOneSentenceWhyTheDatabaseCannotBeUsed() throws Exception {
        String url = service.configuration.get("quarkus.datasource.jdbc.url");
        assertOneLine(
                service.failsToStart("-Dquarkus.datasource.jdbc.url=" + url + "_missing"),
                "The database does not exist; ");
        database("drop role if exists stranger");
        database("create role stranger");
        assertOneLine(
                service.failsToStart("-Dquarkus.datasource.username=stranger"), "The database rejects the account; ");
    }

    @Test
    void refusesKeysOtherThanThoseThatTheDatabaseWasWrittenWith() throws Exception {
        service.start();
        service.kill();
        String other = EncryptionKeysForTests.key("other");
        assertOneLine(
                service.failsToStart("-Dtenure.record.pseudonym-key=" + other),
                "tenure.record.pseudonym-key is not the key that this database was written with; ");
        assertOneLine(
                service.failsToStart("-Dtenure.record.encryption-keys=1:" + other),
                "The encryption key 1 in tenure.record.encryption-keys is not the key 1 that this database was written"
                        + " with; ");
        service.start("-Dtenure.record.encryption-keys=2:" + other + ",1:" + EncryptionKeysForTests.key("encryption"));
    }

    @Test
    void explainsInASentenceThatTheSchemaIsNotItsOwn() throws Exception {
        service.start();
        service.kill();
        database("update flyway_schema_history set checksum = 1 where version = '2'");
        assertContains(
                service.failsToStart(), "The database schema cannot be updated: ", "Migration checksum mismatch");
    }

    private static void assertOneLine(String output, String sentence) {
        assertThat(output.lines()).singleElement().asString().startsWith(sentence);
    }

    private static void assertContains(String output, String... sentences) {
        assertThat(output).contains(sentences).doesNotContain("\tat ");
    }

    private void database(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        service.configuration.get("quarkus.datasource.jdbc.url"),
                        service.configuration.get("quarkus.datasource.username"),
                        "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int release() throws Exception {
        return service.json(service.decide(CUSTOMER))
                .path("ruleset")
                .path("release")
                .asInt();
    }
}
