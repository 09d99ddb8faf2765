package io.tenure.value;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Text;
import java.util.List;

/// Customer delivered value: what the customer gets from us against what it costs them, scores as perceived.
///
/// - `totalCustomerValue` (TCV): weighted mean of product, service, personnel and image value, 0 to 100.
/// - `totalCustomerCost` (TCC): weighted mean of monetary, time, energy and physical cost, 0 to 100.
/// - `deliveredValue = TCV - TCC`, above 0 a surplus; `deliveredValueRatio = TCV / TCC`, above 1 a surplus.
///
/// The ratio is valid where TCC is above 0. Source 4 gives the functions' parts (four costs in its figure,
/// three in its formula; the figure is right); that they are weighted means, and the weights, are business
/// choices.
final class DeliveredValue implements Formula {
    private static final List<String> VALUE_WEIGHTS =
            List.of("weightProductValue", "weightServiceValue", "weightPersonnelValue", "weightImageValue");
    private static final List<String> COST_WEIGHTS =
            List.of("weightMonetaryCost", "weightTimeCost", "weightEnergyCost", "weightPhysicalCost");
    static final List<String> PARAMETERS = Formula.joined(VALUE_WEIGHTS, COST_WEIGHTS);

    private static final int TCV = Reckoning.slot("totalCustomerValue");
    private static final int TCC = Reckoning.slot("totalCustomerCost");
    private static final int ABSOLUTE = Reckoning.slot("deliveredValue");
    private static final int RELATIVE = Reckoning.slot("deliveredValueRatio");
    private static final Missing TOTALS = Missing.of("totalCustomerValue", "totalCustomerCost");
    private static final Text NO_COST = new Text("totalCustomerCost is 0", "totalCustomerCost为0");

    private final Weights value;
    private final Weights cost;

    DeliveredValue(Parameters parameters) {
        value = Weights.of(
                parameters, VALUE_WEIGHTS, List.of("productValue", "serviceValue", "personnelValue", "imageValue"));
        cost = Weights.of(parameters, COST_WEIGHTS, List.of("monetaryCost", "timeCost", "energyCost", "physicalCost"));
    }

    @Override
    public void apply(Reckoning reckoning) {
        Customer c = reckoning.customer;
        value.score(reckoning, TCV, c.getProductValue(), c.getServiceValue(), c.getPersonnelValue(), c.getImageValue());
        cost.score(reckoning, TCC, c.getMonetaryCost(), c.getTimeCost(), c.getEnergyCost(), c.getPhysicalCost());
        Double tcv = reckoning.number(TCV);
        Double tcc = reckoning.number(TCC);
        if (tcv == null || tcc == null) {
            Text reason = TOTALS.of(Missing.bit(tcv, 0) | Missing.bit(tcc, 1));
            reckoning.lack(ABSOLUTE, reason);
            reckoning.lack(RELATIVE, reason);
            return;
        }
        reckoning.know(ABSOLUTE, tcv - tcc);
        if (tcc > 0) {
            reckoning.know(RELATIVE, tcv / tcc);
        } else {
            reckoning.lack(RELATIVE, NO_COST);
        }
    }
}
