package io.tenure.region;

import io.tenure.region.Region.OutcomeChange;
import java.util.Set;

/// A change of an outcome, and the edited cells that cause it.
record CausedChange(OutcomeChange change, Set<EditedCell> cells) {}
