package io.tenure.analysis;

/// How far the analysis of tables goes before it says that it stopped. It counts what it does and not the
/// time, so that its answer doesn't depend on what else the machine does.
///
/// @param maxBoxes boxes examined in one search for a customer whom no row, or no earlier row, matches
/// @param maxWork for one question about one table: words of bits, or rows, that are looked at
/// @param maxBundleWork the same, for all tables of a bundle together
/// @param maxRowsTogether rows that are compared all with all; where more meet, customers are divided first
/// @param fewRows rows that are not worth dividing customers for
/// @param maxOverlaps pairs of rows reported one by one; the rest are counted
/// @param maxUnreachableRows rows that can never match, reported one by one; the rest are counted
/// @param maxGaps gaps reported one by one; one more finding says that there are others
public record AnalysisLimits(
        int maxBoxes,
        long maxWork,
        long maxBundleWork,
        int maxRowsTogether,
        int fewRows,
        int maxOverlaps,
        int maxUnreachableRows,
        int maxGaps) {
    /// Ample for tables of 10 columns and 1,000 rows, and for larger ones whose rows part customers well.
    public static final AnalysisLimits STANDARD =
            new AnalysisLimits(400_000, 1_500_000_000L, 6_000_000_000L, 1_024, 64, 100, 100, 12);
}
