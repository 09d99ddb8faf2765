package io.tenure.decision;

import io.tenure.engine.RuleFailure;
import io.tenure.input.InputFault;
import java.util.List;

/// The result of re-running a stored decision.
sealed interface ReplayResult {
    /// @param json the response
    record Decided(byte[] json) implements ReplayResult {}

    /// The release doesn't accept what the caller sent then.
    record InvalidInput(List<InputFault> faults) implements ReplayResult {}

    /// A rule of the release failed.
    record RuleFailed(RuleFailure failure) implements ReplayResult {}
}
