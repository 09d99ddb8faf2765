package io.tenure.value;

import io.tenure.lifecycle.Parameters;
import java.util.List;

/// How well the customer is bound to us: the effect of retention as one score from 0 to 100.
///
/// A weighted mean of the ten [parts][EffectParts].
final class RetentionEffect implements Formula {
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
    static final List<String> PARAMETERS = Formula.joined(WEIGHTS, EffectParts.PARAMETERS);

    private static final int SCORE = Reckoning.slot("retentionEffectScore");

    private final Weights weights;
    private final EffectParts parts;

    RetentionEffect(Parameters p) {
        weights = Weights.of(
                p,
                WEIGHTS,
                List.of(
                        "repeat purchases a year",
                        "brandAttention",
                        "shareOfWallet",
                        "priceSensitivity",
                        "competitorActivity",
                        "npsScore",
                        "selectionTimeMinutes",
                        "qualityIncidentsTolerated",
                        "competitorPurchases",
                        "complaintResolutionDays"));
        parts = new EffectParts(p);
    }

    @Override
    public void apply(Reckoning reckoning) {
        weights.score(reckoning, SCORE, parts.of(reckoning.customer, reckoning.integer(Recency.TENURE_MONTHS)));
    }
}
