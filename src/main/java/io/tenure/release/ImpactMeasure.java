package io.tenure.release;

/// What an impact run found, as far as it counts for the limit of level changes.
///
/// @param wholeRecord whether it took every customer on record
/// @param customers how many different ones were decided by both, in all of their rows
/// @param lost how many different ones the active release decides and the draft doesn't
/// @param skipped how many the active release doesn't decide
/// @param levelChanges for how many of `customers` the retention level changes
/// @param firstCause why the first of those lost or skipped was left out, without anything about the
///     customer; empty
///     if none was
public record ImpactMeasure(
        boolean wholeRecord, int customers, int lost, int skipped, int levelChanges, String firstCause) {}
