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
final class Signals {
    /// Announces that what is active may have changed.
    static final String CHANNEL = "tenure_release";

    /// A notification of [#announceDraft]. Other versions may say less, or more.
    private static final Pattern DRAFT = Pattern.compile("draft:(\\d{1,9})(?::([^:]*).*)?");

    /// The lock that says that somebody compiles ahead.
    private static final String AHEAD = "tenure_ahead";

    private static final String LOCK_TIMEOUT = "55P03";

    private Signals() {}

    /// Publishers everywhere wait from here to the end of the transaction.
    static void lockReleases(Connection connection) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_advisory_xact_lock(hashtext('" + CHANNEL + "'))");
    }

    static void announce(Connection connection) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_notify('" + CHANNEL + "', '')");
    }

    /// A draft that is about to be published.
    ///
    /// @param announcer the instance that says so; empty where it doesn't tell
    record Announced(int draft, String announcer) {}

    /// What a notification says of a draft; empty for any other.
    static Optional<Announced> announced(String news) {
        Matcher draft = DRAFT.matcher(news);
        return draft.matches()
                ? Optional.of(
                        new Announced(Integer.parseInt(draft.group(1)), Objects.requireNonNullElse(draft.group(2), "")))
                : Optional.empty();
    }

    /// Announces a draft that is about to be published, so that every other instance can compile its code ahead.
    static void announceDraft(Connection connection, int draft, String announcer) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_notify('" + CHANNEL + "', ?)", "draft:" + draft + ":" + announcer);
    }

    /// Publishers anywhere may wait for the end of this transaction, in which code is compiled ahead.
    static void compilingAhead(Connection connection) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_advisory_xact_lock_shared(hashtext('" + AHEAD + "'))");
    }

    /// Waits until nobody compiles ahead any more, but no longer than that.
    static void awaitCompiledAhead(Database database, Duration longest) {
        try {
            database.transaction(c -> {
                Database.execute(c, "set local lock_timeout = " + longest.toMillis());
                return Database.list(c, _ -> 0, "select pg_advisory_xact_lock(hashtext('" + AHEAD + "'))");
            });
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof SQLException waited) || !LOCK_TIMEOUT.equals(waited.getSQLState())) {
                throw e;
            }
        }
    }
}
