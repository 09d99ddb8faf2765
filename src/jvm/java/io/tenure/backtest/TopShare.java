package io.tenure.backtest;

import io.tenure.model.ConfidenceInterval;
import java.util.Arrays;

/// The share of an amount that is found with the customers whom a ranking puts first.
///
/// Customers who tie at the end of the first ones count in part, so that a ranking that says nothing reaches
/// exactly its share of customers.
///
/// @param interval of the share, by the linearised variance of a ratio
public record TopShare(double share, ConfidenceInterval interval) {
    /// The part of the customers whom a business can treat.
    public static final double TREATED = .1;

    /// @param scores higher is first; NaN is last
    /// @param amounts of each customer, 0 or more, in sum above 0
    public static TopShare of(double[] scores, double[] amounts) {
        double total = Arrays.stream(amounts).sum();
        double[] treated = treated(scores);
        double share = share(treated, amounts, total);
        double variance = 0;
        for (int i = 0; i < amounts.length; i++) {
            double off = amounts[i] * (treated[i] - share);
            variance += off * off;
        }
        return new TopShare(share, ConfidenceInterval.around(share, Math.sqrt(variance) / total));
    }

    /// How much more one ranking reaches than another for the same customers.
    static TopShare difference(double[] scores, double[] others, double[] amounts) {
        double total = Arrays.stream(amounts).sum();
        double[] one = treated(scores);
        double[] other = treated(others);
        double difference = 0;
        for (int i = 0; i < amounts.length; i++) {
            difference += amounts[i] * (one[i] - other[i]) / total;
        }
        double variance = 0;
        for (int i = 0; i < amounts.length; i++) {
            double off = amounts[i] * (one[i] - other[i] - difference);
            variance += off * off;
        }
        return new TopShare(
                share(one, amounts, total) - share(other, amounts, total),
                ConfidenceInterval.around(difference, Math.sqrt(variance) / total));
    }

    private static double share(double[] treated, double[] amounts, double total) {
        double reached = 0;
        for (int i = 0; i < amounts.length; i++) {
            reached += treated[i] * amounts[i];
        }
        return reached / total;
    }

    /// The part of each customer that is among the first, 0 to 1.
    private static double[] treated(double[] scores) {
        int n = scores.length;
        double[] known = Arrays.stream(scores)
                .map(s -> Double.isNaN(s) ? Double.NEGATIVE_INFINITY : s)
                .toArray();
        double[] sorted = known.clone();
        Arrays.parallelSort(sorted);
        double room = n * TREATED;
        double least = sorted[Math.clamp((long) Math.ceil(n - room - 1e-9), 0, n - 1)];
        long above = Arrays.stream(known).filter(s -> s > least).count();
        long tied = Arrays.stream(known).filter(s -> s == least).count();
        double part = Math.clamp((room - above) / tied, 0, 1);
        return Arrays.stream(known)
                .map(s -> s > least ? 1 : s == least ? part : 0)
                .toArray();
    }
}
