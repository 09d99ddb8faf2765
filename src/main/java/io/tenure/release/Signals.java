package io.tenure.release;

import io.tenure.storage.Database;
import java.sql.Connection;
import java.sql.SQLException;

/// What instances on one database tell each other about releases.
final class Signals {
    /// Announces that what is active may have changed.
    static final String CHANNEL = "tenure_release";

    /// What a notification of [#announceDraft] begins with.
    static final String DRAFT = "draft:";

    private Signals() {}

    /// Publishers everywhere wait from here to the end of the transaction.
    static void lockReleases(Connection connection) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_advisory_xact_lock(hashtext('" + CHANNEL + "'))");
    }

    static void announce(Connection connection) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_notify('" + CHANNEL + "', '')");
    }

    /// Announces a draft that is about to be published, so that every instance can compile its code ahead.
    static void announceDraft(Connection connection, int draft) throws SQLException {
        Database.list(connection, _ -> 0, "select pg_notify('" + CHANNEL + "', ?)", DRAFT + draft);
    }
}
