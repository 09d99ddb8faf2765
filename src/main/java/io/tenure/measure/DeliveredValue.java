package io.tenure.measure;

import io.tenure.lifecycle.DecimalRounding;
import io.tenure.text.Message;
import io.tenure.text.Text;

/// Customer delivered value: what the customer gets compared with what it costs them, as they perceive it.
///
/// `deliveredValue = TCV - TCC`, above 0 a surplus; `deliveredValueRatio = TCV / TCC`, above 1 a surplus, where TCV is
/// `totalCustomerValue` and TCC `totalCustomerCost`, both [scores][Indicators].
///
/// The ratio is valid if TCC is above 0. 《客户生命周期管理》 gives the parts (four costs in its figure, three in its
/// formula; the figure is right).
final class DeliveredValue implements Formula {
    private static final int TCV = MeasureContext.index("totalCustomerValue");
    private static final int TCC = MeasureContext.index("totalCustomerCost");
    private static final int ABSOLUTE = MeasureContext.index("deliveredValue");
    private static final int RELATIVE = MeasureContext.index("deliveredValueRatio");
    private static final MissingInputs TOTALS = MissingInputs.of("totalCustomerValue", "totalCustomerCost");
    private static final Text NO_COST = Message.of("measure.delivered-value.no-cost");

    @Override
    public int[] measures() {
        return new int[] {ABSOLUTE, RELATIVE};
    }

    @Override
    public void apply(MeasureContext context) {
        Double tcv = context.number(TCV);
        Double tcc = context.number(TCC);
        if (tcv == null || tcc == null) {
            Text reason = TOTALS.of(MissingInputs.missingBit(tcv, 0) | MissingInputs.missingBit(tcc, 1));
            context.setMissing(ABSOLUTE, reason);
            context.setMissing(RELATIVE, reason);
            return;
        }
        context.set(ABSOLUTE, DecimalRounding.difference(tcv, tcc, DecimalRounding.FROM_MEASURES));
        if (tcc > 0) {
            context.set(RELATIVE, DecimalRounding.round(tcv / tcc, DecimalRounding.FROM_MEASURES));
        } else {
            context.setMissing(RELATIVE, NO_COST);
        }
    }
}
