package io.tenure.text;

import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers as text for people and for cells.
public final class NumberText {
    private static final MathContext TEN_DIGITS = new MathContext(10);

    private NumberText() {}

    /// A number for people: at most ten digits, no exponent, no trailing zeros.
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return new BigDecimal(value).round(TEN_DIGITS).stripTrailingZeros().toPlainString();
    }

    /// Every digit of a number, the same in every locale, as a cell would hold it: no exponent, no trailing zeros.
    ///
    /// @param value a finite number
    public static String exact(double value) {
        if (value == 0) {
            return "0";
        }
        String text = Double.toString(value);
        if (text.indexOf('E') >= 0) {
            return new BigDecimal(text).stripTrailingZeros().toPlainString();
        }
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
