package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import org.jspecify.annotations.Nullable;

/// Measures that put facts into a form in which they can be compared between customers, for the indicators of scores.
///
/// - `usualVolume`, money per 90 days: `volumeCurrent`; of a customer without a contract who buys less often than once
///   in 90 days, `averagePurchaseValue x 90 / meanInterpurchaseDays`, since a single window holds a purchase or none.
/// - `serviceCostShare = serviceCost / usualVolume`.
/// - `behaviouralLoyalty`, 0 to 100: `loyaltyBehaviour`, or else, without a contract, how often the customer has
///   bought, `(frequencyScore - 1) x 25`. The purchase count of a contract says nothing about loyalty.
/// - `repurchasesPerYear = (purchaseCount - 1) x 12 / max(tenureMonths, 12)`.
final class IndicatorInputs implements Formula {
    private static final int USUAL_VOLUME = MeasureContext.index("usualVolume");
    private static final int SERVICE_COST_SHARE = MeasureContext.index("serviceCostShare");
    private static final int BEHAVIOUR = MeasureContext.index("behaviouralLoyalty");
    private static final int REPURCHASES = MeasureContext.index("repurchasesPerYear");
    private static final int FREQUENCY = MeasureContext.index("frequencyScore");

    private static final MissingInputs VOLUME = MissingInputs.of("volumeCurrent");
    private static final MissingInputs COST = MissingInputs.of("serviceCost", "usualVolume");
    private static final MissingInputs LOYALTY = MissingInputs.of("loyaltyBehaviour");
    private static final MissingInputs COUNT = MissingInputs.of("purchaseCount", "tenureMonths");
    private static final LinearScale QUINTILE = new LinearScale(1, 5);

    @Override
    public int[] measures() {
        return new int[] {USUAL_VOLUME, SERVICE_COST_SHARE, BEHAVIOUR, REPURCHASES};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Double volume = usualVolume(context);
        if (volume == null) {
            context.setMissing(USUAL_VOLUME, VOLUME.all());
        } else {
            context.set(USUAL_VOLUME, volume);
        }
        costShare(context, c.getServiceCost());
        Double behaviour = c.getLoyaltyBehaviour() == null && "NON_CONTRACTUAL".equals(c.getRelationshipType())
                ? QUINTILE.of(context.integer(FREQUENCY))
                : c.getLoyaltyBehaviour();
        if (behaviour == null) {
            context.setMissing(BEHAVIOUR, LOYALTY.all());
        } else {
            context.set(BEHAVIOUR, behaviour);
        }
        Integer count = c.getPurchaseCount();
        Integer months = context.integer(Recency.TENURE_MONTHS);
        if (count == null || count == 0 || months == null) {
            context.setMissing(
                    REPURCHASES,
                    count != null && count == 0
                            ? Recency.NO_PURCHASE
                            : COUNT.of(MissingInputs.missingBit(count, 0) | MissingInputs.missingBit(months, 1)));
        } else {
            context.set(REPURCHASES, RevenueIdentity.perYear(count - 1, months));
        }
    }

    private static @Nullable Double usualVolume(MeasureContext context) {
        Customer c = context.customer;
        Double average = c.getAveragePurchaseValue();
        Double gap = context.number(Recency.MEAN);
        return Growth.buysLessOften(context) && average != null && gap != null
                ? (Double) (average * Growth.WINDOW_DAYS / gap)
                : c.getVolumeCurrent();
    }

    private static void costShare(MeasureContext context, @Nullable Double cost) {
        Double volume = context.number(USUAL_VOLUME);
        if (cost == null || volume == null) {
            context.setMissing(
                    SERVICE_COST_SHARE,
                    COST.of(MissingInputs.missingBit(cost, 0) | MissingInputs.missingBit(volume, 1)));
        } else if (volume <= 0) {
            context.setMissing(SERVICE_COST_SHARE, Growth.notAboveZero("usualVolume"));
        } else {
            context.set(SERVICE_COST_SHARE, DecimalRounding.round(cost / volume, DecimalRounding.FROM_MEASURES));
        }
    }
}
