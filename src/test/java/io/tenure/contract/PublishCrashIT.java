package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Kills a real process at many points of a publication: afterwards either the old or the new release is active,
/// complete.
@Tag("slow")
class PublishCrashIT {
    private static final int ROUNDS = 8;
    /// Where the machine got busier after the time was measured.
    private static final int MAX_ROUNDS = 3 * ROUNDS;
    private static final String CUSTOMER = """
        {"customerId": "C07", "asOf": "2026-06-30",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
        """;

    private final PackagedService service = new PackagedService("publish-crash.log");

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void aKillDuringPublicationLeavesTheOldOrTheNewReleaseComplete() throws Exception {
        Random random = new Random(11);
        Set<String> ends = new HashSet<>();
        service.start();
        long whole = timeToPublish("// measured\n");
        for (int round = 0; round < ROUNDS || (ends.size() < 2 && round < MAX_ROUNDS); round++) {
            int before = active();
            int draft = draft("// round " + round + "\n");
            Thread publishing = Thread.ofVirtual().start(() -> publish(draft));
            // From the first moment to well after the last.
            Thread.sleep(whole * round / (ROUNDS - 2) + random.nextInt(20));
            service.kill();
            publishing.join();
            assertComplete();
            int stored = active();
            assertThat(stored).isIn(before, before + 1);
            ends.add(stored == before ? "old" : "new");
            service.start();
            assertThat(decidedBy()).isEqualTo(stored);
        }
        // Otherwise every kill was too early or too late to test anything.
        assertThat(ends).containsExactlyInAnyOrder("old", "new");
    }

    private long timeToPublish(String more) throws Exception {
        int draft = draft(more);
        long begun = System.nanoTime();
        assertThat(publish(draft)).isEqualTo(200);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private int draft(String more) throws Exception {
        String rules = Files.readString(Path.of("rules/stage-signature.drl")) + more;
        return service.draft(Map.of("stage-signature.drl", rules.getBytes(UTF_8)));
    }

    private int publish(int draft) {
        try {
            return service.publish(draft).statusCode();
        } catch (IOException | InterruptedException _) {
            return 0;
        }
    }

    private int decidedBy() throws Exception {
        HttpResponse<String> response = service.decide(CUSTOMER);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return service.json(response).path("ruleset").path("release").asInt();
    }

    private int active() throws SQLException {
        return number("select release from activation order by active_from desc, id desc limit 1");
    }

    /// A release, its activation and its audit entry exist together or not at all.
    private void assertComplete() throws SQLException {
        assertThat(number("select count(*) from release where number not in (select release from activation)"))
                .isZero();
        assertThat(number("select count(*) from release where 'release:' || number not in"
                        + " (select subject from audit where operation = 'publish' and succeeded)"))
                .isZero();
        assertThat(number("select count(*) from draft where release is not null and release not in"
                        + " (select number from release)"))
                .isZero();
    }

    private int number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        service.configuration.get("quarkus.datasource.jdbc.url"),
                        service.configuration.get("quarkus.datasource.username"),
                        "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
