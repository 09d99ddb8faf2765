package io.tenure.experiment;

import org.jspecify.annotations.Nullable;

/// The difference of the mean outcomes of two arms, by assignment: every customer counts in the arm that was drawn,
/// whether or not the treatment came about (intention to treat).
///
/// @param estimate mean of the first arm less mean of the other
/// @param variance of the estimate: s²/n of one arm and s²/n of the other, added
/// @param customers of both arms
public record MeanDifference(double estimate, double variance, long customers) {
    /// Of the outcomes as they are.
    ///
    /// @return null where an arm has less than two customers
    public static @Nullable MeanDifference of(ArmTotals one, ArmTotals other) {
        return one.customers() < 2 || other.customers() < 2 ? null : of(one, other, 0);
    }

    /// Of the outcomes less what the covariate foretells of them, which has the same mean and a smaller variance
    /// (CUPED:
    /// Deng, Xu, Kohavi, Walker 2013, *Improving the Sensitivity of Online Controlled Experiments by Utilizing
    /// Pre-Experiment Data*). The slope is that of both arms together, within the arms. Without a covariate that
    /// varies it is the plain difference.
    ///
    /// @return null where an arm has less than two customers
    public static @Nullable MeanDifference adjusted(ArmTotals one, ArmTotals other) {
        if (one.customers() < 2 || other.customers() < 2) {
            return null;
        }
        double deviations = one.covariateDeviations() + other.covariateDeviations();
        return of(one, other, deviations > 0 ? (one.codeviations() + other.codeviations()) / deviations : 0);
    }

    private static MeanDifference of(ArmTotals one, ArmTotals other, double slope) {
        return new MeanDifference(
                one.mean() - other.mean() - slope * (one.covariateMean() - other.covariateMean()),
                variance(one, slope) + variance(other, slope),
                one.customers() + other.customers());
    }

    private static double variance(ArmTotals arm, double slope) {
        double left = arm.deviations() - 2 * slope * arm.codeviations() + slope * slope * arm.covariateDeviations();
        return Math.max(0, left) / (arm.customers() - 1) / arm.customers();
    }
}
