package io.tenure.feedback;

import org.jspecify.annotations.Nullable;

/// Where a rate, a mean or a difference lies with 95 % confidence, ends included.
public record ConfidenceInterval(double low, double high) {
    /// 97.5 % quantile of the normal distribution.
    private static final double NORMAL_QUANTILE = 1.959963984540054;

    /// 97.5 % quantiles of Student's t with 1 to 5 degrees of freedom, where the expansion below is too coarse.
    private static final double[] STUDENT_QUANTILES = {
        12.706204736432095, 4.302652729696142, 3.182446305284263, 2.776445105197793, 2.570581835636197
    };

    /// Of a rate: Wilson's score interval, which stays within 0 and 1 and holds for few and rare ones, too.
    ///
    /// @return null where nothing was counted
    public static @Nullable ConfidenceInterval ofRate(long count, long of) {
        if (of == 0) {
            return null;
        }
        double n = of;
        double p = count / n;
        double middle = p + NORMAL_QUANTILE * NORMAL_QUANTILE / (2 * n);
        double half = NORMAL_QUANTILE * Math.sqrt(p * (1 - p) / n + NORMAL_QUANTILE * NORMAL_QUANTILE / (4 * n * n));
        double scale = 1 + NORMAL_QUANTILE * NORMAL_QUANTILE / n;
        return new ConfidenceInterval(
                count == 0 ? 0 : Math.max(0, (middle - half) / scale),
                count == of ? 1 : Math.min(1, (middle + half) / scale));
    }

    /// Of one rate less another: Newcombe's hybrid score interval.
    ///
    /// @return null where one of them counted nothing
    public static @Nullable ConfidenceInterval ofDifference(long count, long of, long otherCount, long otherOf) {
        ConfidenceInterval one = ofRate(count, of);
        ConfidenceInterval other = ofRate(otherCount, otherOf);
        if (one == null || other == null) {
            return null;
        }
        double p = (double) count / of;
        double q = (double) otherCount / otherOf;
        return new ConfidenceInterval(
                p - q - Math.hypot(p - one.low, other.high - q), p - q + Math.hypot(one.high - p, q - other.low));
    }

    /// Of a mean: Student's.
    ///
    /// @param sum of the values
    /// @param squares sum of their squares
    /// @return null for less than two values
    public static @Nullable ConfidenceInterval ofMean(long n, double sum, double squares) {
        if (n < 2) {
            return null;
        }
        double mean = sum / n;
        double half = studentQuantile(n - 1.0) * Math.sqrt(variance(n, sum, squares) / n);
        return new ConfidenceInterval(mean - half, mean + half);
    }

    /// Of one mean less another: Welch's.
    ///
    /// @return null where either has less than two values
    public static @Nullable ConfidenceInterval ofDifference(
            long n, double sum, double squares, long otherN, double otherSum, double otherSquares) {
        if (n < 2 || otherN < 2) {
            return null;
        }
        double difference = sum / n - otherSum / otherN;
        double a = variance(n, sum, squares) / n;
        double b = variance(otherN, otherSum, otherSquares) / otherN;
        if (a + b == 0) {
            return new ConfidenceInterval(difference, difference);
        }
        double freedom = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (otherN - 1));
        double half = studentQuantile(freedom) * Math.sqrt(a + b);
        return new ConfidenceInterval(difference - half, difference + half);
    }

    public double width() {
        return high - low;
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    private static double variance(long n, double sum, double squares) {
        return Math.max(0, (squares - sum * sum / n) / (n - 1));
    }

    /// 97.5 % quantile of Student's t; beyond five degrees of freedom by its expansion about the normal one
    /// (Abramowitz and Stegun 26.7.5), to three decimals or better.
    static double studentQuantile(double freedom) {
        if (freedom < STUDENT_QUANTILES.length + 1) {
            return STUDENT_QUANTILES[Math.max(0, (int) Math.floor(freedom) - 1)];
        }
        double z2 = NORMAL_QUANTILE * NORMAL_QUANTILE;
        double g1 = NORMAL_QUANTILE * (z2 + 1) / 4;
        double g2 = NORMAL_QUANTILE * ((5 * z2 + 16) * z2 + 3) / 96;
        double g3 = NORMAL_QUANTILE * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        double g4 = NORMAL_QUANTILE * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160;
        return NORMAL_QUANTILE + (g1 + (g2 + (g3 + g4 / freedom) / freedom) / freedom) / freedom;
    }
}
