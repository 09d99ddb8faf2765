package io.tenure.history;

import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that is on record about one customer.
@Singleton
public final class Paths {
    /// @param number the customer's number, which says nothing of who it is
    /// @param steps by day, ascending
    /// @param contacts by day, ascending
    /// @param outcomes by time, ascending
    public record Path(long number, List<Step> steps, List<Contact> contacts, List<Outcome> outcomes) {}

    /// @param recorded the decision that made the point; null once its month was dropped
    public record Step(Past.Point point, @Nullable Recorded recorded) {}

    public record Contact(Past.Touch touch, UUID decision) {}

    /// What came of a decision.
    public record Outcome(
            Instant at,
            String type,
            String action,
            @Nullable String channel,
            @Nullable BigDecimal amount,
            UUID decision) {}

    private final Database database;
    private final Seal seal;

    Paths(Database database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// The customer's number; empty where nothing is on record.
    public Optional<Long> number(String customerId) {
        return database.transaction(c -> number(c, customerId));
    }

    /// @throws Unreadable if a decision is sealed under a key that isn't configured
    public Optional<Path> of(String customerId) {
        return database.transaction(c -> {
            Optional<Long> number = number(c, customerId);
            return number.isEmpty() ? Optional.empty() : Optional.of(path(c, number.get()));
        });
    }

    private Optional<Long> number(Connection connection, String customerId) throws SQLException {
        return Database.first(
                connection, r -> r.getLong(1), "select number from customer where mark = ?", seal.mark(customerId));
    }

    private Path path(Connection connection, long number) throws SQLException {
        return new Path(
                number,
                Database.list(connection, r -> step(r, number), """
                        select p.as_of, p.stage, p.transition, p.dropped, p.decision,
                               d.decided_at, d.release, d.trial, d.language, d.key_number, d.sealed
                        from path p left join decision d on d.id = p.decision
                        where p.customer = ? order by p.as_of""", number),
                Database.list(
                        connection,
                        r -> new Contact(
                                new Past.Touch(
                                        r.getObject(1, LocalDate.class),
                                        r.getString(2),
                                        r.getString(3),
                                        r.getBoolean(4)),
                                r.getObject(5, UUID.class)),
                        """
                        select on_day, channel, action, made, decision from contact
                        where customer = ? order by on_day, id""",
                        number),
                Database.list(
                        connection,
                        r -> new Outcome(
                                Database.instant(r, 1),
                                r.getString(2),
                                r.getString(3),
                                r.getString(4),
                                r.getBigDecimal(5),
                                r.getObject(6, UUID.class)),
                        """
                        select at, type, action, channel, amount, decision from outcome
                        where customer = ? order by at, type""",
                        number));
    }

    private Step step(ResultSet row, long number) throws SQLException {
        LocalDate asOf = row.getObject(1, LocalDate.class);
        UUID decision = row.getObject(5, UUID.class);
        Past.Point point =
                new Past.Point(asOf, row.getString(2), row.getString(3), (Boolean) row.getObject(4), decision);
        byte[] sealed = row.getBytes(11);
        return new Step(
                point,
                sealed == null
                        ? null
                        : new Recorded(
                                decision,
                                Database.instant(row, 6),
                                asOf,
                                row.getInt(7),
                                row.getBoolean(8),
                                row.getString(9),
                                number,
                                Said.of(seal.open(decision, row.getInt(10), sealed))));
    }
}
