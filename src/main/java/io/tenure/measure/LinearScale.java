package io.tenure.measure;

import io.tenure.lifecycle.DecimalRounding;
import org.jspecify.annotations.Nullable;

/// A linear scale from one value, which scores 0, to another, which scores 100; beyond them 0 and 100.
///
/// The scale is decreasing if the value that scores 0 is the larger. If both are equal, that value and all above
/// it score 100.
///
/// @param valueAtZero value that scores 0
/// @param valueAtHundred value that scores 100
record LinearScale(double valueAtZero, double valueAtHundred) {

    @Nullable
    Double of(@Nullable Number value) {
        if (value == null) {
            return null;
        }
        double v = value.doubleValue();
        return valueAtZero == valueAtHundred
                ? (v >= valueAtHundred ? 100.0 : 0.0)
                : clamp(100
                        * DecimalRounding.difference(v, valueAtZero, DecimalRounding.FROM_FACTS)
                        / DecimalRounding.difference(valueAtHundred, valueAtZero, DecimalRounding.FROM_FACTS));
    }

    static double clamp(double score) {
        return Math.max(0, Math.min(100, score));
    }
}
