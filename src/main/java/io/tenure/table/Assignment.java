package io.tenure.table;

import io.tenure.lifecycle.Field;

/// The value that an action cell writes.
///
/// `text` is the cell as people write it.
public sealed interface Assignment {
    String text();

    /// The cell is empty: the row writes nothing to the field of the column.
    record None() implements Assignment {
        public static final None INSTANCE = new None();

        @Override
        public String text() {
            return "";
        }
    }

    /// A value of the column's type: Integer, Double, Boolean, LocalDate or String; also that of a
    /// parameter, whose name is then the text.
    record Literal(Object value, String text) implements Assignment {
        public Literal(Object value) {
            this(value, ValueText.of(value));
        }
    }

    /// `= name`: the value that a fact, measure or outcome has when the row is applied.
    record Copy(Field source) implements Assignment {
        @Override
        public String text() {
            return "= " + source.name();
        }
    }
}
