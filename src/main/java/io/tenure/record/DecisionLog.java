package io.tenure.record;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tenure.encryption.DecryptionException;
import io.tenure.encryption.PayloadCipher;
import io.tenure.history.CustomerHistory;
import io.tenure.storage.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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

/// Stores decisions before they are answered, and recalls customers' histories.
///
/// Callers who decide at the same time share one query before their decisions, and one transaction after them.
@Singleton
public final class DecisionLog {
    /// The result of storing a decision.
    public enum AppendResult {
        STORED,
        /// Meanwhile the same request was answered, or another contact reserved: recall and decide again.
        CONFLICT
    }

    private static final Logger LOG = Logger.getLogger(DecisionLog.class);
    private static final int MAX_GROUP_SIZE = 256;
    private static final int MAX_QUEUED = 4_096;
    private static final int CHECK_INTERVAL_MILLIS = 500;

    /// Connections that deciding needs: to recall, to store, to check the database, and to follow publications.
    /// They stay open: other instances may take all others that the server has.
    private static final int CONNECTIONS = 4;

    private static final double[] GROUP_BUCKETS = {1, 2, 4, 8, 16, 32, 64, 128, MAX_GROUP_SIZE};
    private static final Duration[] COMMIT_BUCKETS = {
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    /// How long before a month begins its partition is created.
    private static final Duration PARTITION_LEAD_TIME = Duration.ofDays(31);

    private final Database database;
    private final DatabaseRetry retry;
    private final JournalReplay replay;
    private final PayloadCipher cipher;
    private final MonthlyPartitions partitions;
    private final KeyFingerprints fingerprints;
    private final RecordSettings settings;
    private final GroupCommit<CustomerHistoryQuery.Lookup, CustomerHistory> recallGroups;
    private final GroupCommit<DecisionRow, AppendResult> recordGroups;
    private final GroupCommit<DecisionRow, Journal.AddResult> journalGroups;
    private final ScheduledExecutorService databaseCheck;
    private volatile @Nullable Journal journal;

    /// Whether the database was unavailable at the last attempt. Nobody waits for it then except the check.
    private volatile boolean unavailable;

    DecisionLog(
            Database database,
            PayloadCipher cipher,
            MonthlyPartitions partitions,
            KeyFingerprints fingerprints,
            RecordSettings settings,
            MeterRegistry registry) {
        this.database = database;
        this.retry = new DatabaseRetry(database, partitions, settings, this::markUnavailable);
        this.cipher = cipher;
        this.partitions = partitions;
        this.fingerprints = fingerprints;
        this.settings = settings;
        this.replay = new JournalReplay(retry, partitions);
        Timer commitTime = Timer.builder("tenure.record.commit")
                .description("Time to store one group of decisions")
                .serviceLevelObjectives(COMMIT_BUCKETS)
                .register(registry);
        DistributionSummary groupSize = DistributionSummary.builder("tenure.record.group.size")
                .description("Decisions that shared one commit")
                .serviceLevelObjectives(GROUP_BUCKETS)
                .register(registry);
        Gauge.builder("tenure.record.unavailable", () -> unavailable ? 1 : 0)
                .description("1 while the database is unavailable")
                .register(registry);
        Gauge.builder("tenure.record.journal.bytes", () -> journal == null ? 0 : journal.bytes())
                .description("Size of the decisions that are waiting in the journal")
                .register(registry);
        Gauge.builder(
                        "tenure.record.journal.max.bytes",
                        () -> settings.journal().maxBytes())
                .description("Largest size of the journal")
                .register(registry);
        Gauge.builder("tenure.record.journal.rejected", () -> journal == null ? 0 : journal.rejected())
                .description("Decisions of the journal that the database rejects, set aside in a file")
                .register(registry);
        recallGroups =
                new GroupCommit<>("decision-recall", MAX_GROUP_SIZE, MAX_QUEUED, (lookups, _) -> recallAll(lookups));
        recordGroups = new GroupCommit<>("decision-record", MAX_GROUP_SIZE, MAX_QUEUED, (rows, again) -> {
            groupSize.record(rows.size());
            Timer.Sample sample = Timer.start(registry);
            try {
                return recordAll(rows, again);
            } finally {
                sample.stop(commitTime);
            }
        });
        journalGroups =
                new GroupCommit<>("decision-journal", MAX_GROUP_SIZE, MAX_QUEUED, (rows, _) -> journalAll(rows));
        databaseCheck = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("database-check").factory());
    }

    /// Before the first request, after the database is migrated.
    void start(@Observes @Priority(1) StartupEvent event) throws IOException, SQLException {
        if (!settings.enabled()) {
            return;
        }
        fingerprints.check(cipher);
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
        // What an earlier process left in the journal is stored before anything new.
        unavailable = journal != null && journal.isOpen();
        checkDatabase();
        Thread.ofPlatform().daemon().name("record-warm-up").start(this::warmUp);
    }

    /// Once everything has started: where the start fails, its reason is all that is to be said.
    void watch(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        if (settings.enabled()) {
            databaseCheck.scheduleWithFixedDelay(
                    this::checkDatabase, CHECK_INTERVAL_MILLIS, CHECK_INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// Makes the first decision as fast as the next: recalls and stores an empty group, and encrypts an empty text.
    private void warmUp() {
        // Not sooner: the start doesn't need them.
        database.keepOpen(CONNECTIONS);
        try {
            cipher.encrypt(new UUID(0, 0), new byte[0]);
            retry.withConnection((connection, _) -> CustomerHistoryQuery.read(connection, List.of()), false);
            retry.withConnection((connection, _) -> BatchInsert.write(connection, List.of()), false);
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

    /// Whether the database was unavailable at the last attempt.
    public boolean isUnavailable() {
        return unavailable;
    }

    /// Whether decisions are stored in the journal while the database is unavailable.
    public boolean hasJournal() {
        return settings.onOutage() == RecordSettings.OnOutage.JOURNAL;
    }

    /// A customer's history, and the response to the same request if it was answered before.
    ///
    /// @param asOf the day to be decided; contacts too far from it to matter are left out
    /// @param request null where the caller gave no idempotency key
    /// @throws RecordUnavailable if the database can't be reached
    public CustomerHistory recall(String customerId, LocalDate asOf, NewDecision.@Nullable IdempotentRequest request) {
        requireAvailable();
        return recallGroups.submit(
                new CustomerHistoryQuery.Lookup(
                        cipher.pseudonym(customerId),
                        asOf,
                        request == null ? null : cipher.requestHash(request.caller(), request.key())),
                settings.timeout());
    }

    /// The pseudonym by which experiments draw a customer; null without a record, since then there is no key.
    public @Nullable String pseudonym(String customerId) {
        return isEnabled() ? cipher.pseudonymText(customerId) : null;
    }

    /// A keyed hash of a request's body, which can't be compared with guesses.
    public byte[] fingerprint(byte[] body) {
        return cipher.fingerprint(body);
    }

    /// The history of a customer of whom nothing can be recalled, because the database is unavailable.
    public CustomerHistory emptyHistory(String customerId) {
        return CustomerHistory.empty(cipher.pseudonym(customerId));
    }

    /// Stores a decision; when this returns it is durable.
    ///
    /// @throws RecordUnavailable if it isn't known to be stored
    public AppendResult append(NewDecision decision) {
        DecisionRow row = DecisionRow.of(decision, cipher);
        // Whether a request is the first with its key, or a contact within its limits, only the database knows.
        Journal usable = hasJournal() && row.requestHash() == null && row.reservation() == null ? journal : null;
        try {
            requireAvailable();
            return recordGroups.submit(row, settings.timeout());
        } catch (RecordUnavailable e) {
            if (usable == null) {
                throw e;
            }
            // The group may still be stored: what is stored already is left out when the journal is replayed.
            usable.open();
        }
        return switch (journalGroups.submit(row, settings.timeout())) {
            case ADDED -> AppendResult.STORED;
            case FULL -> throw new RecordUnavailable("the journal is full", null);
            // The database has just come back.
            case CLOSED -> recordGroups.submit(row, settings.timeout());
        };
    }

    private void requireAvailable() {
        if (unavailable) {
            throw new RecordUnavailable("the database is unavailable", null);
        }
    }

    private List<Journal.AddResult> journalAll(List<DecisionRow> rows) {
        try {
            return Collections.nCopies(
                    rows.size(), Objects.requireNonNull(journal).add(rows));
        } catch (UncheckedIOException e) {
            throw new RecordUnavailable("the journal can't be written", e);
        }
    }

    /// Checks whether the database is available; once it is back, the journal is stored first.
    private void checkDatabase() {
        try {
            retry.withConnection((connection, _) -> Database.list(connection, _ -> 0, "select 1"), false);
            if (journal != null && journal.isOpen()) {
                replay.run(journal);
            }
            if (unavailable) {
                unavailable = false;
                LOG.info("Decisions are stored in the database again.");
            }
        } catch (SQLException e) {
            if (Database.isUnavailable(e)) {
                markUnavailable(e);
            } else {
                LOG.errorf("The decisions in the journal can't be stored now (SQL state %s).", e.getSQLState());
            }
        } catch (RuntimeException | Error e) {
            // Whatever it is: nothing would ever be checked again if it ended the schedule.
            LOG.errorf(
                    "The decisions in the journal can't be stored (%s).",
                    e.getClass().getSimpleName());
        }
    }

    /// A stored decision; empty where there is none of this id.
    ///
    /// @throws DecryptionException if it is encrypted with a key that isn't configured
    public Optional<StoredDecision> find(UUID id) {
        return database.first(
                row -> {
                    byte[] encrypted = row.getBytes(5);
                    return new StoredDecision(
                            id,
                            Database.instant(row, 1),
                            row.getObject(2, LocalDate.class),
                            row.getInt(3),
                            row.getBoolean(4),
                            row.getString(7),
                            (Long) row.getObject(8),
                            encrypted == null
                                    ? null
                                    : DecisionPayload.of(cipher.decrypt(id, row.getInt(6), encrypted)));
                },
                """
                select decided_at, as_of, release, trial, encrypted_payload, key_number, language, customer
                from decision where id = ?\
                """,
                id);
    }

    private List<CustomerHistory> recallAll(List<CustomerHistoryQuery.Lookup> lookups) {
        return retry.withRetry((connection, _) -> CustomerHistoryQuery.read(connection, lookups));
    }

    /// @param isRetry whether some of them may be stored already
    private List<AppendResult> recordAll(List<DecisionRow> rows, boolean isRetry) {
        // On a retry the connection may have broken after the commit was requested.
        Set<UUID> stored = retry.withRetry((connection, again) -> {
            for (DecisionRow row : rows) {
                partitions.ensure(connection, MonthlyPartitions.of(row.decidedAt()));
            }
            return isRetry || again ? BatchInsert.writeMissing(connection, rows) : BatchInsert.write(connection, rows);
        });
        return rows.stream()
                .map(row -> stored.contains(row.id()) ? AppendResult.STORED : AppendResult.CONFLICT)
                .toList();
    }

    private void markUnavailable(SQLException e) {
        if (!unavailable) {
            // PostgreSQL's message may quote values, so only its code is logged.
            LOG.errorf(
                    "The database is unavailable (%s, SQL state %s).",
                    e.getClass().getSimpleName(), e.getSQLState());
        }
        if (journal != null && hasJournal()) {
            journal.open();
        }
        unavailable = true;
    }
}
