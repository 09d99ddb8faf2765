package io.tenure.release;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Talks to PostgreSQL in its own words: locks, notifications and moments are its own, too.
@Singleton
final class Database {
    /// Announces that what is active may have changed.
    static final String CHANNEL = "tenure_release";

    /// What a notification of [#announceDraft] begins with.
    static final String DRAFT = "draft:";

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    Connection connection() throws SQLException {
        return source.getConnection();
    }

    /// All of it, or nothing.
    <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database failed: " + e.getMessage(), e);
        }
    }

    <T> List<T> list(RowReader<T> reader, String sql, @Nullable Object... values) {
        return transaction(c -> list(c, reader, sql, values));
    }

    <T> Optional<T> first(RowReader<T> reader, String sql, @Nullable Object... values) {
        return list(reader, sql, values).stream().findFirst();
    }

    static <T> List<T> list(Connection connection, RowReader<T> reader, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        }
    }

    static <T> Optional<T> first(Connection connection, RowReader<T> reader, String sql, @Nullable Object... values)
            throws SQLException {
        return list(connection, reader, sql, values).stream().findFirst();
    }

    static int execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /// Publishers everywhere wait from here to the end of the transaction.
    static void lockReleases(Connection connection) throws SQLException {
        list(connection, _ -> 0, "select pg_advisory_xact_lock(hashtext('" + CHANNEL + "'))");
    }

    /// What all instances on this database agree on, whatever their own clocks say.
    static Instant now(Connection connection) throws SQLException {
        return list(connection, r -> instant(r, 1), "select clock_timestamp()").getFirst();
    }

    static void announce(Connection connection) throws SQLException {
        list(connection, _ -> 0, "select pg_notify('" + CHANNEL + "', '')");
    }

    /// Announces a draft that is about to be published, so that every instance can compile its code ahead.
    static void announceDraft(Connection connection, int draft) throws SQLException {
        list(connection, _ -> 0, "select pg_notify('" + CHANNEL + "', ?)", DRAFT + draft);
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
        return statement;
    }
}
