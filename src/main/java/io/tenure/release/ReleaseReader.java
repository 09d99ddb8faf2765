package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Checked;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads which release is active, which come next, and their files.
///
/// In SQL: a start and each second ask this, and the first decision waits for the answer; Hibernate would first have
/// to load and compile its queries.
@Singleton
class ReleaseReader {
    /// @param active empty before the first release
    /// @param pending releases whose activation is still to come, the next first
    record Schedule(Optional<Integer> active, List<Integer> pending) {}

    private final Database database;

    ReleaseReader(Database database) {
        this.database = database;
    }

    /// What is active by the database's clock, and what comes next.
    Schedule schedule() {
        return database.transaction(c -> {
            Instant now = Database.now(c);
            return new Schedule(activeAt(c, now), Database.list(c, r -> r.getInt(1), """
                    select release from activation
                    where active_from > ? and id not in (select activation from activation_cancellation)
                    order by active_from, id""", now));
        });
    }

    /// The release that is active by the database's clock; empty before the first one.
    Optional<Integer> active() {
        return database.transaction(c -> activeAt(c, Database.now(c)));
    }

    /// The release that was active at a moment; empty before the first one.
    Optional<Integer> activeAt(Instant moment) {
        return database.transaction(c -> activeAt(c, moment));
    }

    /// Whether a release is active or was.
    boolean wasActive(int number) {
        return database.transaction(
                c -> Database.first(c, _ -> 0, """
                select from activation
                where release = ? and active_from <= ? and id not in (select activation from activation_cancellation)
                limit 1""", number, Database.now(c)).isPresent());
    }

    /// The hash of a release's ruleset.
    Optional<String> hash(int number) {
        return database.first(r -> r.getString(1), "select hash from release where number = ?", number);
    }

    /// The files of a release as they were uploaded.
    Optional<Bundle> bundle(int number) {
        return database.first(r -> r.getBytes(1), "select bundle from release where number = ?", number)
                .map(ReleaseReader::unpack);
    }

    private static Optional<Integer> activeAt(Connection connection, Instant moment) throws SQLException {
        return Database.first(connection, r -> r.getInt(1), """
                select release from activation
                where active_from <= ? and id not in (select activation from activation_cancellation)
                order by active_from desc, id desc limit 1""", moment);
    }

    private static Bundle unpack(byte[] zip) {
        return switch (Bundle.ofZip(zip)) {
            case Checked.Valid(Bundle bundle, var _) -> bundle;
            case Checked.Invalid(var findings) ->
                throw new IllegalStateException("A stored release is damaged: "
                        + findings.getFirst().message().en());
        };
    }
}
