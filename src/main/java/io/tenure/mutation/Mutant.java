package io.tenure.mutation;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Address;

/// A ruleset with one small change that somebody might make by mistake.
sealed interface Mutant permits CellMutant, ParameterMutant {
    /// The cell that is changed.
    Address address();

    /// The table, or the sheet of parameters.
    String table();

    /// The row, or the parameter.
    String row();

    /// What the cell says, as far as it is changed: `>= 3`.
    String before();

    /// What it says instead: `> 3`.
    String after();

    /// The changed ruleset.
    Ruleset ruleset();
}
