package io.tenure.lifecycle;

import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// An action that may not be taken, and the rule or the limit on contacts that excludes it.
///
/// @param rule name of the rule or limit, as it is cited: `E3`
/// @param limit the limit, with its row; null for a rule, whose hit says where it stands, and for a customer's
///     own cap
public record Exclusion(
        String action, String rule, Text reason, @Nullable ContactLimit limit) {
    public Exclusion(String action, String rule, Text reason) {
        this(action, rule, reason, null);
    }
}
