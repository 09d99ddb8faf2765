package io.tenure.value;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Purchase;
import io.tenure.lifecycle.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long ago and how regularly the customer buys.
///
/// - `recencyDays = asOf - lastPurchaseDate`, days.
/// - `tenureMonths`: whole months from `firstPurchaseDate` to `asOf`; a month that isn't full doesn't count.
/// - `prospectAgeDays = asOf - firstContactDate`, days.
/// - `meanInterpurchaseDays = (lastPurchaseDate - firstPurchaseDate) / (purchaseCount - 1)`, days; from two
///   purchases on.
/// - `interpurchaseCv`: standard deviation (n - 1) of the days between purchase days over their mean; from
///   the purchase records, three purchase days or more.
/// - `gapRatio = recencyDays / max(meanInterpurchaseDays, minGapFloorDays)`.
///
/// A date after `asOf` gives no measure. Sources: Chen, Sain and Guo 2012 for recency; the gap ratio and its
/// floor are business choices.
final class Recency implements Formula {
    static final List<String> PARAMETERS = List.of("minGapFloorDays");

    static final int RECENCY_DAYS = Reckoning.slot("recencyDays");
    static final int TENURE_MONTHS = Reckoning.slot("tenureMonths");
    private static final int PROSPECT_AGE_DAYS = Reckoning.slot("prospectAgeDays");
    private static final int MEAN = Reckoning.slot("meanInterpurchaseDays");
    private static final int CV = Reckoning.slot("interpurchaseCv");
    private static final int GAP_RATIO = Reckoning.slot("gapRatio");

    private static final Missing LAST = Missing.of("asOf", "lastPurchaseDate");
    private static final Missing FIRST = Missing.of("asOf", "firstPurchaseDate");
    private static final Missing CONTACT = Missing.of("asOf", "firstContactDate");
    private static final Missing SPAN = Missing.of("firstPurchaseDate", "lastPurchaseDate", "purchaseCount");
    private static final Missing GAP = Missing.of("recencyDays", "meanInterpurchaseDays");
    private static final Text LAST_IS_LATER = later("lastPurchaseDate");
    private static final Text FIRST_IS_LATER = later("firstPurchaseDate");
    private static final Text CONTACT_IS_LATER = later("firstContactDate");
    private static final Text FIRST_AFTER_LAST =
            new Text("firstPurchaseDate is after lastPurchaseDate", "firstPurchaseDate晚于lastPurchaseDate");
    private static final Text ONE_PURCHASE = new Text("it takes two purchases", "至少需要两次购买");
    private static final Text FEW_RECORDS =
            new Text("it takes three purchase days among the purchases given", "给出的购买记录中至少需要三个购买日");
    private static final Text NO_RANGE =
            new Text("minGapFloorDays and meanInterpurchaseDays are 0", "minGapFloorDays与meanInterpurchaseDays均为0");

    private final double floor;

    Recency(Parameters parameters) {
        floor = parameters.get("minGapFloorDays");
    }

    @Override
    public void apply(Reckoning reckoning) {
        Customer c = reckoning.customer;
        LocalDate asOf = c.getAsOf();
        days(reckoning, RECENCY_DAYS, c.getLastPurchaseDate(), asOf, LAST, LAST_IS_LATER);
        days(reckoning, PROSPECT_AGE_DAYS, c.getFirstContactDate(), asOf, CONTACT, CONTACT_IS_LATER);
        tenure(reckoning, c.getFirstPurchaseDate(), asOf);
        mean(reckoning, c.getFirstPurchaseDate(), c.getLastPurchaseDate(), c.getPurchaseCount());
        variation(reckoning, c.purchases(), asOf);
        gap(reckoning);
    }

    private static void days(
            Reckoning reckoning,
            int slot,
            @Nullable LocalDate from,
            @Nullable LocalDate asOf,
            Missing missing,
            Text later) {
        if (from == null || asOf == null) {
            reckoning.lack(slot, missing.of(Missing.bit(asOf, 0) | Missing.bit(from, 1)));
            return;
        }
        long days = asOf.toEpochDay() - from.toEpochDay();
        if (days < 0) {
            reckoning.lack(slot, later);
        } else {
            reckoning.know(slot, (int) days);
        }
    }

    private static void tenure(Reckoning reckoning, @Nullable LocalDate first, @Nullable LocalDate asOf) {
        if (first == null || asOf == null) {
            reckoning.lack(TENURE_MONTHS, FIRST.of(Missing.bit(asOf, 0) | Missing.bit(first, 1)));
        } else if (first.isAfter(asOf)) {
            reckoning.lack(TENURE_MONTHS, FIRST_IS_LATER);
        } else {
            reckoning.know(TENURE_MONTHS, (int) ChronoUnit.MONTHS.between(first, asOf));
        }
    }

    private static void mean(
            Reckoning reckoning, @Nullable LocalDate first, @Nullable LocalDate last, @Nullable Integer count) {
        if (count != null && count < 2) {
            reckoning.lack(MEAN, ONE_PURCHASE);
        } else if (first == null || last == null || count == null) {
            reckoning.lack(MEAN, SPAN.of(Missing.bit(first, 0) | Missing.bit(last, 1) | Missing.bit(count, 2)));
        } else if (first.isAfter(last)) {
            reckoning.lack(MEAN, FIRST_AFTER_LAST);
        } else {
            reckoning.know(MEAN, (double) (last.toEpochDay() - first.toEpochDay()) / (count - 1));
        }
    }

    private static void variation(Reckoning reckoning, List<Purchase> purchases, @Nullable LocalDate asOf) {
        long[] days = purchases.isEmpty() || asOf == null ? new long[0] : PurchaseDays.of(purchases, asOf);
        if (days.length < 3) {
            reckoning.lack(CV, FEW_RECORDS);
            return;
        }
        double mean = (double) (days[days.length - 1] - days[0]) / (days.length - 1);
        double squares = 0;
        for (int i = 1; i < days.length; i++) {
            double off = days[i] - days[i - 1] - mean;
            squares += off * off;
        }
        reckoning.know(CV, Math.sqrt(squares / (days.length - 2)) / mean);
    }

    private void gap(Reckoning reckoning) {
        Integer recency = reckoning.integer(RECENCY_DAYS);
        Double mean = reckoning.number(MEAN);
        if (recency == null || mean == null) {
            reckoning.lack(GAP_RATIO, GAP.of(Missing.bit(recency, 0) | Missing.bit(mean, 1)));
            return;
        }
        double gap = Math.max(mean, floor);
        if (gap > 0) {
            reckoning.know(GAP_RATIO, recency / gap);
        } else {
            reckoning.lack(GAP_RATIO, NO_RANGE);
        }
    }

    private static Text later(String date) {
        return new Text(date + " is after asOf", date + "晚于asOf");
    }
}
