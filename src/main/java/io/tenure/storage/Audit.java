package io.tenure.storage;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Who changed what, who looked at a customer, and who tried to. Entries are only ever added.
@Singleton
public final class Audit {
    /// @param what a short stable name: `publish`, `draft-upload`
    /// @param subject what it was done to: `draft:3`, `release:7`
    /// @param done false for an attempt that was refused
    public record Entry(long id, Instant at, String who, String what, String subject, boolean done, String detail) {}

    private static final int MAX_ENTRIES = 1_000;

    private final Database database;

    Audit(Database database) {
        this.database = database;
    }

    /// The latest entries, the latest first.
    ///
    /// @param before only entries with a smaller id
    public List<Entry> latest(int most, long before) {
        return database.list(
                r -> new Entry(
                        r.getLong(1),
                        Database.instant(r, 2),
                        r.getString(3),
                        r.getString(4),
                        r.getString(5),
                        r.getBoolean(6),
                        r.getString(7)),
                "select id, at, who, what, subject, done, detail from audit where id < ? order by id desc limit ?",
                before,
                Math.clamp(most, 1, MAX_ENTRIES));
    }

    /// Notes an attempt that came to nothing.
    public void logRejection(String who, String what, String subject, String why) {
        database.transaction(c -> {
            add(c, who, what, subject, false, why);
            return 0;
        });
    }

    /// Notes what is done, or looked at, outside of any transaction.
    public void logSuccess(String who, String what, String subject, String detail) {
        database.transaction(c -> {
            add(c, who, what, subject, true, detail);
            return 0;
        });
    }

    /// Notes what is done in the same transaction.
    public static void logSuccess(Connection connection, String who, String what, String subject, String detail)
            throws SQLException {
        add(connection, who, what, subject, true, detail);
    }

    private static void add(Connection connection, String who, String what, String subject, boolean done, String detail)
            throws SQLException {
        Database.execute(
                connection,
                "insert into audit (at, who, what, subject, done, detail) values (clock_timestamp(), ?, ?, ?, ?, ?)",
                who,
                what,
                subject,
                done,
                detail);
    }
}
