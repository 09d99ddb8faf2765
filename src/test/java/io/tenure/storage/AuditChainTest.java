package io.tenure.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.storage.AuditChain.AuditFault;
import io.tenure.storage.AuditChain.Verification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditChainTest {
    @Inject
    Audit audit;

    @Inject
    AuditChain chain;

    @Inject
    Database database;

    @BeforeEach
    void logSomething() {
        for (int i = 0; i < 3; i++) {
            audit.logSuccess("ann", "chain-test", "entry:" + i, "Zürich, 上海, 1:a,");
        }
    }

    @Test
    void everyEntryIsChainedWhicheverWayItIsWritten() {
        long before = chain.verify(null).entries();
        audit.logRejection("bob", "chain-test", "a rejection", "");
        QuarkusTransaction.requiringNew().run(() -> {
            audit.logSuccess("bob", "chain-test", "first of a transaction", "");
            audit.logSuccess("bob", "chain-test", "second of a transaction", "");
        });
        database.transaction(c -> {
            Audit.logSuccess(c, "bob", "chain-test", "by SQL", "");
            return null;
        });

        Verification found = chain.verify(null);

        assertThat(found.broken()).isEmpty();
        assertThat(found.entries()).isGreaterThanOrEqualTo(before + 4);
        assertThat(audit.latest(4, Long.MAX_VALUE))
                .extracting(Audit.Entry::hash)
                .doesNotContainNull()
                .contains(found.head());
    }

    @Test
    void anEntryOfATransactionThatIsRolledBackLeavesNoGap() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    audit.logSuccess("bob", "chain-test", "never happened", "");
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        audit.logSuccess("bob", "chain-test", "happened", "");

        assertThat(chain.verify(null).broken()).isEmpty();
    }

    @Test
    void writersAtTheSameTimeMakeOneChain() throws Exception {
        long before = chain.verify(null).entries();
        int writers = 8;
        int each = 20;
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String name = "writer-" + writer;
                done.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < each; i++) {
                        audit.logRejection(name, "chain-test", "entry:" + i, "");
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> future : done) {
                future.get();
            }
        }

        Verification found = chain.verify(null);

        assertThat(found.broken()).isEmpty();
        assertThat(found.entries()).isGreaterThanOrEqualTo(before + writers * each);
    }

    @Test
    void aChangedEntryIsFound() {
        long entry = latest();
        Verification found = afterTampering("update audit set actor = 'nobody' where id = " + entry);

        assertThat(found.broken()).get().satisfies(broken -> {
            assertThat(broken.fault()).isEqualTo(AuditFault.CHANGED);
            assertThat(broken.entry()).isEqualTo(entry);
            assertThat(broken.position()).isEqualTo(found.entries() + 1);
        });
    }

    @Test
    void textMovedFromOneFieldToAnotherIsFound() {
        Verification found = afterTampering(
                "update audit set subject = subject || left(detail, 1), detail = substr(detail, 2) where id = "
                        + latest());

        assertThat(found.broken()).map(AuditChain.Broken::fault).contains(AuditFault.CHANGED);
    }

    @Test
    void theFirstOfSeveralChangedEntriesIsNamed() {
        long last = latest();
        Verification found = afterTampering("update audit set succeeded = not succeeded where id > " + (last - 2));

        assertThat(found.broken()).map(AuditChain.Broken::entry).contains(last - 1);
    }

    /// PostgreSQL's days without end are no moment that Java can count.
    @Test
    void anEntryMovedToAnImpossibleTimeIsFound() {
        long entry = latest();
        for (String time : List.of("infinity", "-infinity", "294276-12-31", "4713-01-01 BC")) {
            Verification found = afterTampering("update audit set at = '" + time + "' where id = " + entry);

            assertThat(found.broken()).as(time).map(AuditChain.Broken::fault).contains(AuditFault.CHANGED);
        }
    }

    @Test
    void aRemovedEntryIsFound() {
        long entry = latest() - 1;
        Verification found = afterTampering("delete from audit where id = " + entry);

        assertThat(found.broken()).get().satisfies(broken -> {
            assertThat(broken.fault()).isEqualTo(AuditFault.REMOVED);
            assertThat(broken.entry()).isEqualTo(entry);
        });
    }

    @Test
    void anEntryRemovedTogetherWithItsHashIsFound() {
        long entry = latest() - 1;
        Verification found = afterTampering(
                "delete from audit_chain where entry = " + entry, "delete from audit where id = " + entry);

        assertThat(found.broken()).map(AuditChain.Broken::fault).contains(AuditFault.REMOVED);
    }

    @Test
    void anEntrySlippedInIsFound() {
        Verification found = afterTampering("""
            insert into audit (at, actor, operation, subject, succeeded, detail)
            values (now(), 'ann', 'publish', 'release:1', true, '')\
            """);

        assertThat(found.broken()).map(AuditChain.Broken::fault).contains(AuditFault.NOT_CHAINED);
    }

    @Test
    void aCutOffEndIsFoundByAHeadThatWasKept() {
        String head = chain.verify(null).head();
        long entry = latest();
        String[] cut = {"delete from audit_chain where entry = " + entry, "delete from audit where id = " + entry};
        audit.logSuccess("ann", "chain-test", "later", "");

        assertThat(chain.verify(head).broken()).isEmpty();
        long later = latest();
        String[] cutBoth = {
            "delete from audit_chain where entry in (" + entry + ", " + later + ")",
            "delete from audit where id in (" + entry + ", " + later + ")"
        };
        assertThat(afterTampering(cutBoth).broken()).isEmpty();
        assertThat(verifiedAfter(head, cutBoth).broken())
                .map(AuditChain.Broken::fault)
                .contains(AuditFault.HEAD_MISSING);
        assertThat(verifiedAfter(head, cut).broken())
                .map(AuditChain.Broken::fault)
                .contains(AuditFault.REMOVED);
    }

    @Test
    void theDatabaseRejectsChangesOfTheChain() {
        for (String change :
                List.of("update audit_chain set hash = hash", "delete from audit_chain", "truncate audit_chain")) {
            assertThat(catchThrowable(() -> database.transaction(c -> Database.execute(c, change))))
                    .as(change)
                    .hasRootCauseInstanceOf(SQLException.class)
                    .hasStackTraceContaining("only ever added");
        }
    }

    private long latest() {
        return audit.latest(1, Long.MAX_VALUE).getFirst().id();
    }

    /// What is found after an administrator of the database did this, which is then undone.
    private Verification afterTampering(String... statements) {
        return verifiedAfter(null, statements);
    }

    private Verification verifiedAfter(@Nullable String head, String... statements) {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                // Without triggers, as a superuser may.
                Database.execute(connection, "set local session_replication_role = replica");
                for (String sql : statements) {
                    Database.execute(connection, sql);
                }
                return AuditChain.verify(connection, head);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
