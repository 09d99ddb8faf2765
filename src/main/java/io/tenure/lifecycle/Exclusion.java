package io.tenure.lifecycle;

import io.tenure.text.Reason;
import org.jspecify.annotations.Nullable;

/// An action that may not be taken, and the rule or the limit on contacts that excludes it.
///
/// @param rule name of the rule or limit, as it is cited: `E3`
/// @param limit where the limit stands; null for a rule, whose hit says where it stands, and for a customer's own cap
public record Exclusion(
        String action, String rule, Reason reason, @Nullable LimitRow limit) {
    /// Where a limit on contacts stands.
    ///
    /// @param row row number as the spreadsheet shows it
    public record LimitRow(String workbook, String sheet, int row) {}

    public Exclusion(String action, String rule, Reason reason) {
        this(action, rule, reason, null);
    }
}
