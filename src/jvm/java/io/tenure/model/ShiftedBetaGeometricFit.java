package io.tenure.model;

import java.util.List;
import java.util.Optional;

/// The sBG model fitted to contracts by maximum likelihood.
///
/// @param estimates of alpha and beta
public record ShiftedBetaGeometricFit(ShiftedBetaGeometric model, double logLikelihood, List<Estimate> estimates) {
    /// Contracts at the end of a period.
    ///
    /// @param period from 1
    /// @param due how many could have ended
    /// @param left how many did, at most all
    public record Renewals(int period, long due, long left) {}

    /// The model of contracts that count from the period in which they were first seen up to the one in which they
    /// were last seen: it says with which probability those renew who are still there, so they need not have begun
    /// together. Empty where they don't determine it: fewer than two periods, nobody left, or all alike.
    ///
    /// @param periods each once
    public static Optional<ShiftedBetaGeometricFit> of(List<Renewals> periods) {
        List<Renewals> known =
                periods.stream().filter(period -> period.due() > 0).toList();
        if (known.size() < 2 || known.stream().allMatch(period -> period.left() == 0)) {
            return Optional.empty();
        }
        MaximumLikelihood best = MaximumLikelihood.of(p -> logLikelihood(known, p[0], p[1]), 1, 1);
        return best.estimates()
                .map(estimates -> new ShiftedBetaGeometricFit(
                        new ShiftedBetaGeometric(best.parameters()[0], best.parameters()[1]),
                        best.logLikelihood(),
                        estimates));
    }

    private static double logLikelihood(List<Renewals> periods, double alpha, double beta) {
        var model = new ShiftedBetaGeometric(alpha, beta);
        double sum = 0;
        for (Renewals period : periods) {
            double retention = model.retention(period.period());
            sum += period.left() * Math.log1p(-retention) + (period.due() - period.left()) * Math.log(retention);
        }
        return sum;
    }
}
