package io.tenure.record;

import io.tenure.storage.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Runs the statements of the decision log: tries them again on a new connection, until the configured timeout.
final class DatabaseRetry {
    interface Attempt<T> {
        /// @param again whether an earlier attempt may have succeeded
        T run(Connection connection, boolean again) throws SQLException;
    }

    /// The database rejects a value, at every attempt.
    static final class InvalidDecisionException extends RuntimeException {
        private static final long serialVersionUID = 1;

        InvalidDecisionException(SQLException cause) {
            super("The decision can't be stored (SQL state " + cause.getSQLState() + ")", cause);
        }
    }

    private static final Logger LOG = Logger.getLogger(DatabaseRetry.class);
    private static final int PAUSE_MILLIS = 50;

    /// Classes of SQL states for which a value is at fault, not the database: data exceptions and broken constraints.
    private static final Set<String> INVALID_DATA_STATES = Set.of("22", "23");

    private static final String MISSING_PARTITION_STATE = "23514";

    private final Database database;
    private final MonthlyPartitions partitions;
    private final RecordSettings settings;
    private final Consumer<SQLException> onUnavailable;

    /// @param onUnavailable called when the last attempt failed too
    DatabaseRetry(
            Database database,
            MonthlyPartitions partitions,
            RecordSettings settings,
            Consumer<SQLException> onUnavailable) {
        this.database = database;
        this.partitions = partitions;
        this.settings = settings;
        this.onUnavailable = onUnavailable;
    }

    /// Tries until the configured timeout.
    ///
    /// @throws InvalidDecisionException if the database rejects a value
    /// @throws RecordUnavailable if no attempt succeeds
    <T> T withRetry(Attempt<T> attempt) {
        long end = System.nanoTime() + settings.timeout().toNanos();
        boolean again = false;
        while (true) {
            try {
                return withConnection(attempt, again);
            } catch (SQLException e) {
                String state = e.getSQLState() == null ? "" : e.getSQLState();
                if (state.equals(MISSING_PARTITION_STATE)) {
                    partitions.clearCache();
                } else if (INVALID_DATA_STATES.contains(state.substring(0, Math.min(2, state.length())))) {
                    throw new InvalidDecisionException(e);
                }
                if (System.nanoTime() > end) {
                    onUnavailable.accept(e);
                    throw new RecordUnavailable("the database is unavailable", e);
                }
                again = true;
                pause();
            }
        }
    }

    /// Tries once.
    <T> T withConnection(Attempt<T> attempt, boolean again) throws SQLException {
        try (Connection connection = database.connection()) {
            // Notices a server that stops answering as well as one that is gone.
            connection.setNetworkTimeout(
                    Runnable::run, Math.toIntExact(settings.timeout().toMillis()));
            try {
                return attempt.run(connection, again);
            } finally {
                clearNetworkTimeout(connection);
            }
        }
    }

    /// Other users of the connection may wait longer.
    private static void clearNetworkTimeout(Connection connection) {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLException e) {
            LOG.debug("The connection is broken.", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(PAUSE_MILLIS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
