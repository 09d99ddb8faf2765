package io.tenure.table;

import io.tenure.lifecycle.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// An interval of numbers; a date is its epoch day.
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

    /// The intersection; possibly empty.
    public Interval intersect(Interval other) {
        var lower = low > other.low || (low == other.low && !lowClosed) ? this : other;
        var upper = high < other.high || (high == other.high && !highClosed) ? this : other;
        return new Interval(lower.low, lower.lowClosed, upper.high, upper.highClosed);
    }

    /// The whole numbers of this interval, as an interval with closed ends.
    public Interval toWholeNumbers() {
        var from = Math.ceil(low);
        var to = Math.floor(high);
        return new Interval(
                from == low && !lowClosed ? from + 1 : from,
                !Double.isInfinite(low),
                to == high && !highClosed ? to - 1 : to,
                !Double.isInfinite(high));
    }

    /// The normal form: sorted, without empty intervals, and with those that overlap or touch merged.
    ///
    /// @param whole whether only whole numbers count, so that `..4` touches `5..`
    public static List<Interval> normalize(List<Interval> intervals, boolean whole) {
        var sorted = intervals.stream()
                .map(i -> whole ? i.toWholeNumbers() : i)
                .filter(i -> !i.isEmpty())
                .sorted(Comparator.comparingDouble(Interval::low).thenComparing(i -> !i.lowClosed))
                .toList();
        var merged = new ArrayList<Interval>();
        for (var next : sorted) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || !last.adjoins(next, whole)) {
                merged.add(next);
            } else if (last.high < next.high || (last.high == next.high && next.highClosed)) {
                merged.set(merged.size() - 1, new Interval(last.low, last.lowClosed, next.high, next.highClosed));
            }
        }
        return merged;
    }

    /// Whether a later interval begins before or right where this one ends.
    private boolean adjoins(Interval next, boolean whole) {
        return next.low < high
                || (next.low == high && (next.lowClosed || highClosed))
                || (whole && next.low == high + 1);
    }

    /// The complement of intervals in normal form, in normal form.
    public static List<Interval> complement(List<Interval> normal, boolean whole) {
        var rest = new ArrayList<Interval>();
        var from = Double.NEGATIVE_INFINITY;
        var closed = false;
        for (var interval : normal) {
            rest.add(new Interval(from, closed, interval.low, !interval.lowClosed && !Double.isInfinite(interval.low)));
            from = interval.high;
            closed = !interval.highClosed;
        }
        if (from < Double.POSITIVE_INFINITY) {
            rest.add(new Interval(from, closed && !Double.isInfinite(from), Double.POSITIVE_INFINITY, false));
        }
        return normalize(rest, whole);
    }

    /// The legal values of a numeric or date field.
    public static Interval domain(Field field) {
        var min = field.min();
        var max = field.max();
        return new Interval(
                min == null ? Double.NEGATIVE_INFINITY : min,
                min != null,
                max == null ? Double.POSITIVE_INFINITY : max,
                max != null);
    }
}
