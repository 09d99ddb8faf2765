package io.tenure.engine;

import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Measures;
import java.util.List;

/// The evaluation of one customer by a ruleset, before candidates are ranked.
///
/// @param completeness share, 0 to 1, of the facts and measures read by tables that were known
public record RuleEvaluation(Measures measures, Decision decision, List<Hit> hits, double completeness) {}
