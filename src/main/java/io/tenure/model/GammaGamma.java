package io.tenure.model;

import java.util.OptionalDouble;

/// The gamma-gamma model of spend: what a purchase of a customer is worth on average, drawn from few purchases
/// towards the average of all.
///
/// It takes for granted that how much customers spend has nothing to do with how often they buy. Source: Fader,
/// Hardie and Lee 2005, "RFM and CLV: Using Iso-Value Curves for Customer Base Analysis".
///
/// @param p shape of the spend of one purchase, above 0
/// @param q shape of the differences between customers, above 0; up to 1 the base has no finite mean
/// @param v scale, money, above 0
public record GammaGamma(double p, double q, double v) {
    public GammaGamma {
        if (!(p > 0 && q > 0 && v > 0) || !Double.isFinite(p + q + v)) {
            throw new IllegalArgumentException("no gamma-gamma model: p " + p + ", q " + q + ", v " + v);
        }
    }

    /// The money that the customer is expected to spend on a purchase: `p (v + x m) / (p x + q - 1)`; empty where
    /// the model has no finite mean.
    ///
    /// @param purchases the purchases that the mean is over, 0 or more
    /// @param meanSpend their mean, money; of no consequence without purchases
    public OptionalDouble expectedSpend(int purchases, double meanSpend) {
        double weight = p * purchases + q - 1;
        double total = purchases == 0 ? 0 : purchases * meanSpend;
        return weight > 0 ? OptionalDouble.of(p * (v + total) / weight) : OptionalDouble.empty();
    }
}
