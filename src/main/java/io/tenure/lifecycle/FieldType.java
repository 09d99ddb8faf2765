package io.tenure.lifecycle;

import java.time.LocalDate;

/// The type of a field's values.
public enum FieldType {
    INTEGER(Integer.class),
    /// An IEEE double; shares, rates and probabilities stand as fractions, money in its own unit.
    NUMBER(Double.class),
    BOOLEAN(Boolean.class),
    /// One of the field's codes.
    CODE(String.class),
    TEXT(String.class),
    DATE(LocalDate.class);

    private final Class<?> held;

    FieldType(Class<?> held) {
        this.held = held;
    }

    public Class<?> javaType() {
        return held;
    }

    public boolean isNumeric() {
        return this == INTEGER || this == NUMBER;
    }
}
