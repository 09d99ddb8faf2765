package io.tenure.region;

/// How far the search for regions goes before it says that it stopped. It counts what it does and not the time, so
/// that its answer doesn't depend on what else the machine does.
///
/// @param maxSteps boxes of customers that are looked at for one table and one choice of changed inputs
/// @param maxRegions regions that are kept
/// @param maxTries customers that are decided in search of an example of one region; 0 to look for none
record RegionLimits(long maxSteps, int maxRegions, int maxTries) {
    static final RegionLimits STANDARD = new RegionLimits(20_000, 1_000, 160);
}
