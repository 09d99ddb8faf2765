package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Future customer lifetime value, by the margin multiple.
///
/// `clv = m r / (1 + i - r)`, money: m the annual margin (money per year), r `retentionRate` (probability of
/// keeping the customer for a year, or `defaultRetentionRate` with a note), i `discountRate` (per year, or the
/// parameter). The first margin comes after a year. The acquisition cost is sunk and not included. With r .9
/// and i .12 the multiple is 4.09.
///
/// The annual margin is `annualMargin`; where that is unknown the first of these that is known, with a note:
///
/// - `annualVolume x unitMargin`
/// - `volumeCurrent x 365 / 90 x unitMargin`, if the relationship is older than the 90 days: by its months, or since
///   the volume of the 90 days before is known
/// - the purchase value `cpv`
///
/// Valid if `0 <= r < 1 + i`, and as long as m and r stay the same. A given `clv` is used unchanged.
/// Source: Gupta and Lehmann.
final class LifetimeValue implements Formula {
    static final List<String> PARAMETERS = List.of("defaultDiscountRate", "defaultRetentionRate");

    static final int CLV = MeasureContext.index("clv");
    private static final MissingInputs MARGIN_UNKNOWN = MissingInputs.of("annualMargin");
    private static final double WINDOWS_PER_YEAR = 365.0 / 90;
    private static final int WINDOW_MONTHS = 3;
    private static final int CPV = MeasureContext.index("cpv");
    private static final int TENURE = MeasureContext.index("tenureMonths");
    private static final Text INVALID = Message.of("measure.lifetime-value.invalid");
    static final Text RETENTION_ASSUMED = Message.of("measure.lifetime-value.retention-assumed");
    private static final Remark GIVEN = new Remark(null, RETENTION_ASSUMED);
    private static final Remark FROM_ANNUAL_VOLUME = Remark.of(Message.of("measure.lifetime-value.from-annual-volume"));
    private static final Remark FROM_VOLUME = Remark.of(Message.of("measure.lifetime-value.from-volume"));
    private static final Remark FROM_PURCHASE_VALUE =
            Remark.of(Message.of("measure.lifetime-value.from-purchase-value"));

    private final double discountRate;
    private final double defaultRetentionRate;

    LifetimeValue(Parameters parameters) {
        discountRate = parameters.get("defaultDiscountRate");
        defaultRetentionRate = parameters.get("defaultRetentionRate");
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Margin margin = margin(context);
        Double retention = c.getRetentionRate();
        Double discount = c.getDiscountRate();
        double r = retention == null ? defaultRetentionRate : retention;
        double i = discount == null ? discountRate : discount;
        if (margin == null) {
            context.setMissing(CLV, MARGIN_UNKNOWN.all());
        } else if (isValid(r, i)) {
            context.set(
                    CLV,
                    margin.amount * marginMultiple(r, i),
                    retention == null ? margin.remark.withRetention : margin.remark.alone);
        } else {
            context.setMissing(CLV, INVALID);
        }
    }

    /// What a margin takes for granted, put together once.
    ///
    /// @param alone null where the margin was given
    /// @param withRetention the same, and the default of the retention rate
    private record Remark(@Nullable Text alone, Text withRetention) {
        static Remark of(Text alone) {
            return new Remark(alone, MissingInputs.joined(alone, RETENTION_ASSUMED));
        }
    }

    private record Margin(double amount, Remark remark) {}

    private static @Nullable Margin margin(MeasureContext context) {
        Customer c = context.customer;
        Double given = c.getAnnualMargin();
        if (given != null) {
            return new Margin(given, GIVEN);
        }
        Double share = c.getUnitMargin();
        Double year = c.getAnnualVolume();
        if (share != null && year != null) {
            return new Margin(year * share, FROM_ANNUAL_VOLUME);
        }
        Double window = c.getVolumeCurrent();
        Integer months = context.integer(TENURE);
        boolean older = c.getVolumePrior() != null || months != null && months >= WINDOW_MONTHS;
        if (share != null && window != null && older) {
            return new Margin(window * WINDOWS_PER_YEAR * share, FROM_VOLUME);
        }
        Double purchases = context.number(CPV);
        return purchases == null ? null : new Margin(purchases, FROM_PURCHASE_VALUE);
    }

    static boolean isValid(double retention, double discount) {
        return retention >= 0 && DecimalRounding.difference(1 + discount, retention, DecimalRounding.FROM_FACTS) > 0;
    }

    /// The lifetime value of an annual margin of 1; see [#isValid].
    static double marginMultiple(double retention, double discount) {
        return retention / DecimalRounding.difference(1 + discount, retention, DecimalRounding.FROM_FACTS);
    }
}
