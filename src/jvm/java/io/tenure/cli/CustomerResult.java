package io.tenure.cli;

import io.tenure.lifecycle.DecisionResult;
import io.tenure.text.Message;
import java.util.List;

/// The result for one customer of the file.
sealed interface CustomerResult {
    /// The customer was decided.
    ///
    /// @param line where the customer begins in the file, from 1
    /// @param output the decision as it is written
    record Decided(long line, DecisionResult result, FormattedDecision output) implements CustomerResult {}

    /// The customer was not decided, because of faults in the file or a rule that failed.
    ///
    /// @param line where the customer begins in the file, from 1
    /// @param customerId empty if unknown
    /// @param messages one sentence per fault
    record Rejected(long line, String customerId, List<String> messages) implements CustomerResult {
        /// Where the customer stands, with every fault.
        Message message() {
            String sentences = String.join("\n    ", messages);
            return customerId.isEmpty()
                    ? Message.of("cli.invalid.line", "line", line, "messages", sentences)
                    : Message.of("cli.invalid.customer", "line", line, "customer", customerId, "messages", sentences);
        }
    }
}
