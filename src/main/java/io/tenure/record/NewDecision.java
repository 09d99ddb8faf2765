package io.tenure.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision to be put on record.
///
/// @param id a UUID of version 7, of the moment `decidedAt`
/// @param trial whether it was a try of a release that need not be in force: no part of any path or count
/// @param outcomes what the record is counted by
/// @param request the caller's key of the request; null where the caller gave none
/// @param reservation the contact that the caller will make, to be counted from now on; null for none
/// @param language of the answer: `en`
/// @param payload kept sealed
public record NewDecision(
        UUID id,
        Instant decidedAt,
        CustomerHistory history,
        LocalDate asOf,
        int release,
        boolean trial,
        PlaintextOutcomes outcomes,
        @Nullable IdempotentRequest request,
        @Nullable ContactReservation reservation,
        String language,
        DecisionPayload payload) {
    /// The outcomes in the clear.
    ///
    /// @param volumeHalved whether volume had halved; null where unknown
    /// @param action code of the best action; `NO_ACTION` where that is to do nothing
    /// @param retentionScores the ten parts of the retention effect in their order, then its score: 0 to 100 each,
    ///     null where unknown
    public record PlaintextOutcomes(
            @Nullable String stage,
            @Nullable String transition,
            @Nullable String level,
            @Nullable String risk,
            @Nullable String action,
            @Nullable String channel,
            @Nullable Boolean volumeHalved,
            @Nullable Short @Nullable [] retentionScores) {}

    /// A request that may come again.
    ///
    /// @param caller who sent it
    /// @param key the caller's own name for it
    /// @param bodyHash fingerprint of what was sent
    public record IdempotentRequest(String caller, String key, byte[] bodyHash) {}

    public record ContactReservation(@Nullable String channel, String action) {}
}
