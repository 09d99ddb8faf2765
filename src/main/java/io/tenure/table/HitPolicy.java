package io.tenure.table;

/// Which of a table's matching rows count.
public enum HitPolicy {
    /// At most one row matches; two that could both match are a finding.
    UNIQUE,
    /// The first in the sheet's order.
    FIRST,
    /// Every one; each adds a candidate, signal or lever.
    COLLECT
}
