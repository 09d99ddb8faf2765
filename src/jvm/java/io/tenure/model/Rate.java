package io.tenure.model;

import java.util.Objects;

/// A share of customers, with its 95 % interval.
///
/// @param total at least 1
public record Rate(long count, long total, double rate, ConfidenceInterval interval) {
    /// @param total at least 1
    public static Rate of(long count, long total) {
        return new Rate(
                count, total, (double) count / total, Objects.requireNonNull(ConfidenceInterval.ofRate(count, total)));
    }
}
