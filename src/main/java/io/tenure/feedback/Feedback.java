package io.tenure.feedback;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What came of a decision.
///
/// @param action the action it speaks of; null where it speaks of none
/// @param amount net sales of a purchase; null for all else
public record Feedback(
        Type type,
        @Nullable String action,
        @Nullable String channel,
        @Nullable BigDecimal amount,
        Instant at) {
    public enum Type {
        /// The action was put to the customer.
        PRESENTED,
        /// The customer took it up, which says that it was presented.
        ACCEPTED,
        /// The customer turned it down, which says that it was presented.
        DECLINED,
        /// A contact that was promised won't be made.
        WITHDRAWN,
        PURCHASED,
        COMPLAINED,
        /// The customer ended the relationship.
        LEFT;

        /// Whether it speaks of an action.
        public boolean concernsAction() {
            return impliesPresentation() || this == WITHDRAWN;
        }

        /// Whether the action was put to the customer.
        public boolean impliesPresentation() {
            return this == PRESENTED || this == ACCEPTED || this == DECLINED;
        }
    }

    /// Whether the same was told, down to channel and amount.
    boolean sameAs(Feedback other) {
        return type == other.type
                && Objects.equals(action, other.action)
                && Objects.equals(channel, other.channel)
                && (amount == null ? other.amount == null : other.amount != null && amount.compareTo(other.amount) == 0)
                && at.equals(other.at);
    }
}
