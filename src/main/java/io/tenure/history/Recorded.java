package io.tenure.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision on record.
///
/// @param customer the customer's number; null once the customer was erased
/// @param said null once the customer was erased
public record Recorded(
        UUID id,
        Instant decidedAt,
        LocalDate asOf,
        int release,
        boolean trial,
        String language,
        @Nullable Long customer,
        @Nullable Said said) {}
