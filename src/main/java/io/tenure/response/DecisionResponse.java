package io.tenure.response;

import io.tenure.bundle.Ruleset;
import io.tenure.history.RecalledFacts;
import io.tenure.lifecycle.DecisionResult;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision with its id, time and release, as it is sent to the caller.
///
/// @param release number of the release that decided; 0 for a ruleset that was never published
/// @param recalledFacts what was filled in from earlier decisions; null where no record is kept
/// @param reservation the contact that counts from now on; null for none
public record DecisionResponse(
        UUID decisionId,
        Instant decidedAt,
        int release,
        Ruleset ruleset,
        DecisionResult result,
        @Nullable RecalledFacts recalledFacts,
        @Nullable ContactReservation reservation) {
    /// A response that is not stored, by a ruleset that was not published.
    public static DecisionResponse notStored(
            UUID decisionId, Instant decidedAt, Ruleset ruleset, DecisionResult result) {
        return new DecisionResponse(decisionId, decidedAt, 0, ruleset, result, null, null);
    }
}
