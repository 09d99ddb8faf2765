package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// Customer delivered value: what the customer gets compared with what it costs them, as they perceive it.
///
/// - `totalCustomerValue` (TCV): weighted mean of product, service, personnel and image value, 0 to 100.
/// - `totalCustomerCost` (TCC): weighted mean of monetary, time, energy and physical cost, 0 to 100.
/// - `deliveredValue = TCV - TCC`, above 0 a surplus; `deliveredValueRatio = TCV / TCC`, above 1 a surplus.
///
/// The ratio is valid if TCC is above 0. 《客户生命周期管理》 gives the parts (four costs in its figure, three in its
/// formula; the figure is right). Combining them by a weighted mean, and the weights, are business choices.
final class DeliveredValue implements Formula {
    private static final List<String> VALUE_WEIGHTS =
            List.of("weightProductValue", "weightServiceValue", "weightPersonnelValue", "weightImageValue");
    private static final List<String> COST_WEIGHTS =
            List.of("weightMonetaryCost", "weightTimeCost", "weightEnergyCost", "weightPhysicalCost");
    static final List<String> PARAMETERS = Formula.union(VALUE_WEIGHTS, COST_WEIGHTS);

    private static final int TCV = MeasureContext.index("totalCustomerValue");
    private static final int TCC = MeasureContext.index("totalCustomerCost");
    private static final int ABSOLUTE = MeasureContext.index("deliveredValue");
    private static final int RELATIVE = MeasureContext.index("deliveredValueRatio");
    private static final MissingInputs TOTALS = MissingInputs.of("totalCustomerValue", "totalCustomerCost");
    private static final Text NO_COST = Message.of("measure.delivered-value.no-cost");

    private final WeightedMean value;
    private final WeightedMean cost;

    DeliveredValue(Parameters parameters) {
        value = WeightedMean.of(
                parameters, VALUE_WEIGHTS, List.of("productValue", "serviceValue", "personnelValue", "imageValue"));
        cost = WeightedMean.of(
                parameters, COST_WEIGHTS, List.of("monetaryCost", "timeCost", "energyCost", "physicalCost"));
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        value.score(context, TCV, c.getProductValue(), c.getServiceValue(), c.getPersonnelValue(), c.getImageValue());
        cost.score(context, TCC, c.getMonetaryCost(), c.getTimeCost(), c.getEnergyCost(), c.getPhysicalCost());
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
