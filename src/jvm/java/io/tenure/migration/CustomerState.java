package io.tenure.migration;

/// The part of a stage whose customers have bought about as often and been silent for about as long. The longer
/// they have been and the less they have bought, the fewer come back, so a chain of whole stages would overrate
/// those who have left for good.
///
/// @param stage code
/// @param silentPeriods whole periods since the last purchase, the longest with all that are longer
/// @param purchases least number of purchase days
public record CustomerState(String stage, int silentPeriods, int purchases) {
    /// The place of a customer who is in no stage: not yet a customer, or not decided.
    public static final int NONE = -1;
}
