package io.tenure.decision;

import io.tenure.lifecycle.Decided;
import io.tenure.ruleset.Ruleset;
import java.time.Instant;
import java.util.UUID;

/// A decision together with what it was made by and when, as it is told to a caller.
///
/// @param release number of the release that was active; 0 for a ruleset that was never published
public record Answer(UUID decisionId, Instant decidedAt, int release, Ruleset ruleset, Decided decided) {}
