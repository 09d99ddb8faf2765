package io.tenure.record;

import io.tenure.storage.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Runs the statements of the decision log: tries them again on a new connection, until the configured timeout.
class DatabaseRetry {
    interface Attempt<T> {
        /// @param again whether an earlier attempt may have succeeded
        T run(Connection connection, boolean again) throws SQLException;
    }

    /// The database rejects a statement, at every attempt: a value or the statement itself is at fault.
    static final class RejectedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RejectedException(SQLException cause) {
            super("The database rejects the statement (SQL state " + cause.getSQLState() + ")", cause);
        }
    }

    private static final Logger LOG = Logger.getLogger(DatabaseRetry.class);
    private static final int PAUSE_MILLIS = 50;

    private static final String MISSING_PARTITION_STATE = "23514";

    /// A standby, which becomes the primary while another server fails.
    private static final String READ_ONLY_STATE = "25006";

    /// Classes of SQL states of conflicts with other transactions, which pass.
    private static final Set<String> CONFLICT_CLASSES = Set.of("40", "55");

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
    /// @throws RejectedException if the database rejects the statement
    /// @throws RecordUnavailable if no attempt succeeds
    <T> T withRetry(Attempt<T> attempt) {
        long end = System.nanoTime() + settings.timeout().toNanos();
        boolean again = false;
        while (true) {
            try {
                return withConnection(attempt, again);
            } catch (SQLException e) {
                boolean unavailable = Database.isUnavailable(e);
                if (isMissingPartition(e)) {
                    partitions.clearCache();
                } else if (!unavailable && !isTemporary(e)) {
                    throw new RejectedException(e);
                }
                if (System.nanoTime() > end) {
                    if (unavailable) {
                        onUnavailable.accept(e);
                    }
                    throw new RecordUnavailable("the database can't store it now", e);
                }
                again = true;
                pause();
            }
        }
    }

    /// Whether a month may lack its partition: another instance has dropped it.
    static boolean isMissingPartition(SQLException e) {
        return MISSING_PARTITION_STATE.equals(e.getSQLState());
    }

    /// Whether a statement that the database rejects may succeed when it is tried again.
    static boolean isTemporary(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && (READ_ONLY_STATE.equals(state)
                        || CONFLICT_CLASSES.contains(state.substring(0, Math.min(2, state.length()))));
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
