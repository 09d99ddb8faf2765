package io.tenure.model;

/// The shifted beta-geometric model of contracts: each customer renews with a probability of their own, period by
/// period.
///
/// Those who have stayed long are the ones who tend to stay, so the retention rate of a cohort rises by selection
/// alone. Source: Fader and Hardie 2007, "How to Project Customer Retention".
///
/// @param alpha first parameter of the probability of leaving, above 0
/// @param beta second parameter, above 0
public record ShiftedBetaGeometric(double alpha, double beta) {
    public ShiftedBetaGeometric {
        if (!(alpha > 0 && beta > 0) || !Double.isFinite(alpha + beta)) {
            throw new IllegalArgumentException("no sBG: alpha " + alpha + ", beta " + beta);
        }
    }

    /// The probability that a customer who is in period `period` renews at its end.
    ///
    /// @param period from 1
    public double retention(int period) {
        return (beta + period - 1) / (alpha + beta + period - 1);
    }

    /// The probability that a new customer is still there after so many periods.
    public double survival(int periods) {
        double survival = 1;
        for (int i = 1; i <= periods; i++) {
            survival *= retention(i);
        }
        return survival;
    }
}
