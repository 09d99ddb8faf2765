package io.tenure.engine;

import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Measures;
import java.util.List;

/// What a ruleset says of one customer, before the candidates are ranked.
///
/// @param completeness share, 0 to 1, of the facts and measures the tables look at that were known
public record RuleEvaluation(Measures measures, Decision decision, List<Hit> hits, double completeness) {}
