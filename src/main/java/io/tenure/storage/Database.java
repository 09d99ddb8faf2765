package io.tenure.storage;

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

/// The way to PostgreSQL, in its own words.
@Singleton
public final class Database {
    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    public interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public Connection connection() throws SQLException {
        return source.getConnection();
    }

    /// All of it, or nothing.
    public <T> T transaction(Work<T> work) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            // What PostgreSQL says may quote values, which would end up in some log.
            throw new IllegalStateException("The database failed (SQL state " + e.getSQLState() + ")", e);
        }
    }

    public <T> List<T> list(RowReader<T> reader, String sql, @Nullable Object... values) {
        return transaction(c -> list(c, reader, sql, values));
    }

    public <T> Optional<T> first(RowReader<T> reader, String sql, @Nullable Object... values) {
        return list(reader, sql, values).stream().findFirst();
    }

    public static <T> List<T> list(Connection connection, RowReader<T> reader, String sql, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> list = new ArrayList<>();
            while (rows.next()) {
                list.add(reader.read(rows));
            }
            return list;
        }
    }

    public static <T> Optional<T> first(
            Connection connection, RowReader<T> reader, String sql, @Nullable Object... values) throws SQLException {
        return list(connection, reader, sql, values).stream().findFirst();
    }

    public static int execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /// What all instances on this database agree on, whatever their own clocks say.
    public static Instant now(Connection connection) throws SQLException {
        return list(connection, r -> instant(r, 1), "select clock_timestamp()").getFirst();
    }

    public static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            statement.setObject(i + 1, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
        }
        return statement;
    }
}
