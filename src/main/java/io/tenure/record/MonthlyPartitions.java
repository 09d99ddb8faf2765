package io.tenure.record;

import io.tenure.storage.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The monthly partitions of decisions and feedback, so that old months are dropped at once.
public final class MonthlyPartitions {
    private static final List<String> PARTITIONED = List.of("decision", "feedback");

    private final Database database;

    /// The months that are known to have partitions.
    private final Set<YearMonth> existing = ConcurrentHashMap.newKeySet();

    MonthlyPartitions(Database database) {
        this.database = database;
    }

    /// Reads which months have partitions.
    void refresh() {
        existing.addAll(all());
    }

    /// Creates the partitions for decisions of a time, unless they exist.
    void ensure(Instant time) throws SQLException {
        ensure(of(time));
    }

    void ensure(YearMonth month) throws SQLException {
        try (Connection connection = database.connection()) {
            ensure(connection, month);
        }
    }

    /// On a connection in auto-commit mode.
    void ensure(Connection connection, YearMonth month) throws SQLException {
        if (existing.contains(month)) {
            return;
        }
        // Two instances at once would both find it missing. Statements sent together are one transaction.
        StringBuilder sql = new StringBuilder("select pg_advisory_xact_lock(hashtext('tenure_partitions'))");
        for (String table : PARTITIONED) {
            sql.append(";create table if not exists %s partition of %s for values from ('%s') to ('%s')"
                    .formatted(name(table, month), table, firstId(month), firstId(month.plusMonths(1))));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.toString());
        }
        existing.add(month);
    }

    /// Forgets which months exist: another instance may have dropped some.
    void clearCache() {
        existing.clear();
    }

    /// The months that have partitions, the oldest first.
    List<YearMonth> all() {
        return database.list(
                r -> YearMonth.parse(
                        r.getString(1).substring("decision_".length()).replace('_', '-')),
                """
                select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                where i.inhparent = 'decision'::regclass order by c.relname""");
    }

    /// Drops a month with all that was decided in it.
    void drop(Connection connection, YearMonth month) throws SQLException {
        existing.remove(month);
        for (String table : PARTITIONED) {
            Database.execute(connection, "drop table if exists " + name(table, month));
        }
    }

    static YearMonth of(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }

    /// Ids begin with their time: this one is before all ids of the month, and after all earlier ones.
    static UUID firstId(YearMonth month) {
        return firstId(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /// The smallest id of a decision made at a time or later.
    public static UUID firstId(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }

    private static String name(String table, YearMonth month) {
        return String.format(Locale.ROOT, "%s_%d_%02d", table, month.getYear(), month.getMonthValue());
    }
}
