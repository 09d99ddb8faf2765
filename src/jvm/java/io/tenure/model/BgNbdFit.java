package io.tenure.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The BG/NBD model fitted to a base by maximum likelihood.
public sealed interface BgNbdFit {
    /// @param estimates of r, alpha, a and b
    record Fitted(BgNbd model, double logLikelihood, List<Estimate> estimates) implements BgNbdFit {}

    /// The base shows no dropout: buying at a steady rate explains it as well. Its model says that everybody is
    /// alive, so it gives no warning of anybody leaving.
    ///
    /// @param model without dropout
    record NoDropout(BgNbd model, double logLikelihood) implements BgNbdFit {}

    /// The base doesn't determine the parameters.
    record NotFitted(Cause cause) implements BgNbdFit {}

    enum Cause {
        /// Fewer than 50 customers, or fewer than 20 of them with repeats.
        TOO_FEW_CUSTOMERS,
        /// The likelihood has no maximum, or is flat around it.
        NOT_DETERMINED
    }

    /// The model that forecasts purchases; empty where the base doesn't determine one.
    default Optional<BgNbd> forecaster() {
        return switch (this) {
            case Fitted(BgNbd fitted, var _, var _) -> Optional.of(fitted);
            case NoDropout(BgNbd steady, var _) -> Optional.of(steady);
            case NotFitted _ -> Optional.empty();
        };
    }

    /// Half the 95 % quantile of chi-squared, for two parameters more.
    double WORTH_TWO_PARAMETERS = 3;

    int MIN_CUSTOMERS = 50;
    int MIN_REPEATERS = 20;

    /// The model as published, fitted.
    ///
    /// @param histories of all customers, in one unit of time; the order doesn't matter
    static BgNbdFit of(Collection<PurchaseHistory> histories) {
        return of(histories, false);
    }

    /// The model as published or the modified one, in which customers may drop out after their first purchase: the
    /// one under which the base is more likely. Both have four parameters.
    static BgNbdFit moreLikely(Collection<PurchaseHistory> histories) {
        BgNbdFit published = of(histories, false);
        return published instanceof Fitted fitted
                        && of(histories, true) instanceof Fitted modified
                        && modified.logLikelihood > fitted.logLikelihood
                ? modified
                : published;
    }

    private static BgNbdFit of(Collection<PurchaseHistory> histories, boolean dropsAtOnce) {
        long repeaters = histories.stream().filter(h -> h.repeats() > 0).count();
        if (histories.size() < MIN_CUSTOMERS || repeaters < MIN_REPEATERS) {
            return new NotFitted(Cause.TOO_FEW_CUSTOMERS);
        }
        Sample sample = Sample.of(histories, dropsAtOnce);
        double rate = sample.meanRate();
        MaximumLikelihood steady = MaximumLikelihood.of(p -> sample.logLikelihood(p[0], p[1], 0, 1), 1, 1 / rate);
        double[] start = steady.parameters();
        MaximumLikelihood best =
                MaximumLikelihood.of(p -> sample.logLikelihood(p[0], p[1], p[2], p[3]), start[0], start[1], 1, 3);
        double[] found = best.parameters();
        if (best.logLikelihood() - steady.logLikelihood() < WORTH_TWO_PARAMETERS) {
            return steady.estimates().isEmpty()
                    ? new NotFitted(Cause.NOT_DETERMINED)
                    : new NoDropout(new BgNbd(start[0], start[1], 0, 1), steady.logLikelihood());
        }
        return best.estimates()
                .<BgNbdFit>map(estimates -> new Fitted(
                        new BgNbd(found[0], found[1], found[2], found[3], dropsAtOnce),
                        best.logLikelihood(),
                        estimates))
                .orElseGet(() -> new NotFitted(Cause.NOT_DETERMINED));
    }

    /// The distinct histories and how many customers have each, as arrays, since they are looked at hundreds of
    /// times.
    final class Sample {
        private final int[] repeats;
        private final double[] last;
        private final double[] age;
        private final int[] counts;
        private final int most;
        /// 1 where customers may drop out after their first purchase too, else 0.
        private final int firstChance;

        private final Sums sums;

        private Sample(Map<PurchaseHistory, Integer> distinct, boolean dropsAtOnce) {
            firstChance = dropsAtOnce ? 1 : 0;
            int n = distinct.size();
            repeats = new int[n];
            last = new double[n];
            age = new double[n];
            counts = new int[n];
            int i = 0;
            int largest = 0;
            for (Map.Entry<PurchaseHistory, Integer> entry : distinct.entrySet()) {
                repeats[i] = entry.getKey().repeats();
                last[i] = entry.getKey().last();
                age[i] = entry.getKey().age();
                counts[i] = entry.getValue();
                largest = Math.max(largest, repeats[i]);
                i++;
            }
            most = largest;
            sums = new Sums(n);
        }

        static Sample of(Collection<PurchaseHistory> histories, boolean dropsAtOnce) {
            Map<PurchaseHistory, Integer> distinct = new HashMap<>();
            histories.forEach(history -> distinct.merge(history, 1, Integer::sum));
            return new Sample(distinct, dropsAtOnce);
        }

        double meanRate() {
            double purchases = 0;
            double time = 0;
            for (int i = 0; i < repeats.length; i++) {
                purchases += (double) counts[i] * repeats[i];
                time += counts[i] * age[i];
            }
            return purchases / time;
        }

        /// As [BgNbd#logLikelihood], summed over all customers.
        double logLikelihood(double r, double alpha, double a, double b) {
            double[] byRepeats = new double[most + 1];
            byRepeats[0] = r * Math.log(alpha) + staying(a, b, 0, firstChance);
            for (int x = 1; x <= most; x++) {
                byRepeats[x] =
                        byRepeats[x - 1] + Math.log(r + x - 1) + staying(a, b, x + firstChance - 1, x + firstChance);
            }
            return sums.of(i -> {
                int x = repeats[i];
                int chances = x + firstChance;
                double alive = -(r + x) * Math.log(alpha + age[i]);
                double either = chances == 0 || a == 0
                        ? alive
                        : BgNbd.logSum(alive, Math.log(a / (b + chances - 1)) - (r + x) * Math.log(alpha + last[i]));
                return counts[i] * (byRepeats[x] + either);
            });
        }

        /// The logarithm of the probability of staying through the chances `from` to `to`, the last one excluded.
        private static double staying(double a, double b, int from, int to) {
            return a == 0 || from == to ? 0 : Math.log((b + from) / (a + b + from));
        }
    }
}
