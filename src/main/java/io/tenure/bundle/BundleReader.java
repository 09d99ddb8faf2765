package io.tenure.bundle;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.measure.MeasureCalculator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a bundle as a ruleset and checks all of it, so that all errors are reported at once.
///
/// What DRL and free-form sheets do is checked when the engine compiles them.
public final class BundleReader {
    /// The parameters without which a bundle cannot decide.
    static final Set<String> REQUIRED_PARAMETERS = Stream.concat(
                    MeasureCalculator.PARAMETERS.stream(), Stream.of(Settings.DEFAULT_CONTACT_CAP))
            .collect(Collectors.toUnmodifiableSet());

    private final Set<String> requiredParameters;

    /// For bundles that decide: every parameter that measures and the limit on contacts are computed with must
    /// be there.
    public BundleReader() {
        this(REQUIRED_PARAMETERS);
    }

    /// @param requiredParameters names of parameters without which a bundle is rejected
    public BundleReader(Set<String> requiredParameters) {
        this.requiredParameters = Set.copyOf(requiredParameters);
    }

    /// The ruleset with warnings and notes, or the errors; findings are sorted by address.
    public Checked<Ruleset, Finding> read(Bundle bundle) {
        return requiredParameters.equals(REQUIRED_PARAMETERS)
                ? BundledRuleset.check(bundle).orElseGet(() -> assemble(bundle))
                : assemble(bundle);
    }

    private Checked<Ruleset, Finding> assemble(Bundle bundle) {
        return new RulesetAssembler(bundle, requiredParameters, BundledRuleset::sheets).assemble();
    }
}
