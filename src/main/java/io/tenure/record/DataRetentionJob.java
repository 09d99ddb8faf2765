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

/// Drops what has been kept for long enough, and makes room for the months to come; every hour, and soon after the
/// start.
///
/// On one instance at a time. Decided by the clock, not by how often it runs.
@Singleton
final class DataRetentionJob {
    private static final Logger LOG = Logger.getLogger(DataRetentionJob.class);
    private static final int MONTHS_AHEAD = 2;

    /// Not while the service starts and needs what it takes for itself.
    private static final int INITIAL_DELAY_SECONDS = 10;

    private static final int INTERVAL_SECONDS = 3_600;

    /// Rows that one transaction deletes at most, so that nobody waits for long.
    private static final int BATCH = 10_000;

    private static final String SERVICE = "tenure";

    private final Database database;
    private final MonthlyPartitions partitions;
    private final RecordSettings settings;
    private final Clock clock;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("record-upkeep").factory());

    DataRetentionJob(Database database, MonthlyPartitions months, RecordSettings settings, Clock clock) {
        this.database = database;
        this.partitions = months;
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

    private void runAndLogFailure() {
        try {
            run();
        } catch (SQLException | RuntimeException e) {
            // Tried again in an hour; what PostgreSQL says may quote values, so it isn't told.
            LOG.warnf(
                    "The upkeep of the record came to nothing this time (%s).",
                    e.getClass().getSimpleName());
        }
    }

    /// @return what was dropped; empty where nothing was, or another instance is at it
    List<String> run() throws SQLException {
        try (Connection turn = database.connection()) {
            turn.setAutoCommit(false);
            try {
                boolean mine = Database.list(
                                turn,
                                r -> r.getBoolean(1),
                                "select pg_try_advisory_xact_lock(hashtext('tenure_upkeep'))")
                        .getFirst();
                return mine ? applyRetention() : List.of();
            } finally {
                turn.rollback();
            }
        }
    }

    private List<String> applyRetention() throws SQLException {
        Instant now = clock.instant();
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            partitions.ensure(MonthlyPartitions.of(now).plusMonths(ahead));
        }
        RecordSettings.DataRetention keep = settings.dataRetention();
        List<String> dropped = new ArrayList<>();
        YearMonth oldest = YearMonth.from(cutoffDate(now, keep.decisions()));
        for (YearMonth month : partitions.all()) {
            if (month.isBefore(oldest)) {
                dropPartition(month);
                dropped.add("decisions of " + month);
            }
        }
        LocalDate firstDay = cutoffDate(now, keep.timeline());
        LocalDate firstContact = cutoffDate(now, keep.contacts());
        deleteExpired("days of paths", dropped, "path", "as_of < ?", firstDay);
        deleteExpired("contacts", dropped, "contact", "on_day < ?", firstContact);
        deleteExpired("request keys", dropped, "request_key", "created_at < ?", cutoffTime(now, keep.idempotencyKeys()));
        int marks = database.transaction(c -> Database.execute(
                c,
                "update erasure set mark = null where mark is not null and erased_at < ?",
                cutoffTime(now, keep.erasurePseudonyms())));
        addCount(marks, "marks of erased customers", dropped);
        addCount(deleteOrphanedCustomers(oldest, firstDay), "customers of whom nothing is left", dropped);
        if (!dropped.isEmpty()) {
            String what = String.join(", ", dropped);
            database.transaction(c -> {
                Audit.logSuccess(c, SERVICE, "retention", "history", what);
                return 0;
            });
        }
        return dropped;
    }

    /// Waits only shortly for those who read: they would make everybody else wait in turn.
    private void dropPartition(YearMonth month) {
        database.transaction(c -> {
            Database.execute(c, "set local lock_timeout = '2s'");
            partitions.drop(c, month);
            return 0;
        });
    }

    private void deleteExpired(String what, List<String> dropped, String table, String condition, Object before) {
        int all = 0;
        int some;
        do {
            some = database.transaction(c -> Database.execute(
                    c,
                    String.format(
                            Locale.ROOT,
                            "delete from %1$s where ctid = any(array(select ctid from %1$s where %2$s limit %3$d))",
                            table,
                            condition,
                            BATCH),
                    before));
            all += some;
        } while (some == BATCH);
        addCount(all, what, dropped);
    }

    /// Numbers and marks that nothing hangs on any more.
    private int deleteOrphanedCustomers(YearMonth oldest, LocalDate firstDay) {
        LocalDate first = oldest.atDay(1).isBefore(firstDay) ? oldest.atDay(1) : firstDay;
        return database.transaction(c -> {
            List<Long> candidates = Database.list(
                    c,
                    r -> r.getLong(1),
                    String.format(Locale.ROOT, """
                    select number from customer c where first_decided < ?
                    and not exists (select from path p where p.customer = c.number)
                    and not exists (select from contact t where t.customer = c.number)
                    and not exists (select from decision d where d.customer = c.number)
                    limit %d for update skip locked""", BATCH),
                    first.atStartOfDay(ZoneOffset.UTC).toInstant());
            // Looked at again now that they are locked: a decision may have come before.
            return Database.execute(c, """
                    delete from customer c where number = any(?)
                    and not exists (select from path p where p.customer = c.number)
                    and not exists (select from contact t where t.customer = c.number)
                    and not exists (select from decision d where d.customer = c.number)""", c.createArrayOf("int8", candidates.toArray()));
        });
    }

    private static void addCount(int count, String what, List<String> dropped) {
        if (count > 0) {
            dropped.add(count + " " + what);
        }
    }

    private static LocalDate cutoffDate(Instant now, Period period) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).minus(period);
    }

    private static Instant cutoffTime(Instant now, Period period) {
        return now.atOffset(ZoneOffset.UTC).minus(period).toInstant();
    }
}
