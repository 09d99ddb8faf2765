package io.tenure.lifecycle;

/// What sort of thing a name of the dictionary stands for.
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
