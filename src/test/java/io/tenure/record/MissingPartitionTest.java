package io.tenure.record;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A service that keeps a journal while its database is away, in a month that its tables don't have yet.
@QuarkusTest
@TestProfile(MissingPartitionTest.JournalProfile.class)
class MissingPartitionTest {
    public static final class JournalProfile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "tenure.record.on-outage", "journal",
                    "tenure.record.timeout", "1S",
                    "tenure.record.journal.directory", "target/journal-" + UUID.randomUUID());
        }
    }

    @Inject
    Database database;

    @Inject
    MonthlyPartitions partitions;

    @Test
    void isJournaledAndTakenOverOnceTheMonthCanBeMade() throws Exception {
        database.transaction(c -> {
            partitions.drop(c, MonthlyPartitions.of(Instant.now()));
            return 0;
        });
        String id;
        try (Connection holding = database.connection()) {
            holding.setAutoCommit(false);
            Database.list(holding, _ -> 0, "select pg_advisory_xact_lock(hashtext('tenure_partitions'))");
            id = given().contentType("application/json")
                    .body("""
                            {"customerId": "missing-month-%s", "asOf": "2026-03-01",
                             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}""".formatted(UUID.randomUUID()))
                    .post("/api/v1/decisions")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("decisionId");
            holding.rollback();
        }
        int status = 404;
        for (int i = 0; i < 200 && status != 200; i++) {
            Thread.sleep(50);
            status = as("viewer").get("/api/v1/decisions/" + id).statusCode();
        }
        assertThat(status).isEqualTo(200);
    }
}
