package io.tenure.record;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.DecisionResult;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision together with what it was made by and when, as it is told to a caller.
///
/// @param release number of the release that was active; 0 for a ruleset that was never published
/// @param recalledFacts what was taken from the record; null where there is no record
/// @param reservation the contact that counts from now on; null for none
public record DecisionResponse(
        UUID decisionId,
        Instant decidedAt,
        int release,
        Ruleset ruleset,
        DecisionResult result,
        @Nullable RecalledFacts recalledFacts,
        NewDecision.@Nullable ContactReservation reservation) {
    /// An answer beside any record.
    public static DecisionResponse notStored(
            UUID decisionId, Instant decidedAt, Ruleset ruleset, DecisionResult decided) {
        return new DecisionResponse(decisionId, decidedAt, 0, ruleset, decided, null, null);
    }
}
