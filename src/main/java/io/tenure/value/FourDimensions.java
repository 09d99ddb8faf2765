package io.tenure.value;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import java.util.List;

/// Four-dimension value: financial, market, management, learning and growth as one score from 0 to 100.
///
/// Weighted mean of the four scores; fewer than three of them make a poor score, which its completeness shows.
/// Source 2, after balanced scorecards, names the dimensions; weights are business defaults.
final class FourDimensions implements Formula {
    static final List<String> PARAMETERS = List.of(
            "weightFinancialScore", "weightMarketScore", "weightManagementScore", "weightLearningGrowthScore");

    private static final int SCORE = Reckoning.slot("fourDimensionScore");

    private final Weights weights;

    FourDimensions(Parameters parameters) {
        weights = Weights.of(
                parameters,
                PARAMETERS,
                List.of("financialScore", "marketScore", "managementScore", "learningGrowthScore"));
    }

    @Override
    public void apply(Reckoning reckoning) {
        Customer c = reckoning.customer;
        weights.score(
                reckoning,
                SCORE,
                c.getFinancialScore(),
                c.getMarketScore(),
                c.getManagementScore(),
                c.getLearningGrowthScore());
    }
}
