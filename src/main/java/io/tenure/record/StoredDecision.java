package io.tenure.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision on record.
///
/// @param customerNumber the customer's number; null once the customer was erased
/// @param payload null once the customer was erased
public record StoredDecision(
        UUID id,
        Instant decidedAt,
        LocalDate asOf,
        int release,
        boolean trial,
        String language,
        @Nullable Long customerNumber,
        @Nullable DecisionPayload payload) {}
