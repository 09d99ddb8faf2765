package io.tenure.calibration;

import io.tenure.model.ConfidenceInterval;
import io.tenure.model.Estimate;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A number measured on a base.
///
/// @param count how many customers, gaps or purchases it was measured on
/// @param interval of 95 %; null where it has none
public record Measured(double value, long count, @Nullable ConfidenceInterval interval) {
    /// 97.5 % quantile of the normal distribution.
    private static final double NORMAL_QUANTILE = 1.959963984540054;

    static Measured of(Estimate estimate, long customers) {
        return new Measured(estimate.value(), customers, new ConfidenceInterval(estimate.low(), estimate.high()));
    }

    static Measured exact(double value, long customers) {
        return new Measured(value, customers, null);
    }

    /// The value with a change of scale or a rounding, as its interval.
    Measured map(java.util.function.DoubleUnaryOperator change) {
        return new Measured(
                change.applyAsDouble(value),
                count,
                interval == null
                        ? null
                        : new ConfidenceInterval(
                                change.applyAsDouble(interval.low()), change.applyAsDouble(interval.high())));
    }

    /// A quantile; its interval is that of the order statistics around it. NaN without values.
    ///
    /// @param sorted the values by rank, rising
    static Measured quantile(int size, IntToDoubleFunction sorted, double share) {
        if (size == 0) {
            return new Measured(Double.NaN, 0, null);
        }
        double half = NORMAL_QUANTILE * Math.sqrt(size * share * (1 - share));
        int low = (int) Math.floor(Math.max(0, size * share - half));
        int high = (int) Math.ceil(Math.min(size - 1.0, size * share + half));
        double place = (size - 1) * share;
        int whole = (int) place;
        double below = sorted.applyAsDouble(whole);
        double next = sorted.applyAsDouble(Math.min(whole + 1, size - 1));
        return new Measured(
                below + (next - below) * (place - whole),
                size,
                new ConfidenceInterval(sorted.applyAsDouble(Math.min(low, whole)), sorted.applyAsDouble(high)));
    }
}
