package io.tenure.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision to be put on record.
///
/// @param id a UUID of version 7, of the moment `decidedAt`
/// @param trial whether it was a try of a release that need not be in force: no part of any path or count
/// @param columns what the record is counted by
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
        ReportingColumns columns,
        @Nullable IdempotentRequest request,
        @Nullable ContactReservation reservation,
        String language,
        DecisionPayload payload) {
    /// A request that may come again.
    ///
    /// @param caller who sent it
    /// @param key the caller's own name for it
    /// @param bodyHash fingerprint of what was sent
    public record IdempotentRequest(String caller, String key, byte[] bodyHash) {}

    public record ContactReservation(@Nullable String channel, String action) {}
}
