package io.tenure.record;

import io.tenure.history.CustomerHistory;
import io.tenure.response.ContactReservation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision to be stored.
///
/// @param id a UUID of version 7, of the time `decidedAt`
/// @param history the customer's history that it was made with
/// @param asOf the day decided
/// @param trial whether the request named the release, which need not be active: no part of any timeline or report
/// @param columns the outcomes that are stored in plaintext
/// @param request identifies the request; null where the caller gave no idempotency key
/// @param reservation the contact that the caller will make, counted from now on; null for none
/// @param language of the response: `en`
/// @param payload what is stored encrypted
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
    /// A request that may be sent again.
    ///
    /// @param caller name of the user who sent it
    /// @param key the caller's own name for it
    /// @param bodyHash keyed hash of its body
    public record IdempotentRequest(String caller, String key, byte[] bodyHash) {}
}
