package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.util.List;
import java.util.function.Function;

/// Reads and compiles bundles.
final class RulesetCompiler {
    private RulesetCompiler() {}

    static Checked<CompiledRuleset, Finding> compile(Bundle bundle) {
        return compile(new BundleReader(), bundle, _ -> List.of());
    }

    /// @param base what the bundle changes
    /// @param beforeCompiling finds what forbids running any code of the ruleset, even its static initialisers
    static Checked<CompiledRuleset, Finding> compile(
            Bundle bundle, Bundle base, Function<Ruleset, List<Finding>> beforeCompiling) {
        return compile(new BundleReader().changing(base), bundle, beforeCompiling);
    }

    private static Checked<CompiledRuleset, Finding> compile(
            BundleReader reader, Bundle bundle, Function<Ruleset, List<Finding>> beforeCompiling) {
        return reader.read(bundle).then(ruleset -> {
            List<Finding> objections = beforeCompiling.apply(ruleset);
            return objections.isEmpty() ? new Engine().compile(ruleset) : new Checked.Invalid<>(objections);
        });
    }
}
