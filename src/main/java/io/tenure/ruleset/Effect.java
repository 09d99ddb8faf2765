package io.tenure.ruleset;

import io.tenure.lifecycle.Term;

/// What an action cell writes.
public sealed interface Effect {
    /// The cell that says it, for showing.
    default String text() {
        return switch (this) {
            case Leave _ -> "";
            case Literal(var value) -> CellText.of(value);
            case Copy(var source) -> "= " + source.name();
        };
    }

    /// The cell is empty: the row leaves this column's name as it is.
    record Leave() implements Effect {
        public static final Leave INSTANCE = new Leave();
    }

    /// A value of the column's type: Integer, Double, Boolean, LocalDate or String.
    record Literal(Object value) implements Effect {}

    /// `= name`: the value that a fact, measure or outcome has when the row fires.
    record Copy(Term source) implements Effect {}
}
