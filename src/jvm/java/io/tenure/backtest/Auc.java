package io.tenure.backtest;

import io.tenure.model.ConfidenceInterval;
import java.util.Arrays;

/// How well a score tells those to whom something happens from the others: the probability that it is higher for
/// one of them (area under the ROC curve), ties counting half.
///
/// Source of the intervals: DeLong, DeLong and Clarke-Pearson 1988.
///
/// @param placements of each customer: the share of the other kind that the score puts on the right side
public record Auc(double value, ConfidenceInterval interval, double[] placements, boolean[] positive) {
    /// @param scores higher for those to whom it is expected to happen; NaN counts as the lowest
    /// @param positive to whom it happened; some, not all
    public static Auc of(double[] scores, boolean[] positive) {
        double[] known = Arrays.stream(scores)
                .map(s -> Double.isNaN(s) ? Double.NEGATIVE_INFINITY : s)
                .toArray();
        double[] positives = sorted(known, positive, true);
        double[] negatives = sorted(known, positive, false);
        if (positives.length == 0 || negatives.length == 0) {
            throw new IllegalArgumentException("all customers have the same outcome");
        }
        double[] placements = new double[known.length];
        Arrays.parallelSetAll(placements, i -> {
            double[] others = positive[i] ? negatives : positives;
            int below = place(others, known[i], false);
            int upTo = place(others, known[i], true);
            double share = (below + upTo) / (2.0 * others.length);
            return positive[i] ? share : 1 - share;
        });
        Spread spread = Spread.of(placements, positive);
        return new Auc(spread.mean, spread.interval(), placements, positive);
    }

    /// How much better this score is than another one for the same customers.
    public ConfidenceInterval differenceTo(Auc other) {
        double[] differences = new double[placements.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = placements[i] - other.placements[i];
        }
        return Spread.of(differences, positive).interval();
    }

    private record Spread(double mean, double error) {
        static Spread of(double[] values, boolean[] positive) {
            double[] sums = new double[2];
            double[] squares = new double[2];
            long[] counts = new long[2];
            for (int i = 0; i < values.length; i++) {
                int kind = positive[i] ? 1 : 0;
                counts[kind]++;
                sums[kind] += values[i];
                squares[kind] += values[i] * values[i];
            }
            double variance = 0;
            for (int kind = 0; kind < 2; kind++) {
                double n = counts[kind];
                variance += n < 2 ? 0 : Math.max(0, squares[kind] - sums[kind] * sums[kind] / n) / (n - 1) / n;
            }
            return new Spread(sums[1] / counts[1], Math.sqrt(variance));
        }

        ConfidenceInterval interval() {
            return ConfidenceInterval.around(mean, error);
        }
    }

    private static double[] sorted(double[] scores, boolean[] positive, boolean kind) {
        double[] chosen = new double[scores.length];
        int n = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i] == kind) {
                chosen[n++] = scores[i];
            }
        }
        double[] result = Arrays.copyOf(chosen, n);
        Arrays.parallelSort(result);
        return result;
    }

    /// How many of the sorted numbers are below the value, or up to it.
    private static int place(double[] sorted, double value, boolean upTo) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value || upTo && sorted[middle] == value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
