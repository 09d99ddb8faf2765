package io.tenure.history;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tenure.storage.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Every decision, durable before it is answered.
///
/// Callers who decide at the same time share a read of the record before, and one transaction after.
@Singleton
public final class DecisionLog {
    /// What came of putting a decision on record.
    public enum Appended {
        DONE,
        /// Meanwhile the same request was answered, or another contact promised: recall, and decide again.
        OVERTAKEN
    }

    private static final Logger LOG = Logger.getLogger(DecisionLog.class);
    private static final int LARGEST_GROUP = 256;
    private static final int MOST_WAITING = 4_096;
    private static final int PAUSE_MILLIS = 50;

    /// What PostgreSQL says where a value, not the database, is at fault: data exceptions and broken constraints.
    private static final Set<String> FAULTY = Set.of("22", "23");

    private static final String MISSING_MONTH = "23514";

    private final Database database;
    private final Seal seal;
    private final Months months;
    private final HistorySettings settings;
    private final Groups<Recaller.Question, Past> recalls;
    private final Groups<Row, Appended> records;

    DecisionLog(Database database, Seal seal, Months months, HistorySettings settings) {
        this.database = database;
        this.seal = seal;
        this.months = months;
        this.settings = settings;
        recalls = new Groups<>("decision-recall", LARGEST_GROUP, MOST_WAITING, this::recallAll);
        records = new Groups<>("decision-record", LARGEST_GROUP, MOST_WAITING, this::recordAll);
    }

    /// Before the first request, after the database is migrated.
    void start(@Observes @Priority(1) StartupEvent event) {
        if (settings.record()) {
            months.require(Instant.now());
            months.require(Instant.now().plus(31, ChronoUnit.DAYS));
            recalls.start();
            records.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        recalls.stop();
        records.stop();
    }

    public boolean isOn() {
        return settings.record();
    }

    /// What is on record about a customer, and whether this very request was answered before.
    ///
    /// @param request null where the caller gave no key
    /// @throws Away if the database can't tell
    public Past recall(String customerId, Entry.@Nullable Request request) {
        return recalls.submit(
                new Recaller.Question(
                        seal.mark(customerId),
                        request == null ? null : seal.requestKey(request.caller(), request.key())),
                settings.patience());
    }

    /// Puts a decision on record; when this returns it is there for good.
    ///
    /// @throws Away if it isn't known to be there
    public Appended append(Entry entry) {
        return records.submit(Row.of(entry, seal), settings.patience());
    }

    public Optional<Recorded> find(UUID id) {
        return database.first(
                row -> {
                    byte[] sealed = row.getBytes(5);
                    return new Recorded(
                            id,
                            Database.instant(row, 1),
                            row.getObject(2, LocalDate.class),
                            row.getInt(3),
                            row.getBoolean(4),
                            row.getString(7),
                            sealed == null ? null : Said.of(seal.open(id, row.getInt(6), sealed)));
                },
                "select decided_at, as_of, release, trial, sealed, key_number, language from decision where id = ?",
                id);
    }

    private List<Past> recallAll(List<Recaller.Question> questions) {
        return patiently((connection, _) -> Recaller.read(connection, questions));
    }

    private List<Appended> recordAll(List<Row> rows) {
        rows.forEach(row -> months.require(row.decidedAt()));
        try {
            Set<UUID> written = patiently((connection, again) -> {
                if (again) {
                    // The connection may have broken after the commit was asked for.
                    Set<UUID> there = Recorder.written(connection, rows);
                    if (!there.isEmpty()) {
                        return there;
                    }
                }
                return Recorder.write(connection, rows);
            });
            return rows.stream()
                    .map(row -> written.contains(row.id()) ? Appended.DONE : Appended.OVERTAKEN)
                    .toList();
        } catch (Faulty faulty) {
            if (rows.size() == 1) {
                throw faulty;
            }
            // One that can't be written must not take the others with it.
            List<Appended> results = new ArrayList<>();
            rows.forEach(row -> results.addAll(recordAll(List.of(row))));
            return results;
        }
    }

    private interface Attempt<T> {
        /// @param again whether an attempt before may have come through
        T with(Connection connection, boolean again) throws SQLException;
    }

    /// Tries until the patience ends, on a new connection each time.
    private <T> T patiently(Attempt<T> attempt) {
        long end = System.nanoTime() + settings.patience().toNanos();
        boolean again = false;
        while (true) {
            try {
                return once(attempt, again);
            } catch (SQLException e) {
                String state = e.getSQLState() == null ? "" : e.getSQLState();
                if (FAULTY.contains(state.substring(0, Math.min(2, state.length()))) && !state.equals(MISSING_MONTH)) {
                    throw new Faulty(e);
                }
                if (System.nanoTime() > end) {
                    LOG.errorf("Decisions can't be recorded: %s", e.getMessage());
                    throw new Away("the database is away", e);
                }
                again = true;
                pause();
            }
        }
    }

    private <T> T once(Attempt<T> attempt, boolean again) throws SQLException {
        try (Connection connection = database.connection()) {
            // A server that has stopped answering is noticed as well as one that has gone.
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(settings.patience().toMillis()));
            connection.setAutoCommit(false);
            try {
                T result = attempt.with(connection, again);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            LOG.debug("The connection is broken, so nothing is left to take back.", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(PAUSE_MILLIS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A value that the database refuses, whoever asks.
    private static final class Faulty extends RuntimeException {
        private static final long serialVersionUID = 1;

        Faulty(SQLException cause) {
            super("The decision can't be recorded: " + cause.getMessage(), cause);
        }
    }
}
