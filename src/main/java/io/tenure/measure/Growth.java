package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// Growth of volume and profit from one 90-day window to the next, and their ratio to their peak.
///
/// - `volumeGrowth = (volumeCurrent - volumePrior) / volumePrior`, ratio; likewise `profitGrowth`.
/// - `volumePeakRatio = volumeCurrent / volumePeak`, ratio; likewise `profitPeakRatio`.
///
/// Valid if the divisor is above 0: growth from zero or from a loss has no meaning. Unknown for a customer without a
/// contract whose usual gap between purchases is longer than a window, of whom a window holds a purchase or none by
/// chance. Source: the volume and profit signatures of the stages; the limit by the usual gap is a business choice.
final class Growth implements Formula {
    private static final int VOLUME_GROWTH = MeasureContext.index("volumeGrowth");
    private static final int PROFIT_GROWTH = MeasureContext.index("profitGrowth");
    private static final int VOLUME_PEAK_RATIO = MeasureContext.index("volumePeakRatio");
    private static final int PROFIT_PEAK_RATIO = MeasureContext.index("profitPeakRatio");

    /// Length of a window.
    static final int WINDOW_DAYS = 90;

    private static final Text BUYS_LESS_OFTEN = Message.of("measure.growth.buys-less-often", "days", WINDOW_DAYS);
    private static final MissingInputs VOLUMES = MissingInputs.of("volumeCurrent", "volumePrior");
    private static final MissingInputs PROFITS = MissingInputs.of("profitCurrent", "profitPrior");
    private static final MissingInputs VOLUME_PEAK = MissingInputs.of("volumeCurrent", "volumePeak");
    private static final MissingInputs PROFIT_PEAK = MissingInputs.of("profitCurrent", "profitPeak");

    private static final Text NO_VOLUME_PRIOR = notAboveZero("volumePrior");
    private static final Text NO_PROFIT_PRIOR = notAboveZero("profitPrior");
    private static final Text NO_VOLUME_PEAK = notAboveZero("volumePeak");
    private static final Text NO_PROFIT_PEAK = notAboveZero("profitPeak");

    @Override
    public int[] measures() {
        return new int[] {VOLUME_GROWTH, PROFIT_GROWTH, VOLUME_PEAK_RATIO, PROFIT_PEAK_RATIO};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        if (buysLessOften(context)) {
            context.setMissing(VOLUME_GROWTH, BUYS_LESS_OFTEN);
            context.setMissing(PROFIT_GROWTH, BUYS_LESS_OFTEN);
        } else {
            ratio(context, VOLUME_GROWTH, c.getVolumeCurrent(), c.getVolumePrior(), 1, VOLUMES, NO_VOLUME_PRIOR);
            ratio(context, PROFIT_GROWTH, c.getProfitCurrent(), c.getProfitPrior(), 1, PROFITS, NO_PROFIT_PRIOR);
        }
        ratio(context, VOLUME_PEAK_RATIO, c.getVolumeCurrent(), c.getVolumePeak(), 0, VOLUME_PEAK, NO_VOLUME_PEAK);
        ratio(context, PROFIT_PEAK_RATIO, c.getProfitCurrent(), c.getProfitPeak(), 0, PROFIT_PEAK, NO_PROFIT_PEAK);
    }

    /// Whether a window of 90 days is too short to see how the customer's purchases change.
    static boolean buysLessOften(MeasureContext context) {
        Double gap = context.number(Recency.MEAN);
        return gap != null && gap > WINDOW_DAYS && "NON_CONTRACTUAL".equals(context.customer.getRelationshipType());
    }

    /// `(value - times x base) / base`
    private static void ratio(
            MeasureContext context,
            int index,
            @Nullable Double value,
            @Nullable Double base,
            int times,
            MissingInputs missing,
            Text noBase) {
        if (value == null || base == null) {
            context.setMissing(
                    index, missing.of(MissingInputs.missingBit(value, 0) | MissingInputs.missingBit(base, 1)));
        } else if (base > 0) {
            context.set(index, DecimalRounding.difference(value, times * base, DecimalRounding.FROM_FACTS) / base);
        } else {
            context.setMissing(index, noBase);
        }
    }

    static Text notAboveZero(String name) {
        return Message.of("measure.growth.not-above-0", "input", MissingInputs.label(name));
    }
}
