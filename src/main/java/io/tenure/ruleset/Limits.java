package io.tenure.ruleset;

import java.time.Duration;

/// How far the analysis of one table goes before it says that it stopped.
///
/// @param steps boxes looked at in one search for a customer whom no row, or no earlier row, takes
/// @param time for the whole table
/// @param overlaps pairs of rows reported one by one; the rest are counted
/// @param gaps gaps reported one by one; whether there are more is said
public record Limits(int steps, Duration time, int overlaps, int gaps) {
    /// Ample for tables of 10 columns and 1,000 rows.
    public static final Limits STANDARD = new Limits(400_000, Duration.ofSeconds(8), 100, 12);
}
