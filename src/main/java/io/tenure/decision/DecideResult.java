package io.tenure.decision;

import io.tenure.engine.RuleFailure;
import io.tenure.finding.Finding;
import io.tenure.input.InputFault;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// The result of a request for a decision: a decision, or the reason why there is none.
public sealed interface DecideResult {
    /// Decided, and stored where a record is kept; or the stored response to the same request sent before.
    ///
    /// @param json the response
    /// @param language of its reasons and labels
    record Decided(byte[] json, Locale language) implements DecideResult {}

    /// Why there is no decision.
    sealed interface Refusal extends DecideResult {}

    /// @param faults all that is wrong with the request
    record InvalidInput(List<InputFault> faults) implements Refusal {}

    /// No release is active.
    record NoActiveRelease() implements Refusal {}

    /// The request names a release that doesn't exist, or that this version of Tenure can't run.
    record NoSuchRelease(int release) implements Refusal {}

    /// The request names a draft that doesn't exist.
    record NoSuchDraft(int id) implements Refusal {}

    /// The request names a draft that can't be read or compiled.
    record DraftHasErrors(List<Finding> findings) implements Refusal {}

    /// No release was active at the end of the day `asOf`, UTC.
    record NoReleaseAtDate(LocalDate asOf) implements Refusal {}

    /// The idempotency key was used before for a request with another body.
    record IdempotencyKeyReused() implements Refusal {}

    /// The same request was decided before, and its customer has been erased since.
    record CustomerErased() implements Refusal {}

    /// A rule of the release failed, and with it the decision.
    record RuleFailed(RuleFailure failure) implements Refusal {}

    /// The decision could not be stored, so it was not made.
    record RecordUnavailable() implements Refusal {}
}
