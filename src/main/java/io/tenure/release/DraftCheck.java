package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.engine.CompiledRuleset;
import io.tenure.finding.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What checking a draft found: it was read, compiled, and its scenarios were run.
///
/// @param bundle the files that were checked
/// @param findings sorted
/// @param ruleset null where it doesn't read or compile; one whose scenarios fail can still be looked at
public record DraftCheck(
        Draft draft,
        Bundle bundle,
        List<Finding> findings,
        @Nullable CompiledRuleset ruleset) {
    public DraftCheck {
        findings = findings.stream().sorted(Finding.ORDER).toList();
    }

    /// Whether all that is missing is an approval.
    public boolean publishable() {
        return ruleset != null && findings.stream().noneMatch(f -> f.severity() == Finding.Severity.ERROR);
    }
}
