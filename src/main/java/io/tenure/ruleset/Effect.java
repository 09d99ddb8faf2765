package io.tenure.ruleset;

import io.tenure.lifecycle.Term;

/// What an action cell writes.
///
/// `text` is the cell as it would be written, for showing.
public sealed interface Effect {
    String text();

    /// The cell is empty: the row leaves this column's name as it is.
    record Leave() implements Effect {
        public static final Leave INSTANCE = new Leave();

        @Override
        public String text() {
            return "";
        }
    }

    /// A value of the column's type: Integer, Double, Boolean, LocalDate or String; also that of a
    /// parameter, whose name the text then holds.
    record Literal(Object value, String text) implements Effect {
        public Literal(Object value) {
            this(value, CellText.of(value));
        }
    }

    /// `= name`: the value that a fact, measure or outcome has when the row fires.
    record Copy(Term source) implements Effect {
        @Override
        public String text() {
            return "= " + source.name();
        }
    }
}
