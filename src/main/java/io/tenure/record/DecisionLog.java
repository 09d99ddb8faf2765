package io.tenure.record;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tenure.storage.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Every decision, durable before it is answered.
///
/// Callers who decide at the same time share a read of the record before, and one transaction after.
@Singleton
public final class DecisionLog {
    /// What came of putting a decision on record.
    public enum AppendResult {
        STORED,
        /// Meanwhile the same request was answered, or another contact promised: recall, and decide again.
        CONFLICT
    }

    private static final Logger LOG = Logger.getLogger(DecisionLog.class);
    private static final int MAX_GROUP_SIZE = 256;
    private static final int MAX_QUEUED = 4_096;
    private static final int RETRY_PAUSE_MILLIS = 50;
    private static final int CHECK_INTERVAL_MILLIS = 500;

    /// Months are made ready so early.
    private static final Duration PARTITION_LEAD_TIME = Duration.ofDays(31);

    /// What PostgreSQL says where a value, not the database, is at fault: data exceptions and broken constraints.
    private static final Set<String> INVALID_DATA_STATES = Set.of("22", "23");

    private static final String MISSING_PARTITION_STATE = "23514";

    private final Database database;
    private final PayloadCipher cipher;
    private final MonthlyPartitions partitions;
    private final RecordSettings settings;
    private final GroupCommit<CustomerHistoryQuery.Lookup, CustomerHistory> recallGroups;
    private final GroupCommit<DecisionRow, AppendResult> recordGroups;
    private final GroupCommit<DecisionRow, Journal.AddResult> journalGroups;
    private final ScheduledExecutorService databaseCheck;
    private volatile @Nullable Journal journal;

    /// Whether the database was away when last asked. Nobody waits for it then, but for one who looks.
    private volatile boolean unavailable;

    DecisionLog(
            Database database,
            PayloadCipher seal,
            MonthlyPartitions months,
            RecordSettings settings,
            MeterRegistry registry) {
        this.database = database;
        this.cipher = seal;
        this.partitions = months;
        this.settings = settings;
        Timer took = Timer.builder("tenure.record.commit")
                .description("Time to put one group of decisions on record")
                .publishPercentileHistogram()
                .register(registry);
        DistributionSummary groups = DistributionSummary.builder("tenure.record.group")
                .description("Decisions that shared one commit")
                .register(registry);
        Gauge.builder("tenure.record.away", () -> unavailable ? 1 : 0)
                .description("1 while the database is away")
                .register(registry);
        Gauge.builder("tenure.record.journal.bytes", () -> journal == null ? 0 : journal.bytes())
                .description("Size of the decisions that wait in the journal")
                .register(registry);
        recallGroups = new GroupCommit<>("decision-recall", MAX_GROUP_SIZE, MAX_QUEUED, this::recallAll);
        recordGroups = new GroupCommit<>("decision-record", MAX_GROUP_SIZE, MAX_QUEUED, rows -> {
            groups.record(rows.size());
            Timer.Sample sample = Timer.start(registry);
            try {
                return recordAll(rows);
            } finally {
                sample.stop(took);
            }
        });
        journalGroups = new GroupCommit<>("decision-journal", MAX_GROUP_SIZE, MAX_QUEUED, this::journalAll);
        databaseCheck = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("record-watch").factory());
    }

    /// Before the first request, after the database is migrated.
    void start(@Observes @Priority(1) StartupEvent event) throws IOException, SQLException {
        if (!settings.enabled()) {
            return;
        }
        partitions.refresh();
        partitions.ensure(Instant.now());
        partitions.ensure(Instant.now().plus(PARTITION_LEAD_TIME));
        if (settings.onOutage() == RecordSettings.OnOutage.JOURNAL
                || Files.exists(settings.journal().directory())) {
            journal = Journal.openIn(
                    settings.journal().directory(), settings.journal().maxBytes());
        }
        recallGroups.start();
        recordGroups.start();
        journalGroups.start();
        // What an earlier process left behind comes before anything new.
        unavailable = journal != null && journal.isOpen();
        checkDatabase();
        databaseCheck.scheduleWithFixedDelay(
                this::checkDatabase, CHECK_INTERVAL_MILLIS, CHECK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        Thread.ofPlatform().daemon().name("record-warm-up").start(this::warmUp);
    }

    /// Makes the first decision as quick as the next: recalls and records nobody's, and seals what is thrown away.
    private void warmUp() {
        try {
            cipher.encrypt(new UUID(0, 0), new byte[0]);
            withConnection((connection, _) -> CustomerHistoryQuery.read(connection, List.of()), false);
            withConnection((connection, _) -> BatchInsert.write(connection, List.of()), false);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The first decision will take longer.", e);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException, IOException {
        databaseCheck.shutdown();
        recallGroups.stop();
        recordGroups.stop();
        journalGroups.stop();
        if (journal != null) {
            journal.close();
        }
    }

    public boolean isEnabled() {
        return settings.enabled();
    }

    /// Whether the database was away when last asked.
    public boolean isUnavailable() {
        return unavailable;
    }

    /// Whether decisions are kept in the journal while the database is away.
    public boolean hasJournal() {
        return settings.onOutage() == RecordSettings.OnOutage.JOURNAL;
    }

    /// What is on record about a customer, and whether this very request was answered before.
    ///
    /// @param request null where the caller gave no key
    /// @throws RecordUnavailable if the database can't tell
    public CustomerHistory recall(String customerId, NewDecision.@Nullable IdempotentRequest request) {
        requireAvailable();
        return recallGroups.submit(
                new CustomerHistoryQuery.Lookup(
                        cipher.pseudonym(customerId),
                        request == null ? null : cipher.requestHash(request.caller(), request.key())),
                settings.timeout());
    }

    /// What a request's body is known by, and can't be guessed from.
    public byte[] fingerprint(byte[] body) {
        return cipher.fingerprint(body);
    }

    /// A customer of whom nothing can be recalled, because the database is away.
    public CustomerHistory emptyHistory(String customerId) {
        return CustomerHistory.empty(cipher.pseudonym(customerId));
    }

    /// Puts a decision on record; when this returns it is there for good.
    ///
    /// @throws RecordUnavailable if it isn't known to be there
    public AppendResult append(NewDecision entry) {
        DecisionRow row = DecisionRow.of(entry, cipher);
        // Whether a request is the first under its key, or a contact within its cap, only the database can tell.
        Journal waiting = hasJournal() && row.requestHash() == null && row.reservation() == null ? journal : null;
        try {
            requireAvailable();
            return recordGroups.submit(row, settings.timeout());
        } catch (RecordUnavailable e) {
            if (waiting == null) {
                throw e;
            }
            // Whoever was to write it may still do so: what is on record already isn't taken over again.
            waiting.open();
        }
        return switch (journalGroups.submit(row, settings.timeout())) {
            case ADDED -> AppendResult.STORED;
            case FULL -> throw new RecordUnavailable("the journal is full", null);
            // The database came back this moment.
            case CLOSED -> recordGroups.submit(row, settings.timeout());
        };
    }

    private void requireAvailable() {
        if (unavailable) {
            throw new RecordUnavailable("the database is away", null);
        }
    }

    private List<Journal.AddResult> journalAll(List<DecisionRow> rows) {
        return Collections.nCopies(rows.size(), Objects.requireNonNull(journal).add(rows));
    }

    /// Looks whether the database is there; once it is back, what waits in the journal goes first.
    private void checkDatabase() {
        try {
            withConnection((connection, _) -> Database.list(connection, _ -> 0, "select 1"), false);
            if (journal != null && journal.isOpen()) {
                replayJournal(journal);
            }
            if (unavailable) {
                unavailable = false;
                LOG.info("Decisions are recorded in the database again.");
            }
        } catch (SQLException e) {
            markUnavailable(e);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "What waits in the journal can't be recorded (%s).",
                    e.getClass().getSimpleName());
        }
    }

    private void replayJournal(Journal waiting) throws SQLException {
        long at = 0;
        do {
            for (Journal.Batch read = waiting.read(at, MAX_GROUP_SIZE);
                    !read.rows().isEmpty();
                    read = waiting.read(at, MAX_GROUP_SIZE)) {
                List<DecisionRow> rows = read.rows();
                withConnection(
                        (connection, _) -> {
                            ensurePartitions(connection, rows);
                            return BatchInsert.writeMissing(connection, rows);
                        },
                        true);
                at = read.next();
            }
        } while (!waiting.close(at));
        if (at > 0) {
            LOG.infof("%d bytes of decisions that waited in the journal are on record.", at);
        }
    }

    /// @throws DecryptionException if it is sealed under a key that isn't configured
    public Optional<StoredDecision> find(UUID id) {
        return database.first(
                row -> {
                    byte[] sealed = row.getBytes(5);
                    return new StoredDecision(
                            id,
                            Database.instant(row, 1),
                            row.getObject(2, LocalDate.class),
                            row.getInt(3),
                            row.getBoolean(4),
                            row.getString(7),
                            (Long) row.getObject(8),
                            sealed == null ? null : DecisionPayload.of(cipher.decrypt(id, row.getInt(6), sealed)));
                },
                """
                select decided_at, as_of, release, trial, sealed, key_number, language, customer
                from decision where id = ?""",
                id);
    }

    private List<CustomerHistory> recallAll(List<CustomerHistoryQuery.Lookup> questions) {
        return withRetry((connection, _) -> CustomerHistoryQuery.read(connection, questions));
    }

    private List<AppendResult> recordAll(List<DecisionRow> rows) {
        return recordAll(rows, false);
    }

    private void ensurePartitions(Connection connection, List<DecisionRow> rows) throws SQLException {
        for (DecisionRow row : rows) {
            partitions.ensure(connection, MonthlyPartitions.of(row.decidedAt()));
        }
    }

    /// @param begun whether some of them may be there already
    private List<AppendResult> recordAll(List<DecisionRow> rows, boolean begun) {
        try {
            // Again: the connection may have broken after the commit was asked for.
            Set<UUID> written = withRetry((connection, again) -> {
                ensurePartitions(connection, rows);
                return begun || again
                        ? BatchInsert.writeMissing(connection, rows)
                        : BatchInsert.write(connection, rows);
            });
            return rows.stream()
                    .map(row -> written.contains(row.id()) ? AppendResult.STORED : AppendResult.CONFLICT)
                    .toList();
        } catch (InvalidDecisionException faulty) {
            if (rows.size() == 1) {
                throw faulty;
            }
            // One that can't be written must not take the others with it.
            List<AppendResult> results = new ArrayList<>();
            rows.forEach(row -> results.addAll(recordAll(List.of(row), true)));
            return results;
        }
    }

    private interface Attempt<T> {
        /// @param again whether an attempt before may have come through
        T run(Connection connection, boolean again) throws SQLException;
    }

    /// Tries until the patience ends, on a new connection each time.
    private <T> T withRetry(Attempt<T> attempt) {
        long end = System.nanoTime() + settings.timeout().toNanos();
        boolean again = false;
        while (true) {
            try {
                return withConnection(attempt, again);
            } catch (SQLException e) {
                String state = e.getSQLState() == null ? "" : e.getSQLState();
                if (INVALID_DATA_STATES.contains(state.substring(0, Math.min(2, state.length())))
                        && !state.equals(MISSING_PARTITION_STATE)) {
                    throw new InvalidDecisionException(e);
                }
                if (state.equals(MISSING_PARTITION_STATE)) {
                    partitions.clearCache();
                }
                if (System.nanoTime() > end) {
                    markUnavailable(e);
                    throw new RecordUnavailable("the database is away", e);
                }
                again = true;
                pause();
            }
        }
    }

    private void markUnavailable(SQLException e) {
        if (!unavailable) {
            // What PostgreSQL says may quote values, so only its code is told.
            LOG.errorf("The database is away (%s, SQL state %s).", e.getClass().getSimpleName(), e.getSQLState());
        }
        if (journal != null && hasJournal()) {
            journal.open();
        }
        unavailable = true;
    }

    private <T> T withConnection(Attempt<T> attempt, boolean again) throws SQLException {
        try (Connection connection = database.connection()) {
            // A server that has stopped answering is noticed as well as one that has gone.
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(settings.timeout().toMillis()));
            try {
                return attempt.run(connection, again);
            } finally {
                clearNetworkTimeout(connection);
            }
        }
    }

    /// Others who use the connection may wait longer.
    private static void clearNetworkTimeout(Connection connection) {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            LOG.debug("The connection is broken.", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(RETRY_PAUSE_MILLIS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A value that the database refuses, whoever asks.
    private static final class InvalidDecisionException extends RuntimeException {
        private static final long serialVersionUID = 1;

        InvalidDecisionException(SQLException cause) {
            super("The decision can't be recorded (SQL state " + cause.getSQLState() + ")", cause);
        }
    }
}
