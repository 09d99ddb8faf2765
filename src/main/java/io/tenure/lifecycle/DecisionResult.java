package io.tenure.lifecycle;

import java.util.List;

/// The result of deciding one customer.
///
/// @param decision the outcomes; nothing writes to it any more
/// @param nextBestActions what may be done, best first, `NO_ACTION` last or first
/// @param completeness share, 0 to 1, of the facts and measures that the tables look at and that were known
public record DecisionResult(
        Customer customer,
        Measures measures,
        Decision decision,
        List<NextBestAction> nextBestActions,
        List<Exclusion> excluded,
        List<Hit> hits,
        double completeness) {
    public DecisionResult {
        nextBestActions = List.copyOf(nextBestActions);
        excluded = List.copyOf(excluded);
        hits = List.copyOf(hits);
    }
}
