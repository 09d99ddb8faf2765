package io.tenure.experiment;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Whether as many customers are in an arm as were to be drawn. Where they aren't, something between the draw and the
/// record loses customers of one arm, and no difference between the arms can be trusted (Fabijan and others 2019,
/// *Diagnosing Sample Ratio Mismatch in Online Controlled Experiments*).
///
/// @param p how often chance alone gives such numbers, or more unlikely ones: Pearson's χ² with one degree of freedom
public record SampleRatio(double p) {
    /// Below it differences are not shown.
    public static final double LEAST_P = 0.001;

    private static final ChiSquaredDistribution ONE_DEGREE = ChiSquaredDistribution.of(1);

    /// @param drawn customers in the arm that was drawn
    /// @param others customers in the other arm
    /// @param share that was to be drawn, more than 0 and less than 1
    public static SampleRatio of(long drawn, long others, double share) {
        double all = drawn + others;
        if (all == 0) {
            return new SampleRatio(1);
        }
        double difference = drawn - all * share;
        return new SampleRatio(ONE_DEGREE.survivalProbability(difference * difference / (all * share * (1 - share))));
    }

    /// Whether the numbers are as drawn, as far as can be told.
    public boolean isPlausible() {
        return p >= LEAST_P;
    }
}
