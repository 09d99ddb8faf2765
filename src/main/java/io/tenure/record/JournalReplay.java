package io.tenure.record;

import io.tenure.storage.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/// Stores the decisions of a journal, in their order and exactly once.
///
/// A decision that the database rejects is set aside, so that it doesn't keep those after it from being stored.
final class JournalReplay {
    private static final Logger LOG = Logger.getLogger(JournalReplay.class);
    private static final int BATCH = 256;

    private final DatabaseRetry retry;
    private final MonthlyPartitions partitions;

    JournalReplay(DatabaseRetry retry, MonthlyPartitions partitions) {
        this.retry = retry;
        this.partitions = partitions;
    }

    /// Stores all decisions of a journal, and closes it.
    ///
    /// @throws SQLException if the database can't store anything now; what isn't stored stays in the journal
    void run(Journal journal) throws SQLException {
        long at = journal.start();
        long bytes = journal.bytes();
        do {
            for (Journal.Batch batch = journal.read(at, BATCH);
                    !batch.entries().isEmpty();
                    batch = journal.read(at, BATCH)) {
                store(journal, batch.entries());
                at = batch.next();
            }
        } while (!journal.close(at));
        if (bytes > 0) {
            LOG.infof("The decisions of the journal are stored, %s bytes.", bytes);
        }
    }

    /// Halves a batch that is rejected, until the decision at fault stands alone.
    private void store(Journal journal, List<JournalEntry> entries) throws SQLException {
        try {
            for (JournalEntry unreadable :
                    entries.stream().filter(e -> e.row() == null).toList()) {
                journal.setAside(unreadable);
                LOG.error("An entry of the journal can't be read; it was set aside in the file \"rejected\".");
            }
            writeInPartitions(entries.stream()
                    .map(JournalEntry::row)
                    .filter(Objects::nonNull)
                    .toList());
        } catch (SQLException e) {
            if (Database.isUnavailable(e) || DatabaseRetry.isTemporary(e)) {
                throw e;
            }
            int half = entries.size() / 2;
            if (half > 0) {
                store(journal, entries.subList(0, half));
                store(journal, entries.subList(half, entries.size()));
            } else {
                // Where not even an empty group can be stored, no decision is at fault.
                write(List.of());
                journal.setAside(entries.getFirst());
                LOG.errorf(
                        "The database rejects decision %s of the journal (SQL state %s); it was set aside in the file"
                                + " \"rejected\".",
                        Objects.requireNonNull(entries.getFirst().row()).id(), e.getSQLState());
            }
        }
    }

    private void writeInPartitions(List<DecisionRow> rows) throws SQLException {
        try {
            write(rows);
        } catch (SQLException e) {
            if (!DatabaseRetry.isMissingPartition(e)) {
                throw e;
            }
            partitions.clearCache();
            write(rows);
        }
    }

    private void write(List<DecisionRow> rows) throws SQLException {
        retry.withConnection(
                (connection, _) -> {
                    for (DecisionRow row : rows) {
                        partitions.ensure(connection, MonthlyPartitions.of(row.decidedAt()));
                    }
                    return rows.isEmpty()
                            ? BatchInsert.write(connection, rows)
                            : BatchInsert.writeMissing(connection, rows);
                },
                true);
    }
}
