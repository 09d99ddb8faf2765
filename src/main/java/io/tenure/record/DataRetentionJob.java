package io.tenure.record;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Deletes data whose retention time is over, and creates the partitions of the next months; every hour, and soon
/// after the start.
///
/// On one instance at a time. What is deleted depends on the clock, not on how often it runs.
@Singleton
final class DataRetentionJob {
    private static final Logger LOG = Logger.getLogger(DataRetentionJob.class);
    private static final int MONTHS_AHEAD = 2;

    /// Not during startup.
    private static final int INITIAL_DELAY_SECONDS = 10;

    private static final int INTERVAL_SECONDS = 3_600;

    /// Rows that one transaction deletes at most, so that nobody waits long for it.
    private static final int BATCH = 10_000;

    private static final String SERVICE = "tenure";

    private final Database database;
    private final MonthlyPartitions partitions;
    private final RecordSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("data-retention").factory());

    DataRetentionJob(Database database, MonthlyPartitions partitions, RecordSettings settings, Clock clock) {
        this.database = database;
        this.partitions = partitions;
        this.settings = settings;
        this.clock = clock;
    }

    void start(@Observes @Priority(2) StartupEvent event) {
        if (settings.enabled()) {
            scheduler.scheduleWithFixedDelay(
                    this::runAndLogFailure, INITIAL_DELAY_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        scheduler.shutdownNow();
    }

    void runAndLogFailure() {
        try {
            run();
        } catch (SQLException | RuntimeException | Error e) {
            // Whatever it is, it must not end the schedule. Tried again in an hour. PostgreSQL's message may quote
            // values, so it isn't logged.
            LOG.warnf(
                    "Data retention failed this time (%s); it will be tried again in an hour.",
                    e.getClass().getSimpleName());
        }
    }

    /// @return what was deleted; empty where nothing was, or another instance is at it
    List<String> run() throws SQLException {
        try (Connection lock = database.connection()) {
            lock.setAutoCommit(false);
            try {
                boolean acquired = Database.list(
                                lock,
                                r -> r.getBoolean(1),
                                "select pg_try_advisory_xact_lock(hashtext('tenure_data_retention'))")
                        .getFirst();
                return acquired ? applyRetention() : List.of();
            } finally {
                lock.rollback();
            }
        }
    }

    private List<String> applyRetention() throws SQLException {
        Instant now = clock.instant();
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            partitions.ensure(MonthlyPartitions.of(now).plusMonths(ahead));
        }
        RecordSettings.DataRetention retention = settings.dataRetention();
        List<String> deleted = new ArrayList<>();
        YearMonth oldest = YearMonth.from(cutoffDate(now, retention.decisions()));
        for (YearMonth month : partitions.all()) {
            if (month.isBefore(oldest)) {
                dropPartition(month);
                deleted.add("decisions of " + month);
            }
        }
        LocalDate firstDay = cutoffDate(now, retention.timeline());
        LocalDate firstContact = cutoffDate(now, retention.contacts());
        deleteExpired("timeline points", deleted, "timeline", "as_of < ?", firstDay);
        deleteExpired("contacts", deleted, "contact", "contact_date < ?", firstContact);
        deleteExpired(
                "idempotency keys",
                deleted,
                "idempotency_key",
                "created_at < ?",
                cutoffTime(now, retention.idempotencyKeys()));
        Instant firstErasure = cutoffTime(now, retention.erasurePseudonyms());
        addCount(
                inBatches(c -> Database.execute(
                        c,
                        String.format(
                                Locale.ROOT,
                                "update erasure set pseudonym = null where ctid = any(array(select ctid from erasure"
                                        + " where pseudonym is not null and erased_at < ? limit %d))",
                                BATCH),
                        firstErasure)),
                "pseudonyms of erased customers",
                deleted);
        addCount(inBatches(c -> deleteOrphanedCustomers(c, oldest, firstDay)), "orphaned customer keys", deleted);
        if (!deleted.isEmpty()) {
            String what = String.join(", ", deleted);
            database.transaction(c -> {
                Audit.logSuccess(c, SERVICE, "data-retention", "record", what);
                return 0;
            });
        }
        return deleted;
    }

    /// Waits only shortly for readers of the partition: everybody else would wait behind this.
    private void dropPartition(YearMonth month) {
        database.transaction(c -> {
            Database.execute(c, "set local lock_timeout = '2s'");
            partitions.drop(c, month);
            return 0;
        });
    }

    private void deleteExpired(String what, List<String> deleted, String table, String condition, Object before) {
        addCount(
                inBatches(c -> Database.execute(
                        c,
                        String.format(
                                Locale.ROOT,
                                "delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s limit %3$d))",
                                table,
                                condition,
                                BATCH),
                        before)),
                what,
                deleted);
    }

    /// Repeats a batch, each in a transaction of its own, until there is nothing left.
    ///
    /// @param batch returns how many rows it deleted
    private int inBatches(Database.Work<Integer> batch) {
        int total = 0;
        int found;
        do {
            found = database.transaction(batch);
            total += found;
        } while (found > 0 && !Thread.currentThread().isInterrupted());
        return total;
    }

    /// Numbers and pseudonyms of customers of whom nothing is stored any more.
    private static int deleteOrphanedCustomers(Connection connection, YearMonth oldest, LocalDate firstDay)
            throws SQLException {
        LocalDate first = oldest.atDay(1).isBefore(firstDay) ? oldest.atDay(1) : firstDay;
        List<Long> candidates = Database.list(
                connection,
                r -> r.getLong(1),
                String.format(Locale.ROOT, """
                    select number from customer c where first_decided < ?
                    and not exists (select from timeline t where t.customer = c.number)
                    and not exists (select from contact t where t.customer = c.number)
                    and not exists (select from decision d where d.customer = c.number)
                    limit %d for update skip locked
                    """, BATCH),
                first.atStartOfDay(ZoneOffset.UTC).toInstant());
        // Checked again now that they are locked: a decision may have been stored before.
        return Database.execute(connection, """
            delete from customer c where number = any(?)
            and not exists (select from timeline t where t.customer = c.number)
            and not exists (select from contact t where t.customer = c.number)
            and not exists (select from decision d where d.customer = c.number)
            """, connection.createArrayOf("int8", candidates.toArray()));
    }

    private static void addCount(int count, String what, List<String> deleted) {
        if (count > 0) {
            deleted.add(count + " " + what);
        }
    }

    private static LocalDate cutoffDate(Instant now, Period period) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).minus(period);
    }

    private static Instant cutoffTime(Instant now, Period period) {
        return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }
}
