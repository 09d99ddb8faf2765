package io.tenure.model;

/// Makes the probabilities of a model agree with what was observed: a straight line in log odds.
///
/// With intercept 0 and slope 1 nothing changes. A slope above 1 says that the model was too cautious, an intercept
/// above 0 that what it predicts happened more often. The order of customers stays the same. Source: Cox 1958, Two
/// Further Applications of a Model for Binary Regression.
///
/// @param slope above 0
public record LogOddsCalibration(double intercept, double slope) {
    public static final LogOddsCalibration NONE = new LogOddsCalibration(0, 1);

    /// Nearer to 0 and 1, log odds have no bound.
    private static final double LEAST = 1e-6;

    public LogOddsCalibration {
        if (!(slope > 0) || !Double.isFinite(intercept + slope)) {
            throw new IllegalArgumentException("no calibration: intercept " + intercept + ", slope " + slope);
        }
    }

    /// The log odds of a probability, bounded.
    public static double logOdds(double probability) {
        double bounded = Math.clamp(probability, LEAST, 1 - LEAST);
        return Math.log(bounded / (1 - bounded));
    }

    /// The probability that agrees with what was observed.
    public double apply(double probability) {
        return this.equals(NONE) ? probability : 1 / (1 + Math.exp(-(intercept + slope * logOdds(probability))));
    }
}
