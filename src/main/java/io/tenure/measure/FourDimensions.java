package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// Four-dimension value: financial, market, management, learning and growth as one score from 0 to 100.
///
/// Weighted mean of the four scores, with a note if fewer than three of them are known. 《基于客户价值的客户关系管理》, after
/// balanced scorecards, names the dimensions; weights are business defaults.
final class FourDimensions implements Formula {
    static final List<String> PARAMETERS =
            List.of("weightFinancialScore", "weightMarketScore", "weightManagementScore", "weightLearningGrowthScore");

    private static final int SCORE = MeasureContext.index("fourDimensionScore");

    private static final Text FEWER_THAN_THREE = Message.of("measure.four-dimensions.fewer-than-three");

    private final WeightedMean weights;

    FourDimensions(Parameters parameters) {
        weights = WeightedMean.of(
                parameters,
                PARAMETERS,
                List.of("financialScore", "marketScore", "managementScore", "learningGrowthScore"));
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Double financial = c.getFinancialScore();
        Double market = c.getMarketScore();
        Double management = c.getManagementScore();
        Double learning = c.getLearningGrowthScore();
        int known = 4
                - Integer.bitCount(MissingInputs.missingBit(financial, 0)
                        | MissingInputs.missingBit(market, 1)
                        | MissingInputs.missingBit(management, 2)
                        | MissingInputs.missingBit(learning, 3));
        weights.scoreWithAssumption(
                context, SCORE, known < 3 ? FEWER_THAN_THREE : null, financial, market, management, learning);
    }
}
