package io.tenure.response;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.NextBestAction;
import org.jspecify.annotations.Nullable;

/// A contact that a decision reserves for its caller, who is about to make it.
///
/// @param channel null where any channel will do
/// @param action code of the action
public record ContactReservation(@Nullable String channel, String action) {
    /// The contact that the best action makes; null where that is not a contact we start.
    public static @Nullable ContactReservation of(Ruleset ruleset, DecisionResult result) {
        if (result.nextBestActions().isEmpty()) {
            return null;
        }
        NextBestAction best = result.nextBestActions().getFirst();
        Action action = ruleset.actions().get(best.action());
        return action == null || !action.isStartedByUs() ? null : new ContactReservation(best.channel(), best.action());
    }
}
