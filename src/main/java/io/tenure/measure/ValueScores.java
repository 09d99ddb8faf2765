package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The current value and the potential value of the customer, each a score from 0 to 100.
///
/// - `currentValueScore`: weighted mean of `unitMargin`, purchases (`volumeCurrent`, net sales in 90 days) and the cost
/// to
///   serve as a share of the purchases, each on a scale between two parameters. A low cost to serve scores high.
/// - `potentialValueScore`: weighted mean of what the customer says, `satisfaction` (1 is 0, 5 is 100), affective
/// loyalty,
///   trust in credibility and in benevolence; and of what the customer does, behavioural loyalty (`loyaltyBehaviour`,
/// or
///   else how often a customer without a contract has bought: `frequencyScore`), volume growth, products held, and the
///   share of wallet that others have.
///
/// A score of which less than `leastCompleteness` of the weights is known is unknown: one answer to a survey
/// says too little. Given scores are used unchanged. 《客户生命周期管理》 names the indicators but for growth, products
/// and share; scales and weights are business defaults that should be fitted to the site's own customers, so
/// that 0 to 100 is close to a percentile.
final class ValueScores implements Formula {
    private static final List<String> CURRENT_WEIGHTS =
            List.of("weightUnitMargin", "weightPurchases", "weightServiceCost");
    private static final List<String> POTENTIAL_WEIGHTS = List.of(
            "weightSatisfaction",
            "weightLoyaltyAttitude",
            "weightLoyaltyBehaviour",
            "weightTrustCredibility",
            "weightTrustBenevolence",
            "weightGrowth",
            "weightBreadth",
            "weightOpenShare");
    private static final List<String> BOUNDS = List.of(
            "unitMarginLow",
            "unitMarginHigh",
            "purchasesLow",
            "purchasesHigh",
            "serviceCostLow",
            "serviceCostHigh",
            "growthLow",
            "growthHigh",
            "productsHigh");
    private static final String LEAST_COMPLETENESS = "leastCompleteness";
    static final List<String> PARAMETERS =
            Formula.union(CURRENT_WEIGHTS, BOUNDS, POTENTIAL_WEIGHTS, List.of(LEAST_COMPLETENESS));

    private static final int CURRENT = MeasureContext.index("currentValueScore");
    private static final int POTENTIAL = MeasureContext.index("potentialValueScore");
    private static final int GROWTH = MeasureContext.index("volumeGrowth");
    private static final int FREQUENCY = MeasureContext.index("frequencyScore");
    private static final LinearScale SATISFACTION = new LinearScale(1, 5);
    private static final LinearScale QUINTILE = new LinearScale(1, 5);
    private static final LinearScale OPEN_SHARE = new LinearScale(1, 0);

    private final WeightedMean current;
    private final LinearScale unitMargin;
    private final LinearScale purchases;
    private final @Nullable String purchasesReference;
    private final LinearScale serviceCost;
    private final WeightedMean potential;
    private final LinearScale growth;
    private final LinearScale products;

    ValueScores(Parameters p) {
        double least = p.get(LEAST_COMPLETENESS);
        current = WeightedMean.of(p, CURRENT_WEIGHTS, List.of("unitMargin", "volumeCurrent", "serviceCost"), least);
        unitMargin = new LinearScale(p.get("unitMarginLow"), p.get("unitMarginHigh"));
        purchases = new LinearScale(p.get("purchasesLow"), p.get("purchasesHigh"));
        purchasesReference = p.unmeasuredReference("purchasesHigh");
        serviceCost = new LinearScale(p.get("serviceCostHigh"), p.get("serviceCostLow"));
        potential = WeightedMean.of(
                p,
                POTENTIAL_WEIGHTS,
                List.of(
                        "satisfaction",
                        "loyaltyAttitude",
                        "loyaltyBehaviour",
                        "trustCredibility",
                        "trustBenevolence",
                        "volumeGrowth",
                        "productsHeld",
                        "shareOfWallet"),
                least);
        growth = new LinearScale(p.get("growthLow"), p.get("growthHigh"));
        products = new LinearScale(1, p.get("productsHigh"));
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        current.score(
                context,
                CURRENT,
                unitMargin.of(c.getUnitMargin()),
                purchases.of(c.getVolumeCurrent()),
                serviceCost.of(serviceCostShare(c)));
        if (c.getVolumeCurrent() != null && !context.isGiven(CURRENT)) {
            context.useReference(purchasesReference);
        }
        potential.score(
                context,
                POTENTIAL,
                SATISFACTION.of(c.getSatisfaction()),
                c.getLoyaltyAttitude(),
                behaviour(context),
                c.getTrustCredibility(),
                c.getTrustBenevolence(),
                growth.of(context.number(GROWTH)),
                products.of(c.getProductsHeld()),
                OPEN_SHARE.of(c.getShareOfWallet()));
    }

    private static @Nullable Double serviceCostShare(Customer c) {
        Double cost = c.getServiceCost();
        Double volume = c.getVolumeCurrent();
        return cost == null || volume == null || volume <= 0 ? null : (Double) (cost / volume);
    }

    /// The purchase count of a contract says nothing about loyalty.
    private static @Nullable Double behaviour(MeasureContext context) {
        Customer c = context.customer;
        Double given = c.getLoyaltyBehaviour();
        return given != null || !"NON_CONTRACTUAL".equals(c.getRelationshipType())
                ? given
                : QUINTILE.of(context.integer(FREQUENCY));
    }
}
