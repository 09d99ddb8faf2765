package io.tenure.model;

import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/// The 95% confidence interval of a rate, a mean or a difference.
public record ConfidenceInterval(double low, double high) {
    /// 97.5 % quantile of the normal distribution.
    private static final double NORMAL_QUANTILE = 1.959963984540054;

    /// The probability above the interval.
    private static final double UPPER_TAIL = .025;

    /// Of a rate `count / total`: Wilson's score interval, which stays within 0 and 1 and is valid for small counts
    /// too.
    ///
    /// @return null where nothing was counted
    public static @Nullable ConfidenceInterval ofRate(long count, long total) {
        if (total == 0) {
            return null;
        }
        double n = total;
        double p = count / n;
        double middle = p + NORMAL_QUANTILE * NORMAL_QUANTILE / (2 * n);
        double half = NORMAL_QUANTILE * Math.sqrt(p * (1 - p) / n + NORMAL_QUANTILE * NORMAL_QUANTILE / (4 * n * n));
        double scale = 1 + NORMAL_QUANTILE * NORMAL_QUANTILE / n;
        return new ConfidenceInterval(
                count == 0 ? 0 : Math.max(0, (middle - half) / scale),
                count == total ? 1 : Math.min(1, (middle + half) / scale));
    }

    /// Of the difference of two rates: Newcombe's hybrid score interval.
    ///
    /// @return null where one of them counted nothing
    public static @Nullable ConfidenceInterval ofDifference(long count, long total, long otherCount, long otherTotal) {
        ConfidenceInterval one = ofRate(count, total);
        ConfidenceInterval other = ofRate(otherCount, otherTotal);
        if (one == null || other == null) {
            return null;
        }
        double p = (double) count / total;
        double q = (double) otherCount / otherTotal;
        return new ConfidenceInterval(
                p - q - Math.hypot(p - one.low, other.high - q), p - q + Math.hypot(one.high - p, q - other.low));
    }

    /// Of an estimate that is distributed normally.
    ///
    /// @param error its standard deviation
    public static ConfidenceInterval around(double estimate, double error) {
        return new ConfidenceInterval(estimate - NORMAL_QUANTILE * error, estimate + NORMAL_QUANTILE * error);
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

    /// Of the difference of two means: Welch's.
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
        double degreesOfFreedom = (a + b) * (a + b) / (a * a / (n - 1) + b * b / (otherN - 1));
        double half = studentQuantile(degreesOfFreedom) * Math.sqrt(a + b);
        return new ConfidenceInterval(difference - half, difference + half);
    }

    /// Of anything estimated from customers in groups, each of whom may count several times: the jackknife that leaves
    /// out one group at a time, with Student's quantile.
    ///
    /// @param withoutGroup the estimate without each of the groups, which are about equally large
    /// @return null for less than two groups
    public static @Nullable ConfidenceInterval ofJackknife(double estimate, double[] withoutGroup) {
        int groups = withoutGroup.length;
        if (groups < 2) {
            return null;
        }
        double mean = 0;
        for (double value : withoutGroup) {
            mean += value / groups;
        }
        double squares = 0;
        for (double value : withoutGroup) {
            squares += (value - mean) * (value - mean);
        }
        double half = studentQuantile(groups - 1.0) * Math.sqrt(squares * (groups - 1) / groups);
        return new ConfidenceInterval(estimate - half, estimate + half);
    }

    /// The width, in the unit of the values.
    public double width() {
        return high - low;
    }

    /// Whether a value lies in the interval, its ends included.
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    private static double variance(long n, double sum, double squares) {
        return Math.max(0, (squares - sum * sum / n) / (n - 1));
    }

    /// 97.5 % quantile of Student's t distribution.
    ///
    /// @param degreesOfFreedom at least 1, and not always whole
    static double studentQuantile(double degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(UPPER_TAIL);
    }
}
