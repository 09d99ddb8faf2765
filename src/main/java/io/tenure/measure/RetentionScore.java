package io.tenure.measure;

import io.tenure.lifecycle.Parameters;
import java.util.List;

/// The retention score: how well the customer is retained, from 0 to 100.
///
/// A weighted mean of the ten [indicators][RetentionIndicators].
final class RetentionScore implements Formula {
    private static final List<String> WEIGHTS = List.of(
            "weightRepurchase",
            "weightBrandAttention",
            "weightDemandSatisfaction",
            "weightPriceSensitivity",
            "weightRivalAttitude",
            "weightRecommendation",
            "weightSelectionTime",
            "weightQualityTolerance",
            "weightRivalPurchases",
            "weightComplaintResolution");
    static final List<String> PARAMETERS = Formula.union(WEIGHTS, RetentionIndicators.PARAMETERS);

    private static final int SCORE = MeasureContext.index("retentionEffectScore");

    private final WeightedMean weights;
    private final RetentionIndicators indicators;

    RetentionScore(Parameters p) {
        weights = WeightedMean.of(
                p,
                WEIGHTS,
                List.of(
                        "purchaseCount",
                        "brandAttention",
                        "shareOfWallet",
                        "priceSensitivity",
                        "competitorActivity",
                        "npsScore",
                        "selectionTimeMinutes",
                        "qualityIncidentsTolerated",
                        "competitorPurchases",
                        "complaintResolutionDays"));
        indicators = new RetentionIndicators(p);
    }

    @Override
    public void apply(MeasureContext context) {
        weights.score(context, SCORE, indicators.of(context.customer, context.integer(Recency.TENURE_MONTHS)));
    }
}
