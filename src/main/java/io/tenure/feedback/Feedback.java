package io.tenure.feedback;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a customer responded to a decision, or that a reserved contact is given back.
///
/// @param action code of the action it concerns; null where it concerns none
/// @param channel by which the action was presented; null where unknown
/// @param amount net sales of a purchase; null for all else
/// @param at when it happened
/// @param atGiven whether the caller said when; otherwise it is when they reported it
public record Feedback(
        Type type,
        @Nullable String action,
        @Nullable String channel,
        @Nullable BigDecimal amount,
        Instant at,
        boolean atGiven) {
    public enum Type {
        /// The action was presented to the customer.
        PRESENTED,
        /// The customer accepted the action, which implies that it was presented.
        ACCEPTED,
        /// The customer declined the action, which implies that it was presented.
        DECLINED,
        /// A contact that was reserved won't be made.
        WITHDRAWN,
        /// The customer bought.
        PURCHASED,
        /// The customer complained.
        COMPLAINED,
        /// The customer ended the relationship.
        LEFT;

        /// Whether the feedback concerns an action.
        public boolean concernsAction() {
            return impliesPresentation() || this == WITHDRAWN;
        }

        /// Whether the action was presented to the customer.
        public boolean impliesPresentation() {
            return this == PRESENTED || this == ACCEPTED || this == DECLINED;
        }
    }

    /// Whether the other feedback is the same, down to channel and amount. One that doesn't say when it happened is
    /// the same whenever it was reported.
    boolean sameAs(Feedback other) {
        return type == other.type
                && Objects.equals(action, other.action)
                && Objects.equals(channel, other.channel)
                && (amount == null ? other.amount == null : other.amount != null && amount.compareTo(other.amount) == 0)
                && (at.equals(other.at) || !other.atGiven);
    }
}
