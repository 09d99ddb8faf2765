package io.tenure.release;

import io.tenure.storage.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What instances on one database tell each other about releases.
final class ReleaseChannel {
    /// Announces that what is active may have changed.
    static final String CHANNEL = "tenure_release";

    /// A notification of [#notifyDraft]. Other versions may say less, or more.
    private static final Pattern DRAFT_MESSAGE = Pattern.compile("draft:(\\d{1,9})(?::([^:]*).*)?");

    /// The lock that says that somebody compiles ahead.
    private static final String COMPILE_LOCK = "tenure_ahead";

    private static final String LOCK_TIMEOUT_STATE = "55P03";

    private ReleaseChannel() {}

    /// Publishers everywhere wait from here to the end of the transaction.
    static void lockReleases(Connection connection) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_advisory_xact_lock(hashtext('" + CHANNEL + "'))");
    }

    static void notifyActivation(Connection connection) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_notify('" + CHANNEL + "', '')");
    }

    /// A draft that is about to be published.
    ///
    /// @param instanceId the instance that says so; empty where it doesn't tell
    record DraftNotification(int draft, String instanceId) {}

    /// What a notification says of a draft; empty for any other.
    static Optional<DraftNotification> parseDraft(String news) {
        Matcher draft = DRAFT_MESSAGE.matcher(news);
        return draft.matches()
                ? Optional.of(new DraftNotification(
                        Integer.parseInt(draft.group(1)), Objects.requireNonNullElse(draft.group(2), "")))
                : Optional.empty();
    }

    /// Announces a draft that is about to be published, so that every other instance can compile its code ahead.
    static void notifyDraft(Connection connection, int draft, String announcer) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_notify('" + CHANNEL + "', ?)", "draft:" + draft + ":" + announcer);
    }

    /// Publishers anywhere may wait for the end of this transaction, in which code is compiled ahead.
    static void lockCompilation(Connection connection) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_advisory_xact_lock_shared(hashtext('" + COMPILE_LOCK + "'))");
    }

    /// Waits until nobody compiles ahead any more, but no longer than that.
    static void awaitCompilation(Database database, Duration longest) {
        try {
            database.transaction(c -> {
                Database.execute(c, "set local lock_timeout = " + longest.toMillis());
                return Database.list(c, _ -> 0, "select pg_advisory_xact_lock(hashtext('" + COMPILE_LOCK + "'))");
            });
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof SQLException waited) || !LOCK_TIMEOUT_STATE.equals(waited.getSQLState())) {
                throw e;
            }
        }
    }
}
