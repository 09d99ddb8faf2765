package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.util.List;
import java.util.Map;

/// The result of deciding one customer.
///
/// @param decision the outcomes; nothing writes to it any more
/// @param nextBestActions what may be done, best first, `NO_ACTION` last or first
/// @param assumed what was taken for granted, by the name of the measure or of the reference amount that was: defaults,
///     and amounts that were not measured on the site's own customers; unmodifiable, and computed when it is asked for
/// @param completeness share, 0 to 1, of the facts and measures that the tables look at and that were known
public record DecisionResult(
        Customer customer,
        Measures measures,
        Decision decision,
        List<NextBestAction> nextBestActions,
        List<Exclusion> excluded,
        List<Hit> hits,
        Map<String, Text> assumed,
        double completeness) {
    public DecisionResult {
        nextBestActions = List.copyOf(nextBestActions);
        excluded = List.copyOf(excluded);
        hits = List.copyOf(hits);
    }
}
