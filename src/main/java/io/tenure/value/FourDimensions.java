package io.tenure.value;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Text;
import java.util.List;

/// Four-dimension value: financial, market, management, learning and growth as one score from 0 to 100.
///
/// Weighted mean of the four scores; that fewer than three of them are known is remarked. Source 2, after
/// balanced scorecards, names the dimensions; weights are business defaults.
final class FourDimensions implements Formula {
    static final List<String> PARAMETERS =
            List.of("weightFinancialScore", "weightMarketScore", "weightManagementScore", "weightLearningGrowthScore");

    private static final int SCORE = Reckoning.slot("fourDimensionScore");

    private static final Text FEW = new Text("fewer than three of the four dimensions are known", "四个维度中已知的少于三个");

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
        Double financial = c.getFinancialScore();
        Double market = c.getMarketScore();
        Double management = c.getManagementScore();
        Double learning = c.getLearningGrowthScore();
        int known = 4
                - Integer.bitCount(Missing.bit(financial, 0)
                        | Missing.bit(market, 1)
                        | Missing.bit(management, 2)
                        | Missing.bit(learning, 3));
        weights.remarked(reckoning, SCORE, known < 3 ? FEW : null, financial, market, management, learning);
    }
}
