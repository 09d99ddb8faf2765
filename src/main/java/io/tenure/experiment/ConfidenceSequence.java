package io.tenure.experiment;

/// A 95 % confidence interval of a difference that is valid however often and whenever somebody looks, and whyever they
/// stop: an asymptotic confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2024, *Time-uniform central
/// limit theory and asymptotic confidence sequences*, Annals of Statistics 52, theorem 2.2), with each customer as one
/// observation.
///
/// It is about half again as wide as an interval for one look. As the central limit theorem, it holds for many
/// customers:
/// [#LEAST_CUSTOMERS] in each arm. It is tightest at [#TIGHTEST_AT] customers.
///
/// @param p always-valid p value of no difference: below .05 exactly where the interval excludes 0
public record ConfidenceSequence(double low, double high, double p) {
    /// The fewest customers in the smaller arm.
    public static final int LEAST_CUSTOMERS = 100;

    /// The number of customers at which the sequence is tightest, fixed beforehand.
    public static final int TIGHTEST_AT = 10_000;

    private static final double ALPHA = 0.05;
    private static final int MAX_WEEKS = 520;

    /// Square of ρ in the paper, optimal for the number of customers above (its equation 24).
    private static final double MIXTURE = (-2 * Math.log(ALPHA) + Math.log(-2 * Math.log(ALPHA) + 1)) / TIGHTEST_AT;

    /// Around a difference.
    public static ConfidenceSequence of(MeanDifference difference) {
        double half = halfWidth(difference.variance(), difference.customers());
        return new ConfidenceSequence(difference.estimate() - half, difference.estimate() + half, p(difference));
    }

    /// Whether it excludes 0.
    public boolean showsDifference() {
        return low > 0 || high < 0;
    }

    private static double halfWidth(double variance, double customers) {
        double time = customers * MIXTURE;
        return Math.sqrt(variance * 2 * (time + 1) / time * Math.log(Math.sqrt(time + 1) / ALPHA));
    }

    /// The level at which the interval would just touch 0.
    private static double p(MeanDifference difference) {
        if (difference.estimate() == 0) {
            return 1;
        }
        double time = difference.customers() * MIXTURE;
        double squares = difference.estimate() * difference.estimate() / difference.variance();
        return Math.min(1, Math.sqrt(time + 1) * Math.exp(-squares * time / (2 * (time + 1))));
    }

    /// The weeks until a difference of a size can be told from none, if as many customers join each week as until now.
    ///
    /// @param size of the difference, more than 0
    /// @param customersPerWeek who join, of both arms
    /// @return 0 where it can be told now; at most ten years, which also stands for never
    public static int weeksNeeded(MeanDifference difference, double size, double customersPerWeek) {
        double perCustomer = difference.variance() * difference.customers();
        for (int weeks = 0; weeks < MAX_WEEKS; weeks++) {
            double customers = difference.customers() + weeks * customersPerWeek;
            if (halfWidth(perCustomer / customers, customers) <= size) {
                return weeks;
            }
        }
        return MAX_WEEKS;
    }
}
