package io.tenure.cli;

import io.tenure.lifecycle.DecisionResult;
import java.util.List;

/// What became of one customer of the file.
sealed interface CustomerResult {
    /// @param formatted the answer as it goes to the screen or the file
    record Valid(DecisionResult result, FormattedDecision formatted) implements CustomerResult {}

    /// @param messages one sentence for each thing that is wrong
    record Invalid(long line, String customerId, List<String> messages) implements CustomerResult {}
}
