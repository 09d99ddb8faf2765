package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.text.Message;
import io.tenure.text.Text;

/// The value vector of economic (x), functional (y) and psychological (z) value.
///
/// - `valueVectorSize = sqrt(x^2 + y^2 + z^2)`, score.
/// - Direction cosines `x / size`, `y / size`, `z / size`; their squares add up to 1.
/// - `dominantAxis`: the axis with the largest cosine; of equal ones the first of economic, functional,
///   psychological.
///
/// The direction is valid if the size is above 0; all of it needs all three parts, because without one of them
/// the direction would be wrong. 《基于客户价值的客户关系管理》; its formula is missing there and was reconstructed.
final class ValueVector implements Formula {
    private static final int SIZE = MeasureContext.index("valueVectorSize");
    private static final int ECONOMIC = MeasureContext.index("valueCosineEconomic");
    private static final int FUNCTIONAL = MeasureContext.index("valueCosineFunctional");
    private static final int PSYCHOLOGICAL = MeasureContext.index("valueCosinePsychological");
    private static final int DOMINANT = MeasureContext.index("dominantAxis");
    private static final MissingInputs COMPONENTS =
            MissingInputs.of("economicValue", "functionalValue", "psychologicalValue");
    private static final Text NO_LENGTH = Message.of("measure.value-vector.no-length");

    @Override
    public int[] measures() {
        return new int[] {SIZE, ECONOMIC, FUNCTIONAL, PSYCHOLOGICAL, DOMINANT};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Double x = c.getEconomicValue();
        Double y = c.getFunctionalValue();
        Double z = c.getPsychologicalValue();
        if (x == null || y == null || z == null) {
            Text reason = COMPONENTS.of(
                    MissingInputs.missingBit(x, 0) | MissingInputs.missingBit(y, 1) | MissingInputs.missingBit(z, 2));
            context.setMissing(SIZE, reason);
            setDirectionMissing(context, reason);
            return;
        }
        double size = Math.sqrt(x * x + y * y + z * z);
        context.set(SIZE, size);
        if (size > 0) {
            context.set(ECONOMIC, x / size);
            context.set(FUNCTIONAL, y / size);
            context.set(PSYCHOLOGICAL, z / size);
            context.set(DOMINANT, x >= y && x >= z ? "ECONOMIC" : y >= z ? "FUNCTIONAL" : "PSYCHOLOGICAL");
        } else {
            setDirectionMissing(context, NO_LENGTH);
        }
    }

    private static void setDirectionMissing(MeasureContext context, Text reason) {
        context.setMissing(ECONOMIC, reason);
        context.setMissing(FUNCTIONAL, reason);
        context.setMissing(PSYCHOLOGICAL, reason);
        context.setMissing(DOMINANT, reason);
    }
}
