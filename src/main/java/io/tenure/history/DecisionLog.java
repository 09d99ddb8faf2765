package io.tenure.history;

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
    public enum Appended {
        DONE,
        /// Meanwhile the same request was answered, or another contact promised: recall, and decide again.
        OVERTAKEN
    }

    private static final Logger LOG = Logger.getLogger(DecisionLog.class);
    private static final int LARGEST_GROUP = 256;
    private static final int MOST_WAITING = 4_096;
    private static final int PAUSE_MILLIS = 50;
    private static final int LOOK_MILLIS = 500;

    /// Months are made ready so early.
    private static final Duration AHEAD = Duration.ofDays(31);

    /// What PostgreSQL says where a value, not the database, is at fault: data exceptions and broken constraints.
    private static final Set<String> FAULTY = Set.of("22", "23");

    private static final String MISSING_MONTH = "23514";

    private final Database database;
    private final Seal seal;
    private final Months months;
    private final HistorySettings settings;
    private final Groups<Recaller.Question, Past> recalls;
    private final Groups<Row, Appended> records;
    private final Groups<Row, Journal.Added> journals;
    private final ScheduledExecutorService looking;
    private volatile @Nullable Journal journal;

    /// Whether the database was away when last asked. Nobody waits for it then, but for one who looks.
    private volatile boolean away;

    DecisionLog(Database database, Seal seal, Months months, HistorySettings settings, MeterRegistry registry) {
        this.database = database;
        this.seal = seal;
        this.months = months;
        this.settings = settings;
        Timer took = Timer.builder("tenure.record.commit")
                .description("Time to put one group of decisions on record")
                .publishPercentileHistogram()
                .register(registry);
        DistributionSummary groups = DistributionSummary.builder("tenure.record.group")
                .description("Decisions that shared one commit")
                .register(registry);
        Gauge.builder("tenure.record.away", () -> away ? 1 : 0)
                .description("1 while the database is away")
                .register(registry);
        Gauge.builder("tenure.record.journal.bytes", () -> journal == null ? 0 : journal.bytes())
                .description("Size of the decisions that wait in the journal")
                .register(registry);
        recalls = new Groups<>("decision-recall", LARGEST_GROUP, MOST_WAITING, this::recallAll);
        records = new Groups<>("decision-record", LARGEST_GROUP, MOST_WAITING, rows -> {
            groups.record(rows.size());
            Timer.Sample sample = Timer.start(registry);
            try {
                return recordAll(rows);
            } finally {
                sample.stop(took);
            }
        });
        journals = new Groups<>("decision-journal", LARGEST_GROUP, MOST_WAITING, this::journalAll);
        looking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("record-watch").factory());
    }

    /// Before the first request, after the database is migrated.
    void start(@Observes @Priority(1) StartupEvent event) throws IOException, SQLException {
        if (!settings.record()) {
            return;
        }
        months.look();
        months.require(Instant.now());
        months.require(Instant.now().plus(AHEAD));
        if (settings.whenAway() == HistorySettings.WhenAway.JOURNAL
                || Files.exists(settings.journal().directory())) {
            journal = Journal.in(
                    settings.journal().directory(), settings.journal().maxBytes());
        }
        recalls.start();
        records.start();
        journals.start();
        // What an earlier process left behind comes before anything new.
        away = journal != null && journal.isOpen();
        look();
        looking.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        Thread.ofPlatform().daemon().name("record-warm-up").start(this::warmUp);
    }

    /// Makes the first decision as quick as the next: recalls and records nobody's, and seals what is thrown away.
    private void warmUp() {
        try {
            seal.seal(new UUID(0, 0), new byte[0]);
            once((connection, _) -> Recaller.read(connection, List.of()), false);
            once((connection, _) -> Recorder.write(connection, List.of()), false);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The first decision will take longer.", e);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException, IOException {
        looking.shutdown();
        recalls.stop();
        records.stop();
        journals.stop();
        if (journal != null) {
            journal.close();
        }
    }

    public boolean isOn() {
        return settings.record();
    }

    /// Whether the database was away when last asked.
    public boolean isAway() {
        return away;
    }

    /// Whether decisions are kept in the journal while the database is away.
    public boolean hasJournal() {
        return settings.whenAway() == HistorySettings.WhenAway.JOURNAL;
    }

    /// What is on record about a customer, and whether this very request was answered before.
    ///
    /// @param request null where the caller gave no key
    /// @throws Away if the database can't tell
    public Past recall(String customerId, Entry.@Nullable Request request) {
        requireDatabase();
        return recalls.submit(
                new Recaller.Question(
                        seal.mark(customerId),
                        request == null ? null : seal.requestKey(request.caller(), request.key())),
                settings.patience());
    }

    /// What a request's body is known by, and can't be guessed from.
    public byte[] fingerprint(byte[] body) {
        return seal.fingerprint(body);
    }

    /// A customer of whom nothing can be recalled, because the database is away.
    public Past nothing(String customerId) {
        return Past.none(seal.mark(customerId));
    }

    /// Puts a decision on record; when this returns it is there for good.
    ///
    /// @throws Away if it isn't known to be there
    public Appended append(Entry entry) {
        Row row = Row.of(entry, seal);
        // Whether a request is the first under its key, or a contact within its cap, only the database can tell.
        Journal waiting = hasJournal() && row.request() == null && row.contact() == null ? journal : null;
        try {
            requireDatabase();
            return records.submit(row, settings.patience());
        } catch (Away e) {
            if (waiting == null) {
                throw e;
            }
            // Whoever was to write it may still do so: what is on record already isn't taken over again.
            waiting.open();
        }
        return switch (journals.submit(row, settings.patience())) {
            case DONE -> Appended.DONE;
            case FULL -> throw new Away("the journal is full", null);
            // The database came back this moment.
            case CLOSED -> records.submit(row, settings.patience());
        };
    }

    private void requireDatabase() {
        if (away) {
            throw new Away("the database is away", null);
        }
    }

    private List<Journal.Added> journalAll(List<Row> rows) {
        return Collections.nCopies(rows.size(), Objects.requireNonNull(journal).add(rows));
    }

    /// Looks whether the database is there; once it is back, what waits in the journal goes first.
    private void look() {
        try {
            once((connection, _) -> Database.list(connection, _ -> 0, "select 1"), false);
            if (journal != null && journal.isOpen()) {
                takeOver(journal);
            }
            if (away) {
                away = false;
                LOG.info("Decisions are recorded in the database again.");
            }
        } catch (SQLException e) {
            goAway(e);
        } catch (RuntimeException e) {
            LOG.errorf(
                    "What waits in the journal can't be recorded (%s).",
                    e.getClass().getSimpleName());
        }
    }

    private void takeOver(Journal waiting) throws SQLException {
        long at = 0;
        do {
            for (Journal.Read read = waiting.read(at, LARGEST_GROUP);
                    !read.rows().isEmpty();
                    read = waiting.read(at, LARGEST_GROUP)) {
                List<Row> rows = read.rows();
                once(
                        (connection, _) -> {
                            requireMonths(connection, rows);
                            return Recorder.writeMissing(connection, rows);
                        },
                        true);
                at = read.next();
            }
        } while (!waiting.close(at));
        if (at > 0) {
            LOG.infof("%d bytes of decisions that waited in the journal are on record.", at);
        }
    }

    /// @throws Unreadable if it is sealed under a key that isn't configured
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
                            (Long) row.getObject(8),
                            sealed == null ? null : Said.of(seal.open(id, row.getInt(6), sealed)));
                },
                """
                select decided_at, as_of, release, trial, sealed, key_number, language, customer
                from decision where id = ?""",
                id);
    }

    private List<Past> recallAll(List<Recaller.Question> questions) {
        return patiently((connection, _) -> Recaller.read(connection, questions));
    }

    private List<Appended> recordAll(List<Row> rows) {
        return recordAll(rows, false);
    }

    private void requireMonths(Connection connection, List<Row> rows) throws SQLException {
        for (Row row : rows) {
            months.require(connection, Months.of(row.decidedAt()));
        }
    }

    /// @param begun whether some of them may be there already
    private List<Appended> recordAll(List<Row> rows, boolean begun) {
        try {
            // Again: the connection may have broken after the commit was asked for.
            Set<UUID> written = patiently((connection, again) -> {
                requireMonths(connection, rows);
                return begun || again ? Recorder.writeMissing(connection, rows) : Recorder.write(connection, rows);
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
            rows.forEach(row -> results.addAll(recordAll(List.of(row), true)));
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
                if (state.equals(MISSING_MONTH)) {
                    months.forget();
                }
                if (System.nanoTime() > end) {
                    goAway(e);
                    throw new Away("the database is away", e);
                }
                again = true;
                pause();
            }
        }
    }

    private void goAway(SQLException e) {
        if (!away) {
            // What PostgreSQL says may quote values, so only its code is told.
            LOG.errorf("The database is away (%s, SQL state %s).", e.getClass().getSimpleName(), e.getSQLState());
        }
        if (journal != null && hasJournal()) {
            journal.open();
        }
        away = true;
    }

    private <T> T once(Attempt<T> attempt, boolean again) throws SQLException {
        try (Connection connection = database.connection()) {
            // A server that has stopped answering is noticed as well as one that has gone.
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(settings.patience().toMillis()));
            try {
                return attempt.with(connection, again);
            } finally {
                patient(connection);
            }
        }
    }

    /// Others who use the connection may wait longer.
    private static void patient(Connection connection) {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            LOG.debug("The connection is broken.", e);
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
            super("The decision can't be recorded (SQL state " + cause.getSQLState() + ")", cause);
        }
    }
}
