package io.tenure.feedback;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.record.RecordUnavailable;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import jakarta.transaction.RollbackException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores how customers responded to decisions, and the contacts that were made or given back by it.
@Singleton
public final class FeedbackLog {
    /// What feedback needs of its decision.
    ///
    /// @param release number of the release that decided
    /// @param trial whether it was decided by a release that need not be active, and so is not shown to customers
    /// @param action code of the best action; null where there was none
    /// @param erased whether its customer is erased
    public record DecisionReference(
            LocalDate asOf,
            int release,
            boolean trial,
            @Nullable String action,
            @Nullable String channel,
            boolean erased) {}

    /// @param recordedAt by the database's clock
    /// @param recordedBy name of the user who reported it
    public record StoredFeedback(Feedback feedback, Instant recordedAt, String recordedBy) {}

    /// The result of recording feedback.
    public sealed interface Result {
        /// @param isNew false where the same was recorded before
        record Success(StoredFeedback stored, boolean isNew) implements Result {}

        /// The same was recorded before with another channel or amount.
        record Conflict(StoredFeedback stored) implements Result {}

        /// There is no reserved contact to give back.
        record NoReservation() implements Result {}

        /// The customer is erased.
        record CustomerErased() implements Result {}
    }

    private final Database database;
    private final FeedbackEntries entries;
    private final Audit audit;

    FeedbackLog(Database database, FeedbackEntries entries, Audit audit) {
        this.database = database;
        this.entries = entries;
        this.audit = audit;
    }

    /// @return empty where there is no such decision
    /// @throws RecordUnavailable if the database can't be reached
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

    /// Records feedback on a decision. Reported again, it is not counted again.
    ///
    /// @param isContact whether presenting its action is a contact that we start
    /// @param reportedBy name of the user
    /// @throws RecordUnavailable if it isn't known to be stored
    public Result record(UUID decision, Feedback feedback, boolean isContact, String reportedBy) {
        return inTransaction(c -> {
            Long customer = lockCustomer(c, decision);
            if (customer == null) {
                return new Result.CustomerErased();
            }
            FeedbackEntity.Key key = FeedbackEntity.Key.of(decision, feedback);
            List<StoredFeedback> earlier = entries.earlier(key, feedback.atGiven()).stream()
                    .map(FeedbackLog::stored)
                    .toList();
            if (!earlier.isEmpty()) {
                return earlier.stream()
                        .filter(stored -> stored.feedback().sameAs(feedback))
                        .findFirst()
                        .<Result>map(stored -> new Result.Success(stored, false))
                        .orElseGet(() -> new Result.Conflict(earlier.getFirst()));
            }
            if (feedback.type() == Feedback.Type.WITHDRAWN && !releaseReservation(c, decision, feedback)) {
                return new Result.NoReservation();
            }
            FeedbackEntity entry = new FeedbackEntity(
                    key, customer, feedback, Database.now(c).truncatedTo(ChronoUnit.MILLIS), reportedBy);
            entries.persistAndFlush(entry);
            if (isContact && feedback.type().impliesPresentation()) {
                recordContact(c, decision, customer, feedback);
            }
            return new Result.Success(stored(entry), true);
        });
    }

    /// All feedback on a decision, the earliest first. That somebody read it is audited.
    ///
    /// @throws RecordUnavailable if the database can't be reached
    public List<StoredFeedback> read(UUID decision, String reader) {
        return inTransaction(_ -> {
            audit.logSuccess(reader, "feedback-read", decision.toString(), "");
            return entries.on(decision).stream().map(FeedbackLog::stored).toList();
        });
    }

    /// Nobody reserves a contact, or erases the customer, before the transaction ends.
    private static @Nullable Long lockCustomer(Connection connection, UUID decision) throws SQLException {
        return Database.first(connection, r -> r.getLong(1), """
            select number from customer
            where number = (select customer from decision where id = ?) for no key update
            """, decision).orElse(null);
    }

    /// A reserved contact is made now, on the day the feedback names; one that wasn't reserved is a contact all the
    /// same.
    ///
    /// An action of one decision is one contact, on the earliest day reported: a later response is not another one.
    private static void recordContact(Connection connection, UUID decision, long customer, Feedback feedback)
            throws SQLException {
        Database.execute(
                connection,
                """
                insert into contact (customer, contact_date, channel, action, decision, made)
                values (?, ?, ?, ?, ?, true)
                on conflict (decision, action) do update
                set made = true, channel = coalesce(excluded.channel, contact.channel),
                    contact_date = case when contact.made then least(contact.contact_date, excluded.contact_date)
                                   else excluded.contact_date end
                """,
                customer,
                LocalDate.ofInstant(feedback.at(), ZoneOffset.UTC),
                feedback.channel(),
                feedback.action(),
                decision);
        Database.execute(
                connection, "update customer set contact_version = contact_version + 1 where number = ?", customer);
    }

    private static boolean releaseReservation(Connection connection, UUID decision, Feedback feedback)
            throws SQLException {
        return Database.execute(
                        connection,
                        "delete from contact where decision = ? and action = ? and not made",
                        decision,
                        feedback.action())
                > 0;
    }

    /// A caller who hears that the record is unavailable may report again: nothing is recorded twice.
    private <T> T inTransaction(Database.Work<T> work) {
        try {
            return QuarkusTransaction.joiningExisting().call(() -> {
                try (Connection connection = database.connection()) {
                    return work.run(connection);
                }
            });
        } catch (RuntimeException e) {
            if (isUnavailable(e)) {
                throw new RecordUnavailable("the database is unavailable", e);
            }
            throw e;
        }
    }

    /// Whether the database can't be reached, rather than rejecting what was sent.
    ///
    /// A commit that fails without saying why is a connection that broke, or a transaction that took too long.
    private static boolean isUnavailable(RuntimeException e) {
        return Database.sqlException(e).map(Database::isUnavailable).orElseGet(() -> isRollback(e));
    }

    private static boolean isRollback(Throwable e) {
        return e instanceof RollbackException || e.getCause() != null && isRollback(e.getCause());
    }

    private static StoredFeedback stored(FeedbackEntity entry) {
        return new StoredFeedback(entry.toFeedback(), entry.recordedAt, entry.recordedBy);
    }
}
