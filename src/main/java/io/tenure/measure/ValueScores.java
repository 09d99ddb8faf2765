package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import java.util.List;

/// The current value and the potential value of the customer, each a score from 0 to 100.
///
/// - `currentValueScore`: weighted mean of `unitMargin`, purchases (`volumeCurrent`, net sales in 90 days)
///   and `serviceCost`, each on a scale between two parameters. A low cost to serve scores high.
/// - `potentialValueScore`: weighted mean of `satisfaction` (1 is 0, 5 is 100), affective and behavioural
///   loyalty, trust in credibility and in benevolence.
///
/// Given scores are used unchanged. Source 4 names the indicators; scales and weights are business defaults that
/// should be fitted to the site's own customers, so that 0 to 100 is close to a percentile.
final class ValueScores implements Formula {
    private static final List<String> CURRENT_WEIGHTS =
            List.of("weightUnitMargin", "weightPurchases", "weightServiceCost");
    private static final List<String> POTENTIAL_WEIGHTS = List.of(
            "weightSatisfaction",
            "weightLoyaltyAttitude",
            "weightLoyaltyBehaviour",
            "weightTrustCredibility",
            "weightTrustBenevolence");
    private static final List<String> BOUNDS = List.of(
            "unitMarginLow", "unitMarginHigh", "purchasesLow", "purchasesHigh", "serviceCostLow", "serviceCostHigh");
    static final List<String> PARAMETERS = Formula.union(CURRENT_WEIGHTS, BOUNDS, POTENTIAL_WEIGHTS);

    private static final int CURRENT = MeasureContext.index("currentValueScore");
    private static final int POTENTIAL = MeasureContext.index("potentialValueScore");
    private static final LinearScale SATISFACTION = new LinearScale(1, 5);

    private final WeightedMean current;
    private final LinearScale unitMargin;
    private final LinearScale purchases;
    private final LinearScale serviceCost;
    private final WeightedMean potential;

    ValueScores(Parameters p) {
        current = WeightedMean.of(p, CURRENT_WEIGHTS, List.of("unitMargin", "volumeCurrent", "serviceCost"));
        unitMargin = new LinearScale(p.get("unitMarginLow"), p.get("unitMarginHigh"));
        purchases = new LinearScale(p.get("purchasesLow"), p.get("purchasesHigh"));
        serviceCost = new LinearScale(p.get("serviceCostHigh"), p.get("serviceCostLow"));
        potential = WeightedMean.of(
                p,
                POTENTIAL_WEIGHTS,
                List.of("satisfaction", "loyaltyAttitude", "loyaltyBehaviour", "trustCredibility", "trustBenevolence"));
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        current.score(
                context,
                CURRENT,
                unitMargin.of(c.getUnitMargin()),
                purchases.of(c.getVolumeCurrent()),
                serviceCost.of(c.getServiceCost()));
        potential.score(
                context,
                POTENTIAL,
                SATISFACTION.of(c.getSatisfaction()),
                c.getLoyaltyAttitude(),
                c.getLoyaltyBehaviour(),
                c.getTrustCredibility(),
                c.getTrustBenevolence());
    }
}
