package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Purchase;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long ago and how regularly the customer buys.
///
/// - `recencyDays = asOf - lastPurchaseDate`, days.
/// - `tenureMonths`: complete months from `firstPurchaseDate` to `asOf`.
/// - `prospectAgeDays = asOf - firstContactDate`, days.
/// - `meanInterpurchaseDays = (lastPurchaseDate - firstPurchaseDate) / (purchaseCount - 1)`, days; from two
///   purchases on. Where the date of the last purchase is not given, it is `asOf - recencyDays`.
/// - `interpurchaseCv`: standard deviation (n - 1) of the days between purchase days over their mean; from
///   the purchase records, three purchase days or more.
/// - `gapRatio = recencyDays / max(meanInterpurchaseDays, minGapFloorDays)`.
///
/// Unknown for a date after `asOf`. Sources: Chen, Sain and Guo 2012 for recency; the gap ratio and its minimum
/// are business choices.
final class Recency implements Formula {
    static final List<String> PARAMETERS = List.of("minGapFloorDays");

    static final int RECENCY_DAYS = MeasureContext.index("recencyDays");
    static final int TENURE_MONTHS = MeasureContext.index("tenureMonths");
    private static final int PROSPECT_AGE_DAYS = MeasureContext.index("prospectAgeDays");
    static final int MEAN = MeasureContext.index("meanInterpurchaseDays");
    private static final int CV = MeasureContext.index("interpurchaseCv");
    private static final int GAP_RATIO = MeasureContext.index("gapRatio");

    private static final MissingInputs RECENCY_INPUTS = MissingInputs.of("asOf", "lastPurchaseDate");
    private static final MissingInputs TENURE_INPUTS = MissingInputs.of("asOf", "firstPurchaseDate");
    private static final MissingInputs PROSPECT_AGE_INPUTS = MissingInputs.of("asOf", "firstContactDate");
    private static final MissingInputs MEAN_INPUTS =
            MissingInputs.of("firstPurchaseDate", "lastPurchaseDate", "purchaseCount");
    private static final MissingInputs GAP_INPUTS = MissingInputs.of("recencyDays", "meanInterpurchaseDays");
    private static final Text LAST_IS_LATER = afterAsOf("lastPurchaseDate");
    private static final Text FIRST_IS_LATER = afterAsOf("firstPurchaseDate");
    private static final Text CONTACT_IS_LATER = afterAsOf("firstContactDate");
    private static final Text FIRST_AFTER_LAST = Message.of("measure.recency.first-after-last");
    private static final Text NEEDS_TWO_PURCHASES = Message.of("measure.recency.needs-two-purchases");
    private static final Text NEEDS_THREE_PURCHASE_DAYS = Message.of("measure.recency.needs-three-purchase-days");
    static final Text NO_PURCHASE = Message.of("measure.recency.no-purchase");
    private static final Text GAP_IS_ZERO = Message.of("measure.recency.gap-is-zero");

    private final double minGapDays;

    Recency(Parameters parameters) {
        minGapDays = parameters.get("minGapFloorDays");
    }

    @Override
    public int[] measures() {
        return new int[] {RECENCY_DAYS, TENURE_MONTHS, PROSPECT_AGE_DAYS, MEAN, CV, GAP_RATIO};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        LocalDate asOf = c.getAsOf();
        days(context, RECENCY_DAYS, c.getLastPurchaseDate(), asOf, RECENCY_INPUTS, LAST_IS_LATER);
        days(context, PROSPECT_AGE_DAYS, c.getFirstContactDate(), asOf, PROSPECT_AGE_INPUTS, CONTACT_IS_LATER);
        tenure(context, c.getFirstPurchaseDate(), asOf);
        LocalDate last = context.isGiven(MEAN) ? c.getLastPurchaseDate() : lastPurchase(context);
        mean(context, c.getFirstPurchaseDate(), last, c.getPurchaseCount());
        variation(context, c.purchases(), asOf);
        gap(context);
    }

    private static void days(
            MeasureContext context,
            int index,
            @Nullable LocalDate from,
            @Nullable LocalDate asOf,
            MissingInputs missing,
            Text later) {
        if (from == null || asOf == null) {
            context.setMissing(
                    index, missing.of(MissingInputs.missingBit(asOf, 0) | MissingInputs.missingBit(from, 1)));
            return;
        }
        long days = asOf.toEpochDay() - from.toEpochDay();
        if (days < 0) {
            context.setMissing(index, later);
        } else {
            context.set(index, (int) days);
        }
    }

    static @Nullable LocalDate lastPurchase(MeasureContext context) {
        return context.customer.lastPurchase(context.integer(RECENCY_DAYS));
    }

    private static void tenure(MeasureContext context, @Nullable LocalDate first, @Nullable LocalDate asOf) {
        if (first == null || asOf == null) {
            context.setMissing(
                    TENURE_MONTHS,
                    TENURE_INPUTS.of(MissingInputs.missingBit(asOf, 0) | MissingInputs.missingBit(first, 1)));
        } else if (first.isAfter(asOf)) {
            context.setMissing(TENURE_MONTHS, FIRST_IS_LATER);
        } else {
            context.set(TENURE_MONTHS, (int) ChronoUnit.MONTHS.between(first, asOf));
        }
    }

    private static void mean(
            MeasureContext context, @Nullable LocalDate first, @Nullable LocalDate last, @Nullable Integer count) {
        if (count != null && count < 2) {
            context.setMissing(MEAN, NEEDS_TWO_PURCHASES);
        } else if (first == null || last == null || count == null) {
            context.setMissing(
                    MEAN,
                    MEAN_INPUTS.of(MissingInputs.missingBit(first, 0)
                            | MissingInputs.missingBit(last, 1)
                            | MissingInputs.missingBit(count, 2)));
        } else if (first.isAfter(last)) {
            context.setMissing(MEAN, FIRST_AFTER_LAST);
        } else {
            context.set(MEAN, (double) (last.toEpochDay() - first.toEpochDay()) / (count - 1));
        }
    }

    private static void variation(MeasureContext context, List<Purchase> purchases, @Nullable LocalDate asOf) {
        long[] days = purchases.isEmpty() || asOf == null ? new long[0] : PurchaseDays.of(purchases, asOf);
        if (days.length < 3) {
            context.setMissing(CV, NEEDS_THREE_PURCHASE_DAYS);
            return;
        }
        double mean = (double) (days[days.length - 1] - days[0]) / (days.length - 1);
        double squares = 0;
        for (int i = 1; i < days.length; i++) {
            double off = days[i] - days[i - 1] - mean;
            squares += off * off;
        }
        context.set(CV, Math.sqrt(squares / (days.length - 2)) / mean);
    }

    private void gap(MeasureContext context) {
        Integer recency = context.integer(RECENCY_DAYS);
        Double mean = context.number(MEAN);
        if (recency == null || mean == null) {
            context.setMissing(
                    GAP_RATIO, GAP_INPUTS.of(MissingInputs.missingBit(recency, 0) | MissingInputs.missingBit(mean, 1)));
            return;
        }
        double gap = Math.max(mean, minGapDays);
        if (gap > 0) {
            context.set(GAP_RATIO, DecimalRounding.round(recency / gap, DecimalRounding.FROM_MEASURES));
        } else {
            context.setMissing(GAP_RATIO, GAP_IS_ZERO);
        }
    }

    private static Text afterAsOf(String date) {
        return Message.of("measure.recency.after-asof", "input", MissingInputs.label(date));
    }
}
