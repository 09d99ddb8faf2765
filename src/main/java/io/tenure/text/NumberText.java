package io.tenure.text;

import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers as people read them.
public final class NumberText {
    private static final MathContext TEN_DIGITS = new MathContext(10);

    private NumberText() {}

    /// A number for people: at most ten digits, no exponent, no needless zeros.
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value).round(TEN_DIGITS).stripTrailingZeros().toPlainString();
    }
}
