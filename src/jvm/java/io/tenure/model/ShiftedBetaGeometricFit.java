package io.tenure.model;

import java.util.List;
import java.util.Optional;

/// The sBG model fitted to a cohort by maximum likelihood.
///
/// @param estimates of alpha and beta
public record ShiftedBetaGeometricFit(ShiftedBetaGeometric model, double logLikelihood, List<Estimate> estimates) {
    /// Empty where the cohort doesn't determine the model: fewer than two periods, nobody left, or all alike.
    ///
    /// @param survivors customers at the start and after each period, never rising
    public static Optional<ShiftedBetaGeometricFit> of(List<Integer> survivors) {
        for (int t = 1; t < survivors.size(); t++) {
            if (survivors.get(t) > survivors.get(t - 1) || survivors.get(t) < 0) {
                throw new IllegalArgumentException("survivors can't become more: " + survivors);
            }
        }
        if (survivors.size() < 3 || survivors.getFirst().equals(survivors.getLast())) {
            return Optional.empty();
        }
        MaximumLikelihood best = MaximumLikelihood.of(p -> logLikelihood(survivors, p[0], p[1]), 1, 1);
        return best.estimates()
                .map(estimates -> new ShiftedBetaGeometricFit(
                        new ShiftedBetaGeometric(best.parameters()[0], best.parameters()[1]),
                        best.logLikelihood(),
                        estimates));
    }

    private static double logLikelihood(List<Integer> survivors, double alpha, double beta) {
        var model = new ShiftedBetaGeometric(alpha, beta);
        double sum = 0;
        double staying = 0;
        for (int t = 1; t < survivors.size(); t++) {
            sum += (survivors.get(t - 1) - survivors.get(t)) * (staying + Math.log1p(-model.retention(t)));
            staying += Math.log(model.retention(t));
        }
        return sum + survivors.getLast() * staying;
    }
}
