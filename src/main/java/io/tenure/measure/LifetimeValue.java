package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Purchase;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Future customer lifetime value, by the margin multiple.
///
/// `clv = m r / (1 + i - r)`, money: m the annual margin (money per year), r the probability of keeping the customer
/// for a year ([Retention], a default with a note), i `discountRate` (per year, or the parameter). The first margin
/// comes after a year. What keeping the customer costs in a year, `retentionCost`, is taken off m. The acquisition
/// cost is sunk and not included. With r .9
/// and i .12 the multiple is 4.09.
///
/// The annual margin is `annualMargin`; where that is unknown the first of these that is known, with a note:
///
/// - of a customer without a contract who buys less often than once a year, `averagePurchaseValue x 365 /
///   meanInterpurchaseDays x unitMargin`: a year holds a purchase or none
/// - without a contract, the net sales of the 365 days up to the last purchase x `unitMargin`, from the purchase
///   records: the margin while active, so that a year's silence isn't worth nothing
/// - `annualVolume x unitMargin`
/// - the same as the first, of a customer who buys less often than once in 90 days
/// - `volumeCurrent x 365 / 90 x unitMargin`, if the relationship is older than the 90 days: by its months, or since
///   the volume of the 90 days before is known
/// - the purchase value `cpv`
/// - `volumeCurrent x unitMargin` of a newcomer without a contract, whose relationship is younger than the 90 days: all
///   sales of the 365 days
///
/// Valid if `0 <= r < 1 + i`, and as long as m and r stay the same. A given `clv` is used unchanged.
/// Source: Gupta and Lehmann.
final class LifetimeValue implements Formula {
    static final List<String> PARAMETERS = Formula.union(List.of("defaultDiscountRate"), Retention.PARAMETERS);

    static final int CLV = MeasureContext.index("clv");
    private static final MissingInputs MARGIN_UNKNOWN = MissingInputs.of("annualMargin");
    private static final double YEAR_DAYS = 365;
    private static final double WINDOWS_PER_YEAR = YEAR_DAYS / 90;
    private static final int WINDOW_MONTHS = 3;
    private static final int CPV = MeasureContext.index("cpv");
    private static final int TENURE = MeasureContext.index("tenureMonths");
    private static final Text INVALID = Message.of("measure.lifetime-value.invalid");
    private static final Text FROM_ACTIVE_YEAR = Message.of("measure.lifetime-value.from-active-year");
    private static final Text FROM_USUAL_PURCHASES = Message.of("measure.lifetime-value.from-usual-purchases");
    private static final Text FROM_ANNUAL_VOLUME = Message.of("measure.lifetime-value.from-annual-volume");
    private static final Text FROM_VOLUME = Message.of("measure.lifetime-value.from-volume");
    private static final Text FROM_PURCHASE_VALUE = Message.of("measure.lifetime-value.from-purchase-value");

    private static final Text FROM_FIRST_SALES = Message.of("measure.lifetime-value.from-first-sales");

    private final double discountRate;
    private final Retention retention;

    LifetimeValue(Parameters parameters) {
        discountRate = parameters.get("defaultDiscountRate");
        retention = new Retention(parameters);
    }

    @Override
    public int[] measures() {
        return new int[] {CLV};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Margin margin = margin(context);
        Retention.Rate kept = retention.of(context);
        Double discount = c.getDiscountRate();
        Double cost = c.getRetentionCost();
        double retentionCost = cost == null ? 0 : cost;
        double r = kept.rate();
        double i = discount == null ? discountRate : discount;
        if (margin == null) {
            context.setMissing(CLV, MARGIN_UNKNOWN.all());
        } else if (isValid(r, i)) {
            context.set(
                    CLV,
                    (margin.amount - retentionCost) * marginMultiple(r, i),
                    joined(margin.assumed, kept.assumed()));
        } else {
            context.setMissing(CLV, INVALID);
        }
    }

    private static @Nullable Text joined(@Nullable Text one, @Nullable Text other) {
        return one == null ? other : other == null ? one : MissingInputs.joined(one, other);
    }

    /// @param assumed what it takes for granted; null where it was given
    private record Margin(double amount, @Nullable Text assumed) {}

    private static @Nullable Margin margin(MeasureContext context) {
        Customer c = context.customer;
        Double given = c.getAnnualMargin();
        if (given != null) {
            return new Margin(given, null);
        }
        Double share = c.getUnitMargin();
        Double usual = share == null ? null : usualYear(context);
        Double gap = context.number(Recency.MEAN);
        if (share != null && usual != null && gap != null && gap > YEAR_DAYS) {
            return new Margin(usual * share, FROM_USUAL_PURCHASES);
        }
        Double active = share == null ? null : activeYear(c);
        if (share != null && active != null) {
            return new Margin(active * share, FROM_ACTIVE_YEAR);
        }
        Double year = c.getAnnualVolume();
        if (share != null && year != null) {
            return new Margin(year * share, FROM_ANNUAL_VOLUME);
        }
        if (share != null && usual != null) {
            return new Margin(usual * share, FROM_USUAL_PURCHASES);
        }
        Double window = c.getVolumeCurrent();
        Integer months = context.integer(TENURE);
        boolean older = c.getVolumePrior() != null || months != null && months >= WINDOW_MONTHS;
        if (share != null && window != null && older) {
            return new Margin(window * WINDOWS_PER_YEAR * share, FROM_VOLUME);
        }
        Double purchases = context.number(CPV);
        if (purchases != null) {
            return new Margin(purchases, FROM_PURCHASE_VALUE);
        }
        boolean newcomer = months != null && !isContract(c);
        return share != null && window != null && newcomer ? new Margin(window * share, FROM_FIRST_SALES) : null;
    }

    /// Sales of a year at the usual gap; null for whoever buys at least once in 90 days, or where the gap is unknown.
    private static @Nullable Double usualYear(MeasureContext context) {
        Double average = context.customer.getAveragePurchaseValue();
        Double gap = context.number(Recency.MEAN);
        return average != null && gap != null && Growth.buysLessOften(context)
                ? (Double) (average * YEAR_DAYS / gap)
                : null;
    }

    /// Net sales of the 365 days up to the last purchase, at least 0; null for a contract and without purchase records.
    private static @Nullable Double activeYear(Customer c) {
        LocalDate asOf = c.getAsOf();
        if (asOf == null || c.purchases().isEmpty() || isContract(c)) {
            return null;
        }
        LocalDate last = null;
        for (Purchase purchase : c.purchases()) {
            boolean counts = purchase.amount() >= 0 && !purchase.date().isAfter(asOf);
            if (counts && (last == null || purchase.date().isAfter(last))) {
                last = purchase.date();
            }
        }
        if (last == null) {
            return null;
        }
        double sum = 0;
        for (Purchase purchase : c.purchases()) {
            // A return counts even after the last purchase.
            if (purchase.date().isAfter(last.minusDays(365)) && !purchase.date().isAfter(asOf)) {
                sum += purchase.amount();
            }
        }
        return Math.max(0, sum);
    }

    private static boolean isContract(Customer c) {
        return !"NON_CONTRACTUAL".equals(c.getRelationshipType());
    }

    static boolean isValid(double retention, double discount) {
        return retention >= 0 && DecimalRounding.difference(1 + discount, retention, DecimalRounding.FROM_FACTS) > 0;
    }

    /// The lifetime value of an annual margin of 1; see [#isValid].
    static double marginMultiple(double retention, double discount) {
        return retention / DecimalRounding.difference(1 + discount, retention, DecimalRounding.FROM_FACTS);
    }
}
