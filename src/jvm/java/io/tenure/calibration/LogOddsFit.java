package io.tenure.calibration;

import io.tenure.model.ConfidenceInterval;
import io.tenure.model.LogOddsCalibration;

/// A calibration of probabilities fitted to what was observed, by maximum likelihood with a weak prior around no
/// calibration, so that few customers change little.
///
/// @param intercept with its interval
/// @param slope likewise
record LogOddsFit(Measured intercept, Measured slope) {
    /// Standard deviations of the prior: an intercept that changes odds by half, a slope that does by a quarter.
    private static final double INTERCEPT_DEVIATION = .5;

    private static final double SLOPE_DEVIATION = .25;
    private static final double LEAST_SLOPE = .1;
    private static final int MAX_STEPS = 50;
    private static final double SETTLED = 1e-9;

    /// @param said probabilities of the model
    /// @param happened in the order of `said`
    static LogOddsFit of(double[] said, boolean[] happened) {
        double intercept = 0;
        double slope = 1;
        double ofIntercept = 1;
        double ofBoth = 0;
        double ofSlope = 1;
        for (int step = 0; step < MAX_STEPS; step++) {
            double interceptPull = -intercept / (INTERCEPT_DEVIATION * INTERCEPT_DEVIATION);
            double slopePull = (1 - slope) / (SLOPE_DEVIATION * SLOPE_DEVIATION);
            ofIntercept = 1 / (INTERCEPT_DEVIATION * INTERCEPT_DEVIATION);
            ofSlope = 1 / (SLOPE_DEVIATION * SLOPE_DEVIATION);
            ofBoth = 0;
            for (int i = 0; i < said.length; i++) {
                double odds = LogOddsCalibration.logOdds(said[i]);
                double now = 1 / (1 + Math.exp(-(intercept + slope * odds)));
                double off = (happened[i] ? 1 : 0) - now;
                double weight = now * (1 - now);
                interceptPull += off;
                slopePull += off * odds;
                ofIntercept += weight;
                ofBoth += weight * odds;
                ofSlope += weight * odds * odds;
            }
            double determinant = ofIntercept * ofSlope - ofBoth * ofBoth;
            double interceptStep = (ofSlope * interceptPull - ofBoth * slopePull) / determinant;
            double slopeStep = (ofIntercept * slopePull - ofBoth * interceptPull) / determinant;
            intercept += interceptStep;
            slope = Math.max(LEAST_SLOPE, slope + slopeStep);
            if (Math.abs(interceptStep) + Math.abs(slopeStep) < SETTLED) {
                break;
            }
        }
        double determinant = ofIntercept * ofSlope - ofBoth * ofBoth;
        return new LogOddsFit(
                measured(intercept, ofSlope / determinant, said.length),
                measured(slope, ofIntercept / determinant, said.length));
    }

    private static Measured measured(double value, double variance, int customers) {
        return new Measured(value, customers, ConfidenceInterval.around(value, Math.sqrt(variance)));
    }

    LogOddsCalibration calibration() {
        return new LogOddsCalibration(intercept.value(), slope.value());
    }
}
