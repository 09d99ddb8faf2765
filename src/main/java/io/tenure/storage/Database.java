package io.tenure.storage;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// SQL on PostgreSQL, for what Hibernate is not for: the decision log, bulk jobs, locks and notifications.
@Singleton
public final class Database {
    /// SQL state of a server that has no connection left.
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "3D", "53", "57", "58");

    private static final long MAX_WAIT_SECONDS = 5;
    private static final int PAUSE_MILLIS = 10;

    private final AgroalDataSource source;
    private final ReentrantLock turn = new ReentrantLock(true);

    Database(AgroalDataSource source) {
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

    /// Keeps so many connections open from now on, opened in the background, so that whoever needs them doesn't depend
    /// on the server's having room for another.
    public void keepOpen(int connections) {
        source.getConfiguration().connectionPoolConfiguration().setMinSize(connections);
    }

    /// Runs work in the current JTA transaction if there is one, otherwise in one of its own: all of it, or nothing.
    ///
    /// In a JTA transaction the work has the connection that Hibernate has, so that both commit or neither.
    /// Hibernate doesn't know what the work reads: what it is to see has to be flushed before.
    ///
    /// @throws IllegalStateException where the database fails; the cause says how
    public <T> T transaction(Work<T> work) {
        return isTransactionActive() ? inCurrentTransaction(work) : inOwnTransaction(work);
    }

    /// Runs work in the current JTA transaction, for what only means something until its end, such as a lock.
    ///
    /// @throws IllegalStateException where there is none, or the database fails; the cause says how
    public <T> T inCurrentTransaction(Work<T> work) {
        if (!isTransactionActive()) {
            throw new IllegalStateException("There is no transaction");
        }
        try (Connection connection = waitForConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static boolean isTransactionActive() {
        int status = QuarkusTransaction.getStatus();
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
    }

    private <T> T inOwnTransaction(Work<T> work) {
        try (Connection connection = waitForConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (Throwable e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /// A connection, for which it waits while the server has none left: others give theirs back.
    private Connection waitForConnection() throws SQLException {
        if (!turn.isLocked()) {
            try {
                return source.getConnection();
            } catch (SQLException e) {
                if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
        try {
            return connectionInTurn(System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting for a connection", TOO_MANY_CONNECTIONS, e);
        }
    }

    /// One thread after the other asks, in their order: each attempt has the pool ask the server, and with many at a
    /// time some would come away empty until their time is over.
    private Connection connectionInTurn(long end) throws SQLException, InterruptedException {
        if (!turn.tryLock(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new SQLException("No connection became free", TOO_MANY_CONNECTIONS);
        }
        try {
            while (true) {
                try {
                    return source.getConnection();
                } catch (SQLException e) {
                    if (!TOO_MANY_CONNECTIONS.equals(e.getSQLState()) || System.nanoTime() > end) {
                        throw e;
                    }
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } finally {
            turn.unlock();
        }
    }

    /// Whatever went wrong: the pool commits what is left open when it takes the connection back.
    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // Nothing is committed over a connection that is broken.
            cause.addSuppressed(e);
        }
    }

    /// The first failure of the database among an exception, its causes and what they suppressed: the transaction
    /// manager keeps there what the database said of a failed commit.
    public static Optional<SQLException> sqlException(Throwable e) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> next = new ArrayDeque<>(List.of(e));
        while (!next.isEmpty()) {
            Throwable one = next.pop();
            if (one instanceof SQLException failure) {
                return Optional.of(failure);
            }
            if (seen.add(one)) {
                for (Throwable suppressed : List.of(one.getSuppressed()).reversed()) {
                    next.push(suppressed);
                }
                if (one.getCause() != null) {
                    next.push(one.getCause());
                }
            }
        }
        return Optional.empty();
    }

    /// Whether a text has a character that the database can't hold, which is U+0000 alone.
    public static boolean isUnsupportedText(SQLException e) {
        return "22021".equals(e.getSQLState());
    }

    /// Whether the database can't be reached or can't work for now, rather than rejecting what it was sent.
    ///
    /// So it is for connections that fail or break (SQL states 08), accounts and databases that the server doesn't
    /// let in (28, 3D), exhausted resources such as a full disk (53), servers that stop (57), disks that fail (58),
    /// and failures without a state, which the pool or the driver reports.
    public static boolean isUnavailable(SQLException e) {
        String state = e.getSQLState();
        return state == null || UNAVAILABLE_CLASSES.stream().anyMatch(state::startsWith);
    }

    /// Without PostgreSQL's message, which may quote values that would end up in a log.
    private static IllegalStateException failure(SQLException e) {
        return new IllegalStateException("The database failed (SQL state " + e.getSQLState() + ")", e);
    }

    /// The time of the database, on which all instances agree, whatever their own clocks show.
    public Instant now() {
        return transaction(Database::now);
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

    /// The time of the database: see [#now()].
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
