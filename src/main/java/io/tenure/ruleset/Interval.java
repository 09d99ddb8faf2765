package io.tenure.ruleset;

/// A stretch of the number line; dates stand as their epoch day.
///
/// @param low lower end, or negative infinity; `lowClosed` says whether it belongs to the interval
/// @param high upper end, or positive infinity; likewise
public record Interval(double low, boolean lowClosed, double high, boolean highClosed) {
    public static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    public static Interval point(double value) {
        return new Interval(value, true, value, true);
    }

    public boolean isEmpty() {
        return low > high || (low == high && !(lowClosed && highClosed));
    }

    public boolean contains(double value) {
        return (value > low || (lowClosed && value == low)) && (value < high || (highClosed && value == high));
    }
}
