package io.tenure.ruleset;

import java.time.LocalDate;

/// Values as a cell would hold them.
final class CellText {
    private CellText() {}

    static String of(Object value) {
        return switch (value) {
            case Double number -> number(number);
            case Boolean yes -> yes ? "TRUE" : "FALSE";
            case LocalDate day -> day.toString();
            default -> value.toString();
        };
    }

    /// Without an exponent unless the number would be very long.
    private static String number(double value) {
        String plain = Cell.canonical(value);
        return plain.length() > 24 ? Double.toString(value) : plain;
    }
}
