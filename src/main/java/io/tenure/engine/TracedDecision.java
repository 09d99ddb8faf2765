package io.tenure.engine;

import io.tenure.lifecycle.DecisionResult;
import java.util.List;

/// A decision with what its tables were asked, for explaining it.
///
/// @param readings in the order in which the tables were applied
public record TracedDecision(DecisionResult result, List<TableReading> readings) {
    public TracedDecision {
        readings = List.copyOf(readings);
    }
}
