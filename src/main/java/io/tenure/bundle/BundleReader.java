package io.tenure.bundle;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a bundle as a ruleset and checks all of it, so that all errors are reported at once.
///
/// DRL and free-form sheets are checked when the engine compiles them.
public final class BundleReader {
    private final Set<String> requiredParameters;
    private final @Nullable Bundle base;

    /// For bundles that decide: all parameters that measures and contact limits need are required.
    public BundleReader() {
        this(Settings.REQUIRED_PARAMETERS);
    }

    /// @param requiredParameters names of parameters without which a bundle is rejected
    public BundleReader(Set<String> requiredParameters) {
        this(requiredParameters, null);
    }

    private BundleReader(Set<String> requiredParameters, @Nullable Bundle base) {
        this.requiredParameters = Set.copyOf(requiredParameters);
        this.base = base;
    }

    /// The same for bundles that change another: a name that was there before is never taken for a misspelt one.
    public BundleReader changing(Bundle base) {
        return new BundleReader(requiredParameters, base);
    }

    /// The ruleset with warnings and notes, or the errors; findings are sorted by address.
    public Checked<Ruleset, Finding> read(Bundle bundle) {
        return requiredParameters.equals(Settings.REQUIRED_PARAMETERS)
                ? BundledRuleset.check(bundle).orElseGet(() -> assemble(bundle))
                : assemble(bundle);
    }

    /// The ruleset as far as it can be read, also with errors; for comparing, never for deciding.
    public PartialRuleset readPartly(Bundle bundle) {
        return switch (read(bundle)) {
            case Checked.Valid(Ruleset ruleset, var _) -> new PartialRuleset(ruleset, List.of());
            case Checked.Invalid<Ruleset, Finding> _ -> assembler(bundle).assemblePartly(false);
        };
    }

    private Checked<Ruleset, Finding> assemble(Bundle bundle) {
        return assembler(bundle).assemble();
    }

    private RulesetAssembler assembler(Bundle bundle) {
        return new RulesetAssembler(
                bundle,
                requiredParameters,
                BundledRuleset::sheets,
                base == null ? FormerSettings.NONE : FormerSettings.of(settingsSheets(base)));
    }

    private static List<Sheet> settingsSheets(Bundle bundle) {
        var content = bundle.files().get(Settings.FILE);
        return content == null
                ? List.of()
                : BundledRuleset.sheets(Settings.FILE, content)
                        .or(() -> WorkbookReader.read(Settings.FILE, content, new FindingCollector()))
                        .orElse(List.of());
    }
}
