package io.tenure.bundle;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.util.Set;

/// Reads a bundle as a ruleset and checks all of it, so that all errors are reported at once.
///
/// DRL and free-form sheets are checked when the engine compiles them.
public final class BundleReader {
    private final Set<String> requiredParameters;

    /// For bundles that decide: all parameters that measures and contact limits need are required.
    public BundleReader() {
        this(Settings.REQUIRED_PARAMETERS);
    }

    /// @param requiredParameters names of parameters without which a bundle is rejected
    public BundleReader(Set<String> requiredParameters) {
        this.requiredParameters = Set.copyOf(requiredParameters);
    }

    /// The ruleset with warnings and notes, or the errors; findings are sorted by address.
    public Checked<Ruleset, Finding> read(Bundle bundle) {
        return requiredParameters.equals(Settings.REQUIRED_PARAMETERS)
                ? BundledRuleset.check(bundle).orElseGet(() -> assemble(bundle))
                : assemble(bundle);
    }

    private Checked<Ruleset, Finding> assemble(Bundle bundle) {
        return new RulesetAssembler(bundle, requiredParameters, BundledRuleset::sheets).assemble();
    }
}
