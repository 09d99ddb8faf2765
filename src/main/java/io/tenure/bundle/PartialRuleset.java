package io.tenure.bundle;

import io.tenure.finding.Finding;
import java.util.List;

/// What can be read of a bundle, which may have errors.
///
/// @param errors why the rest can't be read
public record PartialRuleset(Ruleset ruleset, List<Finding> errors) {
    public PartialRuleset {
        errors = List.copyOf(errors);
    }
}
