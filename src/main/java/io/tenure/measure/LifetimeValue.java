package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// Future customer lifetime value, by the margin multiple.
///
/// `clv = m r / (1 + i - r)`, money: m `annualMargin` (money per year), r `retentionRate` (probability of
/// keeping the customer for a year, or `defaultRetentionRate` with a note), i `discountRate` (per year, or the
/// parameter). The first margin comes after a year. The acquisition cost is sunk and not included. With r .9
/// and i .12 the multiple is 4.09.
///
/// Valid if `0 <= r < 1 + i`, and as long as m and r stay the same. A given `clv` is used unchanged.
/// Source: Gupta and Lehmann.
final class LifetimeValue implements Formula {
    static final List<String> PARAMETERS = List.of("defaultDiscountRate", "defaultRetentionRate");

    static final int CLV = MeasureContext.index("clv");
    private static final MissingInputs MARGIN_UNKNOWN = MissingInputs.of("annualMargin");
    private static final Text INVALID = Message.of("measure.lifetime-value.invalid");
    static final Text RETENTION_ASSUMED = Message.of("measure.lifetime-value.retention-assumed");

    private final double discountRate;
    private final double defaultRetentionRate;

    LifetimeValue(Parameters parameters) {
        discountRate = parameters.get("defaultDiscountRate");
        defaultRetentionRate = parameters.get("defaultRetentionRate");
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Double margin = c.getAnnualMargin();
        Double retention = c.getRetentionRate();
        Double discount = c.getDiscountRate();
        double r = retention == null ? defaultRetentionRate : retention;
        double i = discount == null ? discountRate : discount;
        if (margin == null) {
            context.setMissing(CLV, MARGIN_UNKNOWN.all());
        } else if (isValid(r, i)) {
            context.set(CLV, margin * marginMultiple(r, i), retention == null ? RETENTION_ASSUMED : null);
        } else {
            context.setMissing(CLV, INVALID);
        }
    }

    static boolean isValid(double retention, double discount) {
        return retention >= 0 && DecimalRounding.difference(1 + discount, retention, DecimalRounding.FROM_FACTS) > 0;
    }

    /// The lifetime value of an annual margin of 1; see [#isValid].
    static double marginMultiple(double retention, double discount) {
        return retention / DecimalRounding.difference(1 + discount, retention, DecimalRounding.FROM_FACTS);
    }
}
