package io.tenure.record;

import io.tenure.encryption.PayloadCipher;
import io.tenure.history.CustomerHistory;
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

/// Reads everything stored about a customer.
@Singleton
public final class Timelines {
    /// Everything stored about a customer.
    ///
    /// @param customerNumber the customer's number, which says nothing of who it is
    /// @param points by day, ascending
    /// @param contacts by day, ascending
    /// @param feedback by time, ascending
    public record StoredTimeline(
            long customerNumber,
            List<TimelinePoint> points,
            List<TimelineContact> contacts,
            List<TimelineFeedback> feedback) {}

    /// A day of the timeline.
    ///
    /// @param decision the decision that made the point; null once its month was dropped
    public record TimelinePoint(
            CustomerHistory.StagePoint point, @Nullable StoredDecision decision) {}

    /// @param decision the decision that advised the contact
    public record TimelineContact(CustomerHistory.PastContact contact, UUID decision) {}

    /// The customer's response to a decision.
    ///
    /// @param action code of the action it concerns; empty for none
    /// @param amount net sales of a purchase; null for all else
    public record TimelineFeedback(
            Instant at,
            String type,
            String action,
            @Nullable String channel,
            @Nullable BigDecimal amount,
            UUID decision) {}

    /// A stored decision in the columns that need no key.
    ///
    /// @param trial whether the request named the release, so that it is no part of the timeline
    /// @param stage null where nothing was decided, as level, risk and action
    public record DecisionSummary(
            UUID decisionId,
            Instant decidedAt,
            LocalDate asOf,
            int release,
            boolean trial,
            @Nullable String stage,
            @Nullable String retentionLevel,
            @Nullable String riskBand,
            @Nullable String action,
            @Nullable String channel) {}

    /// The newest decisions about a customer.
    ///
    /// @param customerNumber the customer's number, which says nothing of who it is
    /// @param decisions newest first
    public record StoredDecisions(long customerNumber, List<DecisionSummary> decisions) {}

    private final Database database;
    private final PayloadCipher cipher;

    Timelines(Database database, PayloadCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /// The customer's number; empty if nothing is stored.
    public Optional<Long> customerNumber(String customerId) {
        return database.transaction(c -> customerNumber(c, customerId));
    }

    /// Empty if nothing is stored.
    ///
    /// @throws DecryptionException if a decision is encrypted with a key that isn't configured
    public Optional<StoredTimeline> of(String customerId) {
        return database.transaction(c -> {
            Optional<Long> number = customerNumber(c, customerId);
            return number.isEmpty() ? Optional.empty() : Optional.of(timeline(c, number.get()));
        });
    }

    /// The newest decisions about a customer; empty if nothing is stored.
    ///
    /// @param limit most decisions returned, at least 1
    public Optional<StoredDecisions> decisions(String customerId, int limit) {
        return database.transaction(c -> {
            Optional<Long> number = customerNumber(c, customerId);
            return number.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new StoredDecisions(
                            number.get(), Database.list(c, Timelines::summary, """
                            select id, decided_at, as_of, release, trial, stage, level, risk, action, channel
                            from decision where customer = ? order by decided_at desc, id desc limit ?""", number.get(), limit)));
        });
    }

    private static DecisionSummary summary(ResultSet row) throws SQLException {
        return new DecisionSummary(
                row.getObject(1, UUID.class),
                Database.instant(row, 2),
                row.getObject(3, LocalDate.class),
                row.getInt(4),
                row.getBoolean(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }

    private Optional<Long> customerNumber(Connection connection, String customerId) throws SQLException {
        return Database.first(
                connection,
                r -> r.getLong(1),
                "select number from customer where pseudonym = ?",
                cipher.pseudonym(customerId));
    }

    private StoredTimeline timeline(Connection connection, long number) throws SQLException {
        return new StoredTimeline(
                number,
                Database.list(connection, r -> timelinePoint(r, number), """
                        select t.as_of, t.stage, t.transition, t.volume_halved, t.decision,
                               d.decided_at, d.release, d.trial, d.language, d.key_number, d.encrypted_payload
                        from timeline t left join decision d on d.id = t.decision
                        where t.customer = ? order by t.as_of""", number),
                Database.list(
                        connection,
                        r -> new TimelineContact(
                                new CustomerHistory.PastContact(
                                        r.getObject(1, LocalDate.class),
                                        r.getString(2),
                                        r.getString(3),
                                        r.getBoolean(4)),
                                r.getObject(5, UUID.class)),
                        """
                        select contact_date, channel, action, made, decision from contact
                        where customer = ? order by contact_date, id""",
                        number),
                Database.list(
                        connection,
                        r -> new TimelineFeedback(
                                Database.instant(r, 1),
                                r.getString(2),
                                r.getString(3),
                                r.getString(4),
                                r.getBigDecimal(5),
                                r.getObject(6, UUID.class)),
                        """
                        select at, type, action, channel, amount, decision from feedback
                        where customer = ? order by at, type""",
                        number));
    }

    private TimelinePoint timelinePoint(ResultSet row, long number) throws SQLException {
        LocalDate asOf = row.getObject(1, LocalDate.class);
        UUID decision = row.getObject(5, UUID.class);
        CustomerHistory.StagePoint point = new CustomerHistory.StagePoint(
                asOf, row.getString(2), row.getString(3), (Boolean) row.getObject(4), decision);
        byte[] encrypted = row.getBytes(11);
        return new TimelinePoint(
                point,
                encrypted == null
                        ? null
                        : new StoredDecision(
                                decision,
                                Database.instant(row, 6),
                                asOf,
                                row.getInt(7),
                                row.getBoolean(8),
                                row.getString(9),
                                number,
                                DecisionPayload.of(cipher.decrypt(decision, row.getInt(10), encrypted))));
    }
}
