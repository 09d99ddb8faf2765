package io.tenure.feedback;

import io.tenure.record.RecordUnavailable;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What came of the decisions on record, and the contacts that this makes or takes back.
@Singleton
public final class FeedbackLog {
    /// A decision that something came of.
    ///
    /// @param action code of the best action; null where there was none
    /// @param erased whether its customer is erased
    public record DecisionReference(
            LocalDate asOf,
            int release,
            boolean trial,
            @Nullable String action,
            @Nullable String channel,
            boolean erased) {}

    /// An outcome on record.
    public record StoredFeedback(Feedback feedback, Instant recordedAt, String recordedBy) {}

    /// What putting an outcome on record came to.
    public sealed interface Result {
        /// @param isNew false where the same was told before
        record Success(StoredFeedback stored, boolean isNew) implements Result {}

        /// The same was told before with another channel or amount.
        record Conflict(StoredFeedback stored) implements Result {}

        /// There is no promised contact to take back.
        record NoReservation() implements Result {}

        /// The customer is erased.
        record CustomerErased() implements Result {}
    }

    /// An outcome of no action, since a key can't be null.
    private static final String NO_ACTION = "";

    private final Database database;

    FeedbackLog(Database database) {
        this.database = database;
    }

    /// @throws RecordUnavailable if the database can't tell
    public Optional<DecisionReference> find(UUID decision) {
        return inTransaction(c -> Database.first(
                c,
                r -> new DecisionReference(
                        r.getObject(1, LocalDate.class),
                        r.getInt(2),
                        r.getBoolean(3),
                        r.getString(4),
                        r.getString(5),
                        r.getBoolean(6)),
                "select as_of, release, trial, action, channel, customer is null from decision where id = ?",
                decision));
    }

    /// Puts what came of a decision on record; told again, it is not counted again.
    ///
    /// @param contact whether presenting its action is a contact that we start
    /// @throws RecordUnavailable if it isn't known to be on record
    public Result record(UUID decision, Feedback outcome, boolean contact, String who) {
        return inTransaction(c -> {
            Long customer = lockCustomer(c, decision);
            if (customer == null) {
                return new Result.CustomerErased();
            }
            Optional<StoredFeedback> before = find(c, decision, outcome);
            if (before.isPresent()) {
                return before.get().feedback().sameAs(outcome)
                        ? new Result.Success(before.get(), false)
                        : new Result.Conflict(before.get());
            }
            if (outcome.type() == Feedback.Type.WITHDRAWN && !releaseReservation(c, decision, outcome)) {
                return new Result.NoReservation();
            }
            StoredFeedback told = new StoredFeedback(outcome, Database.now(c).truncatedTo(ChronoUnit.MILLIS), who);
            insert(c, decision, customer, told);
            if (contact && outcome.type().impliesPresentation()) {
                recordContact(c, decision, customer, outcome);
            }
            return new Result.Success(told, true);
        });
    }

    /// What came of a decision, the earliest first; that somebody looked is audited.
    ///
    /// @throws RecordUnavailable if the database can't tell
    public List<StoredFeedback> of(UUID decision, String who) {
        return inTransaction(c -> {
            Audit.logSuccess(c, who, "outcomes-read", decision.toString(), "");
            return Database.list(c, FeedbackLog::storedFeedback, """
                    select type, action, channel, amount, at, recorded_at, recorded_by
                    from outcome where decision = ? order by at, recorded_at, type, action""", decision);
        });
    }

    /// Nobody promises a contact, or erases the customer, before the transaction ends.
    private static @Nullable Long lockCustomer(Connection connection, UUID decision) throws SQLException {
        return Database.first(connection, r -> r.getLong(1), """
                        select number from customer
                        where number = (select customer from decision where id = ?) for no key update""", decision).orElse(null);
    }

    private static Optional<StoredFeedback> find(Connection connection, UUID decision, Feedback outcome)
            throws SQLException {
        return Database.first(
                connection,
                FeedbackLog::storedFeedback,
                """
                select type, action, channel, amount, at, recorded_at, recorded_by
                from outcome where decision = ? and type = ? and action = ? and at = ?""",
                decision,
                outcome.type().name(),
                actionKey(outcome),
                outcome.at());
    }

    private static void insert(Connection connection, UUID decision, long customer, StoredFeedback told)
            throws SQLException {
        Feedback outcome = told.feedback();
        Database.execute(
                connection,
                """
                insert into outcome (decision, type, action, at, customer, channel, amount, recorded_at, recorded_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                decision,
                outcome.type().name(),
                actionKey(outcome),
                outcome.at(),
                customer,
                outcome.channel(),
                outcome.amount(),
                told.recordedAt(),
                told.recordedBy());
    }

    /// What was promised is made now, on the day on which it was; what wasn't is a contact all the same.
    ///
    /// An action of one decision is one contact, on the earliest day told: an answer that comes later is none.
    private static void recordContact(Connection connection, UUID decision, long customer, Feedback outcome)
            throws SQLException {
        Database.execute(
                connection,
                """
                insert into contact (customer, on_day, channel, action, decision, made) values (?, ?, ?, ?, ?, true)
                on conflict (decision, action) do update
                set made = true, channel = coalesce(excluded.channel, contact.channel),
                    on_day = case when contact.made then least(contact.on_day, excluded.on_day)
                             else excluded.on_day end""",
                customer,
                LocalDate.ofInstant(outcome.at(), ZoneOffset.UTC),
                outcome.channel(),
                outcome.action(),
                decision);
        Database.execute(connection, "update customer set contacts = contacts + 1 where number = ?", customer);
    }

    private static boolean releaseReservation(Connection connection, UUID decision, Feedback outcome)
            throws SQLException {
        return Database.execute(
                        connection,
                        "delete from contact where decision = ? and action = ? and not made",
                        decision,
                        outcome.action())
                > 0;
    }

    private static String actionKey(Feedback outcome) {
        return outcome.action() == null ? NO_ACTION : outcome.action();
    }

    private static StoredFeedback storedFeedback(ResultSet row) throws SQLException {
        String action = row.getString(2);
        return new StoredFeedback(
                new Feedback(
                        Feedback.Type.valueOf(row.getString(1)),
                        action.equals(NO_ACTION) ? null : action,
                        row.getString(3),
                        row.getBigDecimal(4),
                        Database.instant(row, 5)),
                Database.instant(row, 6),
                row.getString(7));
    }

    /// Whoever is told that the database is away may say it again: nothing is recorded twice.
    private <T> T inTransaction(Database.Work<T> work) {
        try (Connection connection = database.connection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            String state = e.getSQLState();
            if (state == null || state.startsWith("08") || state.startsWith("57") || state.startsWith("53")) {
                throw new RecordUnavailable("the database is away", e);
            }
            throw new IllegalStateException("The database failed: " + e.getMessage(), e);
        }
    }

    private static void rollBack(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException broken) {
            why.addSuppressed(broken);
        }
    }
}
