package io.tenure.value;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Text;

/// The value vector: economic (x), functional (y) and psychological (z) value as one arrow.
///
/// - `valueVectorSize = sqrt(x^2 + y^2 + z^2)`, score.
/// - Direction cosines `x / size`, `y / size`, `z / size`; their squares add up to 1.
/// - `dominantAxis`: the axis with the largest cosine; of equal ones the first of economic, functional,
///   psychological.
///
/// The direction is valid where the size is above 0; all of it only where all three parts are known, since an
/// arrow without one of them points elsewhere. Source 2, whose formula is a lost image: a reconstruction.
final class ValueVector implements Formula {
    private static final int SIZE = Reckoning.slot("valueVectorSize");
    private static final int ECONOMIC = Reckoning.slot("valueCosineEconomic");
    private static final int FUNCTIONAL = Reckoning.slot("valueCosineFunctional");
    private static final int PSYCHOLOGICAL = Reckoning.slot("valueCosinePsychological");
    private static final int DOMINANT = Reckoning.slot("dominantAxis");
    private static final Missing PARTS = Missing.of("economicValue", "functionalValue", "psychologicalValue");
    private static final Text NO_LENGTH = new Text("the value vector has no length", "价值矢量长度为0");

    @Override
    public void apply(Reckoning reckoning) {
        Customer c = reckoning.customer;
        Double x = c.getEconomicValue();
        Double y = c.getFunctionalValue();
        Double z = c.getPsychologicalValue();
        if (x == null || y == null || z == null) {
            Text reason = PARTS.of(Missing.bit(x, 0) | Missing.bit(y, 1) | Missing.bit(z, 2));
            reckoning.lack(SIZE, reason);
            undirected(reckoning, reason);
            return;
        }
        double size = Math.sqrt(x * x + y * y + z * z);
        reckoning.know(SIZE, size);
        if (size > 0) {
            reckoning.know(ECONOMIC, x / size);
            reckoning.know(FUNCTIONAL, y / size);
            reckoning.know(PSYCHOLOGICAL, z / size);
            reckoning.know(DOMINANT, x >= y && x >= z ? "ECONOMIC" : y >= z ? "FUNCTIONAL" : "PSYCHOLOGICAL");
        } else {
            undirected(reckoning, NO_LENGTH);
        }
    }

    private static void undirected(Reckoning reckoning, Text reason) {
        reckoning.lack(ECONOMIC, reason);
        reckoning.lack(FUNCTIONAL, reason);
        reckoning.lack(PSYCHOLOGICAL, reason);
        reckoning.lack(DOMINANT, reason);
    }
}
