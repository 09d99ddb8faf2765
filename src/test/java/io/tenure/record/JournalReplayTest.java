package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.EncryptionKeysForTests;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the database rejects is a fault of its own, and neither an outage nor the end of what comes after it.
@QuarkusTest
class JournalReplayTest {
    private static final long MAX_BYTES = 1 << 20;

    @TempDir
    Path folder;

    @Inject
    Database database;

    @Inject
    MonthlyPartitions partitions;

    @Inject
    RecordSettings settings;

    private final PayloadCipher cipher = EncryptionKeysForTests.cipher("1:encryption");
    private final String customer = "journal-" + UUID.randomUUID() + "-";
    private final List<SQLException> outages = new ArrayList<>();

    @Test
    void aRejectedDecisionIsSetAsideAndTheOthersAreStored() throws Exception {
        List<DecisionRow> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(i == 7 || i == 8 ? rejected(customer + i) : Rows.of(cipher, customer + i, Instant.now()));
        }
        List<UUID> accepted = rows.stream()
                .map(DecisionRow::id)
                .filter(id ->
                        !id.equals(rows.get(7).id()) && !id.equals(rows.get(8).id()))
                .toList();
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            journal.open();
            journal.add(rows);
            replay().run(journal);
            assertThat(journal.isOpen()).isFalse();
            assertThat(journal.bytes()).isZero();
            assertThat(journal.rejected()).isEqualTo(2);
            // The same once more, as after a kill before the journal was emptied.
            journal.open();
            journal.add(rows);
            replay().run(journal);
            assertThat(journal.rejected()).isEqualTo(2);
        }
        assertThat(stored(rows)).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(outages).isEmpty();

        // They are counted as long as they are there, and stored as a journal once nothing rejects them any more.
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            assertThat(journal.rejected()).isEqualTo(2);
        }
        Files.move(
                folder.resolve("rejected"),
                Files.createDirectory(folder.resolve("again")).resolve("decisions"));
        try (Journal journal = Journal.openIn(folder.resolve("again"), MAX_BYTES)) {
            assertThat(journal.read(0, 10).entries())
                    .extracting(entry -> entry.row().id())
                    .containsExactly(rows.get(7).id(), rows.get(8).id());
        }
    }

    @Test
    void anEntryThatThisVersionCannotReadIsSetAside() throws Exception {
        DecisionRow row = Rows.of(cipher, customer, Instant.now());
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            journal.open();
            journal.setAside(new JournalEntry(new byte[] {1, 2, 3}, null));
            Files.move(folder.resolve("rejected"), folder.resolve("foreign"));
        }
        Files.write(folder.resolve("decisions"), Files.readAllBytes(folder.resolve("foreign")));
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            journal.add(List.of(row));
            replay().run(journal);
            assertThat(journal.isOpen()).isFalse();
            assertThat(journal.rejected()).isEqualTo(1);
        }
        assertThat(stored(List.of(row))).containsExactly(row.id());
    }

    @Test
    void nothingIsSetAsideWhereNoDecisionIsAtFault() throws Exception {
        DatabaseRetry broken = new DatabaseRetry(database, partitions, settings, outages::add) {
            @Override
            <T> T withConnection(Attempt<T> attempt, boolean again) throws SQLException {
                throw new SQLException("our own mistake", "42703");
            }
        };
        DecisionRow row = Rows.of(cipher, customer, Instant.now());
        try (Journal journal = Journal.openIn(folder, MAX_BYTES)) {
            journal.open();
            journal.add(List.of(row));
            assertThatThrownBy(() -> new JournalReplay(broken, partitions).run(journal))
                    .isInstanceOf(SQLException.class);
            assertThat(journal.rejected()).isZero();
            assertThat(journal.isOpen()).isTrue();
        }
    }

    @Test
    void aStatementThatTheDatabaseRejectsIsNoOutage() {
        DatabaseRetry retry = new DatabaseRetry(database, partitions, settings, outages::add);
        for (String mistake : List.of("select no_such_column", "select 1/0", "select * from no_such_table")) {
            assertThatThrownBy(() -> retry.withRetry((c, _) -> Database.list(c, _ -> 0, mistake)))
                    .isInstanceOf(DatabaseRetry.RejectedException.class);
        }
        assertThat(outages).isEmpty();
    }

    @Test
    void aConflictWithAnotherTransactionIsTriedAgain() {
        DatabaseRetry retry = new DatabaseRetry(database, partitions, settings, outages::add);
        List<Boolean> attempts = new ArrayList<>();
        retry.withRetry((_, again) -> {
            attempts.add(again);
            if (attempts.size() < 3) {
                throw new SQLException("deadlock", "40P01");
            }
            return 0;
        });
        assertThat(attempts).containsExactly(false, true, true);
        assertThat(outages).isEmpty();
    }

    private JournalReplay replay() {
        return new JournalReplay(new DatabaseRetry(database, partitions, settings, outages::add), partitions);
    }

    /// PostgreSQL's text can't contain the character 0.
    private DecisionRow rejected(String name) {
        DecisionRow row = Rows.of(cipher, name, Instant.now());
        return new DecisionRow(
                row.id(),
                row.decidedAt(),
                row.pseudonym(),
                row.recalledNumber(),
                row.contactVersion(),
                row.asOf(),
                row.release(),
                row.trial(),
                new ReportingColumns(
                        "STA\0BLE", null, null, null, null, null, null, null, null, null, null, null, null),
                null,
                null,
                null,
                row.language(),
                row.keyNumber(),
                row.encryptedPayload());
    }

    private List<UUID> stored(List<DecisionRow> rows) {
        return database.transaction(c -> Database.list(
                c,
                r -> r.getObject(1, UUID.class),
                "select id from decision where id = any(?)",
                BatchInsert.array(c, "uuid", rows, DecisionRow::id)));
    }
}
