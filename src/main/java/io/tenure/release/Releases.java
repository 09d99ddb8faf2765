package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Checked;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The published releases, and from when on each of them decided.
@Singleton
public final class Releases {
    /// @param approver null for the bundle that ships
    public record Release(
            int number,
            String hash,
            String author,
            @Nullable String approver,
            String comment,
            Instant createdAt) {}

    /// A moment from which a release decides.
    ///
    /// @param cancelled whether it was called off before its moment
    public record Activation(
            long id, int release, Instant from, String createdBy, Instant createdAt, boolean cancelled) {}

    private static final String SELECT_RELEASE =
            "select number, hash, author, approver, comment, created_at from release";

    private static final String SELECT_ACTIVE = """
            select release from activation
            where active_from <= ? and id not in (select activation from activation_cancellation)
            order by active_from desc, id desc limit 1""";

    private final Database database;

    Releases(Database database) {
        this.database = database;
    }

    /// All of them, the latest first.
    public List<Release> all() {
        return database.list(Releases::release, SELECT_RELEASE + " order by number desc");
    }

    public Optional<Release> find(int number) {
        return database.first(Releases::release, SELECT_RELEASE + " where number = ?", number);
    }

    /// What the ruleset of a release is known by.
    Optional<String> hash(int number) {
        return database.first(r -> r.getString(1), "select hash from release where number = ?", number);
    }

    /// The files as they were uploaded.
    public Optional<Bundle> bundle(int number) {
        return database.transaction(c -> bundle(c, number));
    }

    /// The release that was active at a moment; empty before the first one.
    public Optional<Integer> activeAt(Instant moment) {
        return database.transaction(c -> activeAt(c, moment));
    }

    /// The release that the database has as the active one.
    public Optional<Integer> active() {
        return database.transaction(Releases::active);
    }

    /// From when on which release decided or will decide, the latest first.
    public List<Activation> activations() {
        return database.list(
                r -> new Activation(
                        r.getLong(1),
                        r.getInt(2),
                        Database.instant(r, 3),
                        r.getString(4),
                        Database.instant(r, 5),
                        r.getBoolean(6)),
                """
                select id, release, active_from, created_by, created_at, id in (select activation from activation_cancellation)
                from activation order by active_from desc, id desc""");
    }

    static Optional<Integer> active(Connection connection) throws SQLException {
        return activeAt(connection, Database.now(connection));
    }

    /// The releases whose moment is still to come, the next first.
    static List<Integer> scheduled(Connection connection) throws SQLException {
        return Database.list(connection, r -> r.getInt(1), """
                select release from activation
                where active_from > ? and id not in (select activation from activation_cancellation)
                order by active_from, id""", Database.now(connection));
    }

    static Optional<Bundle> bundle(Connection connection, int number) throws SQLException {
        return Database.first(
                connection, r -> unpack(r.getBytes(1)), "select bundle from release where number = ?", number);
    }

    /// Stores a release under the next number. The releases must be locked.
    static int store(
            Connection connection, String hash, Bundle bundle, String author, @Nullable String approver, String comment)
            throws SQLException {
        return Database.first(connection, r -> r.getInt(1), """
                        insert into release (number, hash, bundle, author, approver, comment, created_at)
                        select coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, clock_timestamp() from release
                        returning number""", hash, bundle.toZip(), author, approver, comment)
                .orElseThrow();
    }

    /// Lets a release decide from a moment on, and tells every instance once the transaction is through.
    static void activate(Connection connection, int number, Instant from, String by) throws SQLException {
        Database.execute(
                connection,
                "insert into activation (release, active_from, created_by, created_at) values (?, ?, ?, clock_timestamp())",
                number,
                from,
                by);
        ReleaseChannel.notifyActivation(connection);
    }

    private static Optional<Integer> activeAt(Connection connection, Instant moment) throws SQLException {
        return Database.first(connection, r -> r.getInt(1), SELECT_ACTIVE, moment);
    }

    private static Bundle unpack(byte[] zip) {
        return switch (Bundle.ofZip(zip)) {
            case Checked.Valid(Bundle bundle, var _) -> bundle;
            case Checked.Invalid(var findings) ->
                throw new IllegalStateException("A stored release is damaged: "
                        + findings.getFirst().message().en());
        };
    }

    private static Release release(ResultSet row) throws SQLException {
        return new Release(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Database.instant(row, 6));
    }
}
