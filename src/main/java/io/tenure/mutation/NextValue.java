package io.tenure.mutation;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How little "a little" is: the distance to the next value that somebody might have written instead.
final class NextValue {
    private static final double SMALL = 0.01;

    private NextValue() {}

    /// The step of a field's value: 1 for whole numbers and days; otherwise one unit of the second significant digit
    /// but at least 0.01, or of the last digit that is written where that is finer. From 0 it is 1 for money and
    /// scores, 0.01 for the rest. Scenarios compare cents, or the decimals written.
    static double step(Field field, double value) {
        if (field.type() == FieldType.INTEGER || field.type() == FieldType.DATE) {
            return 1;
        }
        if (value == 0) {
            return field.unit().startsWith("money") || field.unit().equals("score") ? 1 : SMALL;
        }
        return ofSecondDigit(value);
    }

    /// The step of a parameter: 1 for a whole number that is no percentage, otherwise as for a field.
    static double step(double value, boolean percent) {
        return !percent && value == Math.rint(value) ? 1 : value == 0 ? SMALL : ofSecondDigit(value);
    }

    private static double ofSecondDigit(double value) {
        BigDecimal exact = BigDecimal.valueOf(Math.abs(value)).stripTrailingZeros();
        int second = Math.max(exact.precision() - exact.scale() - 2, -2);
        return BigDecimal.ONE
                .scaleByPowerOfTen(Math.min(second, -exact.scale()))
                .doubleValue();
    }

    /// A number as a sheet gives it, to six decimals.
    static double rounded(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN).doubleValue() + 0.0
                : value;
    }

    /// A value moved by a step, without the noise of binary fractions.
    static double moved(double value, double step) {
        return BigDecimal.valueOf(value)
                        .add(BigDecimal.valueOf(step))
                        .round(new MathContext(15, RoundingMode.HALF_EVEN))
                        .doubleValue()
                + 0.0;
    }
}
