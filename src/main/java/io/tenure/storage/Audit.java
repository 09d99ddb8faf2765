package io.tenure.storage;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The audit log: who changed what, who looked at a customer, and who tried to. Entries are only ever added,
/// and chained by hashes when their transaction commits.
@Singleton
public final class Audit {
    /// The actor of an attempt that came without a name.
    public static final String ANONYMOUS = "anonymous";

    /// @param at when it was logged, by the database's clock
    /// @param operation a short stable name: `publish`, `draft-upload`
    /// @param subject what it was done to: `draft:3`, `release:7`
    /// @param succeeded false for an attempt that was rejected
    /// @param hash SHA-256 of the hash before and this entry, in hexadecimal digits (see [AuditChain]); null for
    ///     one that was added past the chain
    public record Entry(
            long id,
            Instant at,
            String actor,
            String operation,
            String subject,
            boolean succeeded,
            String detail,
            @Nullable String hash) {}

    public static final int MAX_ENTRIES = 1_000;

    private final AuditEntries entries;
    private final Database database;

    Audit(AuditEntries entries, Database database) {
        this.entries = entries;
        this.database = database;
    }

    /// Which entries are looked for.
    ///
    /// @param actor null for any, as the others
    /// @param from when they were logged at the earliest
    /// @param until before when they were logged
    /// @param rejected whether only rejected attempts
    public record Search(
            @Nullable String actor,
            @Nullable String operation,
            @Nullable Instant from,
            @Nullable Instant until,
            boolean rejected) {}

    /// The latest entries, the latest first.
    ///
    /// @param max how many at most; 1,000 is the limit
    /// @param before only entries with a smaller id
    public List<Entry> latest(int max, long before) {
        return find(new Search(null, null, null, null, false), max, before);
    }

    /// The latest of those that are looked for, as [#latest] gives them.
    public List<Entry> find(Search search, int max, long before) {
        List<Object> values = new ArrayList<>(List.of(before));
        StringBuilder conditions = new StringBuilder("a.id < ?");
        add(" and a.actor = ?", search.actor, conditions, values);
        add(" and a.operation = ?", search.operation, conditions, values);
        add(" and a.at >= ?", search.from, conditions, values);
        add(" and a.at < ?", search.until, conditions, values);
        if (search.rejected) {
            conditions.append(" and not a.succeeded");
        }
        values.add(Math.clamp(max, 1, MAX_ENTRIES));
        return database.list(Audit::entry, """
            select a.id, a.at, a.actor, a.operation, a.subject, a.succeeded, a.detail, encode(c.hash, 'hex')
            from audit a left join audit_chain c on c.entry = a.id
            where %s order by a.id desc limit ?\
            """.formatted(conditions), values.toArray());
    }

    private static void add(String condition, @Nullable Object value, StringBuilder conditions, List<Object> values) {
        if (value != null) {
            conditions.append(condition);
            values.add(value);
        }
    }

    /// Logs an attempt that was rejected, in a transaction of its own: the attempt's own may be rolled back.
    public void logRejection(String actor, String operation, String subject, String reason) {
        QuarkusTransaction.requiringNew()
                .run(() -> entries.persist(new AuditEntryEntity(actor, operation, subject, false, reason)));
    }

    /// Logs what is done or looked at, in the current transaction if there is one: then both happen or neither.
    public void logSuccess(String actor, String operation, String subject, String detail) {
        QuarkusTransaction.joiningExisting()
                .run(() -> entries.persist(new AuditEntryEntity(actor, operation, subject, true, detail)));
    }

    /// Logs what is done in the transaction of a connection from [Database#transaction].
    public static void logSuccess(Connection connection, String actor, String operation, String subject, String detail)
            throws SQLException {
        Database.execute(
                connection,
                "insert into audit (at, actor, operation, subject, succeeded, detail)"
                        + " values (clock_timestamp(), ?, ?, ?, true, ?)",
                actor,
                operation,
                subject,
                detail);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong(1),
                Database.instant(row, 2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getString(7),
                row.getString(8));
    }
}
