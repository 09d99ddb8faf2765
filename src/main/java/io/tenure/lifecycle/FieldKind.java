package io.tenure.lifecycle;

/// The kind of a name in the dictionary.
public enum FieldKind {
    /// Given by the caller, or aggregated from purchases, contacts and complaints.
    FACT,
    /// Computed from facts.
    MEASURE,
    /// Decided by tables and rules.
    OUTCOME,
    /// Part of what a `COLLECT` table adds with each row: a candidate, a signal, a lever.
    ITEM
}
