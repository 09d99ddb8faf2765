package io.tenure.table;

/// Which of the matching rows of a table are applied.
public enum HitPolicy {
    /// At most one row matches; two rows that could both match are a finding.
    UNIQUE,
    /// The first matching row, in the order of the sheet.
    FIRST,
    /// Every matching row; each adds a candidate, signal or lever.
    COLLECT
}
