package io.tenure.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.special.Gamma;

/// The gamma-gamma model fitted to a base by maximum likelihood.
///
/// @param estimates of p, q and v
/// @param correlation of the number of purchases and their mean value, -1 to 1; the model takes it to be near 0
public record GammaGammaFit(GammaGamma model, double logLikelihood, List<Estimate> estimates, double correlation) {
    /// Beyond it the model's premise doesn't hold: those who buy often spend more, or less.
    public static final double MAX_CORRELATION = .3;

    private static final int MIN_CUSTOMERS = 50;

    /// What a customer spent.
    ///
    /// @param purchases 1 or more
    /// @param mean money, above 0
    public record Spend(int purchases, double mean) {}

    /// Empty where the base doesn't determine the model: fewer than 50 customers, or all spend the same.
    ///
    /// @param spends of customers; those with a mean of 0 or less are left out
    public static Optional<GammaGammaFit> of(List<Spend> spends) {
        List<Spend> known =
                spends.stream().filter(s -> s.purchases > 0 && s.mean > 0).toList();
        if (known.size() < MIN_CUSTOMERS) {
            return Optional.empty();
        }
        double average = known.stream().mapToDouble(Spend::mean).average().orElse(1);
        Sample sample = new Sample(known);
        MaximumLikelihood best = MaximumLikelihood.of(p -> sample.logLikelihood(p[0], p[1], p[2]), 2, 3, average);
        double[] found = best.parameters();
        return best.estimates()
                .map(estimates -> new GammaGammaFit(
                        new GammaGamma(found[0], found[1], found[2]),
                        best.logLikelihood(),
                        estimates,
                        correlation(known)));
    }

    /// Whether spend and frequency are independent enough for the model.
    public boolean isIndependent() {
        return Math.abs(correlation) <= MAX_CORRELATION;
    }

    /// The spends as arrays with all that doesn't depend on the parameters, since they are looked at hundreds of
    /// times.
    private static final class Sample {
        private final int[] purchases;
        private final int[] distinctPurchases;
        /// The place of each customer's purchases among the distinct ones.
        private final int[] places;
        private final double[] means;
        private final double[] logMeans;
        private final Sums sums;

        Sample(List<Spend> spends) {
            purchases = spends.stream().mapToInt(Spend::purchases).toArray();
            distinctPurchases = Arrays.stream(purchases).sorted().distinct().toArray();
            places = Arrays.stream(purchases)
                    .map(x -> Arrays.binarySearch(distinctPurchases, x))
                    .toArray();
            means = spends.stream().mapToDouble(Spend::mean).toArray();
            logMeans = Arrays.stream(means).map(Math::log).toArray();
            sums = new Sums(purchases.length);
        }

        double logLikelihood(double p, double q, double v) {
            double shared = q * Math.log(v) - Gamma.logGamma(q);
            double[] gammas = new double[distinctPurchases.length];
            double[] logs = new double[distinctPurchases.length];
            for (int i = 0; i < gammas.length; i++) {
                int x = distinctPurchases[i];
                gammas[i] = Gamma.logGamma(p * x + q) - Gamma.logGamma(p * x) + shared;
                logs[i] = p * x * Math.log(x);
            }
            return sums.of(i -> {
                int x = purchases[i];
                double px = p * x;
                return gammas[places[i]]
                        + (px - 1) * logMeans[i]
                        + logs[places[i]]
                        - (px + q) * Math.log(x * means[i] + v);
            });
        }
    }

    private static double correlation(List<Spend> spends) {
        double n = spends.size();
        double x = spends.stream().mapToDouble(Spend::purchases).sum() / n;
        double y = spends.stream().mapToDouble(Spend::mean).sum() / n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (Spend spend : spends) {
            xx += (spend.purchases - x) * (spend.purchases - x);
            yy += (spend.mean - y) * (spend.mean - y);
            xy += (spend.purchases - x) * (spend.mean - y);
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }
}
