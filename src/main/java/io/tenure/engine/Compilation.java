package io.tenure.engine;

import io.tenure.finding.Finding;
import java.util.List;

/// What compiling a ruleset came to.
public sealed interface Compilation {
    record Valid(CompiledRuleset ruleset) implements Compilation {}

    /// Its DRL or a free-form table does not compile.
    record Invalid(List<Finding> findings) implements Compilation {
        public Invalid {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }
}
