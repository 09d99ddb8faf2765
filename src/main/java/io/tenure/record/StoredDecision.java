package io.tenure.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision as it was stored.
///
/// @param asOf the day decided
/// @param release number of the release that decided
/// @param trial whether the request named the release, which need not have been active
/// @param language of the response: `en`
/// @param customerNumber number of the customer, which says nothing of who it is; null once the customer is erased
/// @param payload request and response; null once the customer is erased
public record StoredDecision(
        UUID id,
        Instant decidedAt,
        LocalDate asOf,
        int release,
        boolean trial,
        String language,
        @Nullable Long customerNumber,
        @Nullable DecisionPayload payload) {}
