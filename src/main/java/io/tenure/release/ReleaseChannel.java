package io.tenure.release;

import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Locks and notifications by which the instances on one database agree about releases.
@Singleton
class ReleaseChannel {
    /// Notifies that what is active may have changed, or that a draft is about to be published.
    static final String CHANNEL = "tenure_release";

    /// A notification of [#notifyDraft]. Other versions may send less, or more.
    private static final Pattern DRAFT_MESSAGE = Pattern.compile("draft:(\\d{1,9})(?::([^:]*).*)?");

    /// Held, shared, by every instance that compiles a draft.
    private static final String COMPILE_LOCK = "tenure_compile";

    private static final String LOCK_TIMEOUT_STATE = "55P03";

    private final Database database;

    ReleaseChannel(Database database) {
        this.database = database;
    }

    /// Makes publishers everywhere wait until the end of the current transaction.
    void lockReleases() {
        database.inCurrentTransaction(
                c -> Database.list(c, _ -> 0, "select pg_advisory_xact_lock(hashtext('" + CHANNEL + "'))"));
    }

    /// Makes every instance look what is active, once the transaction is committed.
    void notifyActivation() {
        send("");
    }

    /// Announces a draft that is about to be published, so that every other instance can compile its code ahead.
    void notifyDraft(int draft, String instanceId) {
        send("draft:" + draft + ":" + instanceId);
    }

    private void send(String message) {
        database.transaction(c -> Database.list(c, _ -> 0, "select pg_notify('" + CHANNEL + "', ?)", message));
    }

    /// A draft that is about to be published.
    ///
    /// @param instanceId the instance that publishes it; empty where the message doesn't name it
    record DraftNotification(int draft, String instanceId) {}

    /// The draft that a notification announces; empty for any other notification.
    static Optional<DraftNotification> parseDraft(String message) {
        Matcher draft = DRAFT_MESSAGE.matcher(message);
        return draft.matches()
                ? Optional.of(new DraftNotification(
                        Integer.parseInt(draft.group(1)), Objects.requireNonNullElse(draft.group(2), "")))
                : Optional.empty();
    }

    /// Makes publishers anywhere wait for a compilation, unless it takes too long.
    ///
    /// Without a transaction, which nobody's files should keep open.
    void holdingCompileLock(Runnable compilation) throws SQLException {
        try (Connection connection = database.connection()) {
            Database.list(connection, _ -> 0, "select pg_advisory_lock_shared(hashtext('" + COMPILE_LOCK + "'))");
            try {
                compilation.run();
            } finally {
                Database.list(connection, _ -> 0, "select pg_advisory_unlock_shared(hashtext('" + COMPILE_LOCK + "'))");
            }
        }
    }

    /// Waits until no instance compiles a draft any more, or until the timeout.
    void awaitCompilation(Duration timeout) {
        try {
            database.transaction(c -> {
                Database.execute(c, "set local lock_timeout = " + timeout.toMillis());
                return Database.list(c, _ -> 0, "select pg_advisory_xact_lock(hashtext('" + COMPILE_LOCK + "'))");
            });
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof SQLException failed) || !LOCK_TIMEOUT_STATE.equals(failed.getSQLState())) {
                throw e;
            }
        }
    }
}
