package io.tenure.analysis;

import java.time.Duration;

/// How far the analysis of one table goes before it says that it stopped.
///
/// @param maxSteps boxes examined in one search for a customer whom no row, or no earlier row, matches
/// @param timeout for the whole table
/// @param maxOverlaps pairs of rows reported one by one; the rest are counted
/// @param maxGaps gaps reported one by one; one more finding says that there are others
public record AnalysisLimits(int maxSteps, Duration timeout, int maxOverlaps, int maxGaps) {
    /// Ample for tables of 10 columns and 1,000 rows.
    public static final AnalysisLimits STANDARD = new AnalysisLimits(400_000, Duration.ofSeconds(8), 100, 12);
}
