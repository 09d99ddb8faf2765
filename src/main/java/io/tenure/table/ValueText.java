package io.tenure.table;

import io.tenure.lifecycle.FieldType;
import io.tenure.text.NumberText;
import java.time.LocalDate;

/// Values as text in the form of a cell: `0.25`, `TRUE`, `2026-06-30`.
public final class ValueText {
    private ValueText() {}

    public static String of(Object value) {
        return switch (value) {
            case Double number -> number(number);
            case Boolean yes -> yes ? "TRUE" : "FALSE";
            case LocalDate day -> day.toString();
            default -> value.toString();
        };
    }

    /// A number as a cell of a field of some type holds it: a date by its epoch day.
    public static String of(FieldType type, double value) {
        return type == FieldType.DATE ? LocalDate.ofEpochDay((long) value).toString() : of(value);
    }

    /// Without an exponent unless the number would be very long.
    private static String number(double value) {
        String plain = NumberText.exact(value);
        return plain.length() > 24 ? Double.toString(value) : plain;
    }
}
