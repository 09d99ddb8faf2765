package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import org.jspecify.annotations.Nullable;

/// Change analysis: how satisfaction, loyalty and purchase intention changed from the survey before to the last.
///
/// - `satisfactionTrend = satisfaction - satisfactionPrior`, points, -4 to 4
/// - `loyaltyTrend = loyaltyAttitude - loyaltyAttitudePrior`, score, -100 to 100
/// - `purchaseIntentionTrend = purchaseIntention - purchaseIntentionPrior`, points, -10 to 10
///
/// Below 0 it fell. Source: 《基于客户生命周期的客户关系价值评估研究》.
final class Trend implements Formula {
    private static final int SATISFACTION = MeasureContext.index("satisfactionTrend");
    private static final int LOYALTY = MeasureContext.index("loyaltyTrend");
    private static final int INTENTION = MeasureContext.index("purchaseIntentionTrend");

    private static final MissingInputs SATISFACTIONS = MissingInputs.of("satisfaction", "satisfactionPrior");
    private static final MissingInputs LOYALTIES = MissingInputs.of("loyaltyAttitude", "loyaltyAttitudePrior");
    private static final MissingInputs INTENTIONS = MissingInputs.of("purchaseIntention", "purchaseIntentionPrior");

    @Override
    public int[] measures() {
        return new int[] {SATISFACTION, LOYALTY, INTENTION};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        difference(context, SATISFACTION, c.getSatisfaction(), c.getSatisfactionPrior(), SATISFACTIONS);
        difference(context, INTENTION, c.getPurchaseIntention(), c.getPurchaseIntentionPrior(), INTENTIONS);
        Double loyalty = c.getLoyaltyAttitude();
        Double prior = c.getLoyaltyAttitudePrior();
        if (loyalty == null || prior == null) {
            context.setMissing(
                    LOYALTY, LOYALTIES.of(MissingInputs.missingBit(loyalty, 0) | MissingInputs.missingBit(prior, 1)));
        } else {
            context.set(LOYALTY, DecimalRounding.difference(loyalty, prior, DecimalRounding.FROM_FACTS));
        }
    }

    private static void difference(
            MeasureContext context,
            int index,
            @Nullable Integer value,
            @Nullable Integer prior,
            MissingInputs missing) {
        if (value == null || prior == null) {
            context.setMissing(
                    index, missing.of(MissingInputs.missingBit(value, 0) | MissingInputs.missingBit(prior, 1)));
        } else {
            context.set(index, value - prior);
        }
    }
}
