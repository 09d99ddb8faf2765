package io.tenure.history;

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
/// @param contact the contact that the caller will make, to be counted from now on; null for none
/// @param language of the answer: `en`
/// @param said kept sealed
public record Entry(
        UUID id,
        Instant decidedAt,
        Past past,
        LocalDate asOf,
        int release,
        boolean trial,
        Outcomes outcomes,
        @Nullable Request request,
        @Nullable Reserved contact,
        String language,
        Said said) {
    /// The outcomes in the clear.
    ///
    /// @param dropped whether volume had halved; null where unknown
    /// @param action code of the best action; `NO_ACTION` where that is to do nothing
    /// @param effect the ten parts of the retention effect in their order, then its score: 0 to 100 each, null
    ///     where unknown
    public record Outcomes(
            @Nullable String stage,
            @Nullable String transition,
            @Nullable String level,
            @Nullable String risk,
            @Nullable String action,
            @Nullable String channel,
            @Nullable Boolean dropped,
            @Nullable Short @Nullable [] effect) {}

    /// A request that may come again.
    ///
    /// @param caller who sent it
    /// @param key the caller's own name for it
    /// @param body fingerprint of what was sent
    public record Request(String caller, String key, byte[] body) {}

    public record Reserved(@Nullable String channel, String action) {}
}
