package io.tenure.feedback;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.record.RecordUnavailable;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeedbackLogTest {
    @Inject
    Database database;

    @Inject
    FeedbackLog log;

    private UUID decision;
    private final Feedback presented = new Feedback(
            Feedback.Type.PRESENTED, "CROSS_SELL", "EMAIL", null, Instant.parse("2026-03-05T09:00:00Z"), true);

    @BeforeEach
    void prepare() {
        decision = decide();
    }

    /// The connection breaks when the commit is requested, so nobody is told how it went.
    @Test
    void aCommitWhoseConnectionBreaksIsAnUnavailableRecordAndMayBeRepeated() {
        atCommit(
                "perform pg_terminate_backend(pg_backend_pid());",
                () -> assertThatThrownBy(this::record).isInstanceOf(RecordUnavailable.class));
        assertThat(stored()).isEmpty();

        assertThat(record())
                .isInstanceOfSatisfying(
                        FeedbackLog.Result.Success.class,
                        success -> assertThat(success.isNew()).isTrue());
        assertThat(stored()).containsExactly("PRESENTED", "contact CROSS_SELL");
    }

    /// No constraint of the schema waits for the commit; one that did would fail each time, so it isn't an outage.
    @Test
    void aCommitThatTheDatabaseRejectsIsNoOutage() {
        atCommit(
                "raise exception using errcode = ''check_violation'';",
                () -> assertThatThrownBy(this::record)
                        .isInstanceOf(RuntimeException.class)
                        .isNotInstanceOf(RecordUnavailable.class));
        assertThat(stored()).isEmpty();
    }

    /// Runs statements when a transaction that stores a contact of this decision commits.
    private void atCommit(String statements, Runnable work) {
        execute(
                "create function at_commit() returns trigger language plpgsql as 'begin if new.decision = ''%s'' then %s end if; return null; end'"
                        .formatted(decision, statements));
        execute("create constraint trigger at_commit after insert on contact deferrable initially deferred"
                + " for each row execute function at_commit()");
        try {
            work.run();
        } finally {
            execute("drop trigger at_commit on contact");
            execute("drop function at_commit");
        }
    }

    private FeedbackLog.Result record() {
        return log.record(decision, presented, true, "test");
    }

    /// The feedback and the contacts of the decision.
    private List<String> stored() {
        return database.list(r -> r.getString(1), """
            select type from feedback where decision = ?
            union all select 'contact ' || action from contact where decision = ?
            """, decision, decision);
    }

    private void execute(String sql) {
        database.transaction(c -> Database.execute(c, sql));
    }

    private static UUID decide() {
        return as("caller")
                .contentType("application/json")
                .body("""
                    {"customerId": "feedback-log-%s", "asOf": "2026-03-01",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 4}}
                    """.formatted(UUID.randomUUID()))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getUUID("decisionId");
    }
}
