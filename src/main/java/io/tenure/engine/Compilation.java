package io.tenure.engine;

import io.tenure.ruleset.Finding;
import java.util.List;

/// What compiling a ruleset came to.
public sealed interface Compilation {
    record Compiled(CompiledRuleset ruleset) implements Compilation {}

    /// Its DRL or a free-form table does not compile.
    record Uncompilable(List<Finding> findings) implements Compilation {
        public Uncompilable {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }
    }
}
