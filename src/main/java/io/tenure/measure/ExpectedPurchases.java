package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import io.tenure.model.BgNbd;
import io.tenure.model.PurchaseHistory;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What the models fitted to the base expect of a customer without a contract.
///
/// - `aliveProbability`: the probability that the customer has not dropped out.
/// - `inactiveProbability`: the probability that the customer buys nothing within the horizon of the models, calibrated
///   to what the base did.
/// - `expectedPurchases`: the purchase days expected within the horizon.
/// - `expectedSpend`: net sales expected of a purchase day, money: the customer's mean, drawn to that of the base.
/// - `expectedValue`: the margin of the purchases expected in three years, each discounted, money. It falls with
///   silence, since the probability of being alive does.
/// - `activeValue = m r / (1 + i - r)`, money: m the margin of the last 365 days, r and i as for the lifetime value,
///   r not lowered by silence: what the customer is worth while buying as usual, whatever the risk. Known wherever the
///   base was measured, with a model of purchases or without.
/// - `valueAtRisk = inactiveProbability x activeValue`, money.
///
/// The others are unknown where no model was fitted. The unit margin of the base stands in, with a note, where a
/// customer has none.
/// Sources: Fader, Hardie and Lee 2005, "Counting Your Customers" the Easy Way, and RFM and CLV: Using Iso-Value Curves
/// for Customer Base Analysis; Batislam, Denizel and Filiztekin 2007 for dropout after the first purchase; Gupta and
/// Lehmann for the margin multiple.
final class ExpectedPurchases implements Formula {
    private static final int ALIVE = MeasureContext.index("aliveProbability");
    private static final int INACTIVE = MeasureContext.index("inactiveProbability");
    private static final int PURCHASES = MeasureContext.index("expectedPurchases");
    private static final int SPEND = MeasureContext.index("expectedSpend");
    private static final int VALUE = MeasureContext.index("expectedValue");
    private static final int ACTIVE = MeasureContext.index("activeValue");
    private static final int AT_RISK = MeasureContext.index("valueAtRisk");
    private static final int[] OF_PURCHASES = {ALIVE, INACTIVE, PURCHASES, VALUE, AT_RISK};
    private static final double VALUE_DAYS = 3 * 365.0;

    private static final MissingInputs HISTORY =
            MissingInputs.of("firstPurchaseDate", "lastPurchaseDate", "purchaseCount");
    private static final MissingInputs AVERAGE = MissingInputs.of("averagePurchaseValue");
    private static final MissingInputs ACTIVE_UNKNOWN = MissingInputs.of("activeValue");
    private static final MissingInputs INACTIVE_UNKNOWN = MissingInputs.of("inactiveProbability");
    private static final MissingInputs YEAR = MissingInputs.of("annualVolume");
    private static final Text NOT_FITTED = Message.of("measure.expected-purchases.not-fitted");
    private static final Text NOT_MEASURED = Message.of("measure.expected-purchases.not-measured");
    private static final Text SPEND_NOT_FITTED = Message.of("measure.expected-purchases.spend-not-fitted");
    private static final Text CONTRACT = Message.of("measure.expected-purchases.contract");
    private static final Text DATES = Message.of("measure.expected-purchases.dates");
    private static final Text NO_PURCHASE = Message.of("measure.shared.no-purchase-yet");
    private static final Text NO_MARGIN = Message.of("measure.expected-purchases.no-margin");
    private static final Text MARGIN_OF_BASE = Message.of("measure.expected-purchases.margin-of-base");
    private static final Text INVALID = Message.of("measure.lifetime-value.invalid");

    private final FittedModels models;
    private final double discountRate;
    private final double retentionRate;

    ExpectedPurchases(Parameters parameters) {
        models = FittedModels.of(parameters);
        discountRate = parameters.get("defaultDiscountRate");
        retentionRate = parameters.get("defaultRetentionRate");
    }

    @Override
    public int[] measures() {
        return new int[] {ALIVE, INACTIVE, PURCHASES, SPEND, VALUE, ACTIVE, AT_RISK};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        spend(context, c);
        Double margin = c.getUnitMargin();
        double share = margin == null ? models.unitMargin() : margin;
        Text assumed = margin == null ? MARGIN_OF_BASE : null;
        double discount = c.getDiscountRate() == null ? discountRate : c.getDiscountRate();
        activeValue(context, c, share, assumed, discount);
        BgNbd model = models.purchases();
        LocalDate last = Recency.lastPurchase(context);
        Text missing = model == null ? NOT_FITTED : missing(c, last);
        if (model == null || missing != null) {
            for (int index : OF_PURCHASES) {
                context.setMissing(index, missing == null ? NOT_FITTED : missing);
            }
            return;
        }
        PurchaseHistory history = history(c, last);
        context.set(ALIVE, model.aliveProbability(history));
        double inactive = model.inactiveProbability(history, models.horizonDays());
        context.set(INACTIVE, models.riskCalibration().apply(inactive));
        context.set(PURCHASES, model.expectedPurchases(history, models.horizonDays()));
        value(context, model, history, share, assumed, discount);
        atRisk(context, assumed);
    }

    /// Why the customer has no history that the model knows; null where it has one.
    private static @Nullable Text missing(Customer c, @Nullable LocalDate last) {
        if (!"NON_CONTRACTUAL".equals(c.getRelationshipType())) {
            return CONTRACT;
        }
        LocalDate first = c.getFirstPurchaseDate();
        Integer count = c.getPurchaseCount();
        if (count != null && count == 0) {
            return NO_PURCHASE;
        }
        if (first == null || last == null || count == null) {
            return HISTORY.of(MissingInputs.missingBit(first, 0)
                    | MissingInputs.missingBit(last, 1)
                    | MissingInputs.missingBit(count, 2));
        }
        LocalDate asOf = c.getAsOf();
        return asOf == null || first.isAfter(last) || last.isAfter(asOf) ? DATES : null;
    }

    private static PurchaseHistory history(Customer c, @Nullable LocalDate last) {
        long first = Objects.requireNonNull(c.getFirstPurchaseDate()).toEpochDay();
        int repeats = Objects.requireNonNull(c.getPurchaseCount()) - 1;
        return new PurchaseHistory(
                repeats,
                repeats == 0 ? 0 : Objects.requireNonNull(last).toEpochDay() - first,
                Objects.requireNonNull(c.getAsOf()).toEpochDay() - first);
    }

    private void spend(MeasureContext context, Customer c) {
        Integer count = c.getPurchaseCount();
        Double average = c.getAveragePurchaseValue();
        if (models.spend() == null) {
            context.setMissing(SPEND, SPEND_NOT_FITTED);
        } else if (average == null || count == null) {
            context.setMissing(SPEND, AVERAGE.all());
        } else {
            OptionalDouble expected = models.spend().expectedSpend(count, Math.max(0, average));
            if (expected.isPresent()) {
                context.set(SPEND, expected.getAsDouble());
            } else {
                context.setMissing(SPEND, SPEND_NOT_FITTED);
            }
        }
    }

    private void value(
            MeasureContext context,
            BgNbd model,
            PurchaseHistory history,
            double share,
            @Nullable Text assumed,
            double discount) {
        Double spend = context.number(SPEND);
        if (spend == null) {
            context.setMissing(VALUE, models.spend() == null ? SPEND_NOT_FITTED : AVERAGE.all());
        } else if (Double.isNaN(share)) {
            context.setMissing(VALUE, NO_MARGIN);
        } else {
            context.set(VALUE, model.discountedPurchases(history, VALUE_DAYS, discount) * spend * share, assumed);
        }
    }

    private void activeValue(
            MeasureContext context, Customer c, double share, @Nullable Text assumed, double discount) {
        Double year = c.getAnnualVolume();
        double retention = c.getRetentionRate() == null ? retentionRate : c.getRetentionRate();
        if (Double.isNaN(models.unitMargin())) {
            context.setMissing(ACTIVE, NOT_MEASURED);
        } else if (!"NON_CONTRACTUAL".equals(c.getRelationshipType())) {
            context.setMissing(ACTIVE, CONTRACT);
        } else if (year == null) {
            context.setMissing(ACTIVE, YEAR.all());
        } else if (!LifetimeValue.isValid(retention, discount)) {
            context.setMissing(ACTIVE, INVALID);
        } else {
            context.set(ACTIVE, Math.max(0, year * share) * LifetimeValue.marginMultiple(retention, discount), assumed);
        }
    }

    private static void atRisk(MeasureContext context, @Nullable Text assumed) {
        Double active = context.number(ACTIVE);
        Double inactive = context.number(INACTIVE);
        if (active == null || inactive == null) {
            context.setMissing(AT_RISK, active == null ? ACTIVE_UNKNOWN.all() : INACTIVE_UNKNOWN.all());
        } else {
            context.set(AT_RISK, inactive * active, assumed);
        }
    }
}
