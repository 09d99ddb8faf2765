package io.tenure.cli;

import java.util.Map;
import java.util.TreeMap;

/// Counts of distinct numbers, with exact percentiles.
final class Histogram {
    private final TreeMap<Double, Long> counts = new TreeMap<>();
    private long size;

    void add(double number) {
        counts.merge(number, 1L, Long::sum);
        size++;
    }

    long size() {
        return size;
    }

    /// The percentile at a share from 0 to 1, interpolated between neighbours; NaN if there are no numbers.
    double percentile(double share) {
        double place = (size - 1) * share;
        long whole = (long) place;
        double low = at(whole);
        double high = at(Math.min(whole + 1, size - 1));
        return low + (high - low) * (place - whole);
    }

    private double at(long place) {
        long passed = 0;
        for (Map.Entry<Double, Long> entry : counts.entrySet()) {
            passed += entry.getValue();
            if (passed > place) {
                return entry.getKey();
            }
        }
        return Double.NaN;
    }
}
