package io.tenure.lifecycle;

import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// An action that may not be taken, and the rule or the row of the contact policy that says so.
///
/// @param limit the row; null for a rule, whose hit tells where it stands
public record Exclusion(
        String action, String rule, Text reason, @Nullable ContactLimit limit) {
    public Exclusion(String action, String rule, Text reason) {
        this(action, rule, reason, null);
    }
}
