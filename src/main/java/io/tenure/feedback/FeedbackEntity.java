package io.tenure.feedback;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// Feedback that was recorded. Only the erasure of its customer changes it, which removes the customer's number.
@Entity
@Immutable
@Table(name = "feedback")
@IdClass(FeedbackEntity.Key.class)
class FeedbackEntity {
    /// The same type, action and time reported again for a decision is the same feedback.
    ///
    /// @param action empty where the feedback concerns none, since no part of a key can be null
    record Key(UUID decision, Feedback.Type type, String action, Instant at) implements Serializable {
        static Key of(UUID decision, Feedback feedback) {
            String action = feedback.action();
            return new Key(decision, feedback.type(), action == null ? NO_ACTION : action, feedback.at());
        }
    }

    private static final String NO_ACTION = "";

    @Id
    UUID decision;

    @Id
    @Enumerated(EnumType.STRING)
    Feedback.Type type;

    @Id
    String action;

    @Id
    Instant at;

    @Nullable
    Long customer;

    @Nullable
    String channel;

    @Nullable
    BigDecimal amount;

    Instant recordedAt;
    String recordedBy;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected FeedbackEntity() {}

    FeedbackEntity(Key key, long customer, Feedback feedback, Instant recordedAt, String recordedBy) {
        this.decision = key.decision();
        this.type = key.type();
        this.action = key.action();
        this.at = key.at();
        this.customer = customer;
        this.channel = feedback.channel();
        this.amount = feedback.amount();
        this.recordedAt = recordedAt;
        this.recordedBy = recordedBy;
    }

    Feedback toFeedback() {
        return new Feedback(type, action.equals(NO_ACTION) ? null : action, channel, amount, at, true);
    }
}
