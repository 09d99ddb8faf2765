package io.tenure.cli;

import java.util.Map;
import java.util.TreeMap;

/// How often each number came; its percentiles are exact.
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

    /// The number below which a share lies, between two neighbours by straight line; NaN where there is none.
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
