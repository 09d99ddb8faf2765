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

/// The months into which decisions and their outcomes are parted, so that old ones go in an instant.
public final class MonthlyPartitions {
    private static final List<String> PARTITIONED = List.of("decision", "outcome");

    private final Database database;

    /// Those that are known to be there.
    private final Set<YearMonth> existing = ConcurrentHashMap.newKeySet();

    MonthlyPartitions(Database database) {
        this.database = database;
    }

    /// Finds out which are there.
    void refresh() {
        existing.addAll(all());
    }

    /// Makes room for decisions of a moment.
    void ensure(Instant moment) throws SQLException {
        ensure(of(moment));
    }

    void ensure(YearMonth month) throws SQLException {
        try (Connection connection = database.connection()) {
            ensure(connection, month);
        }
    }

    /// On a connection that commits by itself.
    void ensure(Connection connection, YearMonth month) throws SQLException {
        if (existing.contains(month)) {
            return;
        }
        // Two instances at once would both find it missing. What is sent at once is one transaction.
        StringBuilder sql = new StringBuilder("select pg_advisory_xact_lock(hashtext('tenure_months'))");
        for (String table : PARTITIONED) {
            sql.append(";create table if not exists %s partition of %s for values from ('%s') to ('%s')"
                    .formatted(name(table, month), table, firstId(month), firstId(month.plusMonths(1))));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.toString());
        }
        existing.add(month);
    }

    /// Some may have gone without this instance knowing.
    void clearCache() {
        existing.clear();
    }

    /// The months that are there, the oldest first.
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

    static YearMonth of(Instant moment) {
        return YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    }

    /// When a decision was made, read from its id.
    static Instant timeOf(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /// Ids begin with their moment; this is before every one of the month, and after every one before it.
    static UUID firstId(YearMonth month) {
        return firstId(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    public static UUID firstId(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }

    private static String name(String table, YearMonth month) {
        return String.format(Locale.ROOT, "%s_%d_%02d", table, month.getYear(), month.getMonthValue());
    }
}
