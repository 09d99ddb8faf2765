package io.tenure.cli;

import io.tenure.lifecycle.DecisionResult;
import java.util.List;

/// The result for one customer of the file.
sealed interface CustomerResult {
    /// @param output the decision as it is written
    record Valid(DecisionResult result, FormattedDecision output) implements CustomerResult {}

    /// @param line where the customer begins in the file, from 1
    /// @param customerId empty if unknown
    /// @param messages one sentence per fault
    record Invalid(long line, String customerId, List<String> messages) implements CustomerResult {}
}
