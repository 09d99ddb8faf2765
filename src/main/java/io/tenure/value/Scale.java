package io.tenure.value;

import org.jspecify.annotations.Nullable;

/// The straight line from one value, which scores 0, to another, which scores 100; beyond them 0 and 100.
///
/// The line falls where the value that scores 0 is the larger. Where both are the same there is no line: that
/// value and all above it score 100.
///
/// @param zero value that scores 0
/// @param full value that scores 100
record Scale(double zero, double full) {

    @Nullable
    Double of(@Nullable Number value) {
        if (value == null) {
            return null;
        }
        double v = value.doubleValue();
        return zero == full ? (v >= full ? 100.0 : 0.0) : bounded(100 * (v - zero) / (full - zero));
    }

    static double bounded(double score) {
        return Math.max(0, Math.min(100, score));
    }
}
