package io.tenure.release;

import io.tenure.engine.CompiledRuleset;
import io.tenure.finding.Finding;
import java.util.List;

/// What a ruleset that reads and compiles must still pass before it is published.
public interface ReleaseGate {
    /// What speaks against publishing it; an error keeps it out.
    List<Finding> check(CompiledRuleset compiled);
}
