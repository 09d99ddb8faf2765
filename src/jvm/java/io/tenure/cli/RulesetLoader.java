package io.tenure.cli;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.measure.MeasureCalculator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the rules to decide by come from: the bundle that ships, or one in a folder.
class RulesetLoader {
    /// @param warnings number of findings of the bundle that are no errors and no mere notes
    record LoadedRuleset(CompiledRuleset ruleset, long warnings) {}

    /// @param folder null for the bundle that ships
    LoadedRuleset load(@Nullable Path folder, Locale locale) throws CliException {
        String name = folder == null ? "The bundle that ships" : "The bundle in " + folder;
        var checked = new BundleReader(Set.copyOf(MeasureCalculator.PARAMETERS))
                .read(bundle(folder))
                .then(ruleset -> new Engine().compile(ruleset));
        return switch (checked) {
            case Checked.Invalid(List<Finding> findings) -> throw rejected(name, findings, locale);
            case Checked.Valid(CompiledRuleset compiled, List<Finding> findings) ->
                new LoadedRuleset(
                        compiled,
                        findings.stream()
                                .filter(f -> f.severity() == Finding.Severity.WARNING)
                                .count());
        };
    }

    private static Bundle bundle(@Nullable Path folder) throws CliException {
        try {
            if (folder == null) {
                return Bundle.ofClasspath("seed/");
            }
            if (!Files.isDirectory(folder)) {
                throw CliException.failure("There is no folder " + folder + ".");
            }
            return Bundle.ofDirectory(folder);
        } catch (IOException unreadable) {
            throw CliException.failure("The bundle cannot be read: " + unreadable.getMessage() + ".");
        }
    }

    private static CliException rejected(String name, List<Finding> findings, Locale locale) {
        List<Finding> errors = findings.stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .toList();
        StringBuilder words = new StringBuilder(name).append(" was refused, for ");
        words.append(errors.size() == 1 ? "one error:" : errors.size() + " errors:");
        for (Finding error : errors) {
            words.append("\n  ").append(error.address());
            if (!error.content().isEmpty()) {
                words.append(" \"").append(error.content()).append('"');
            }
            words.append(": ").append(error.message().in(locale));
            words.append(' ').append(error.fix().in(locale));
        }
        return CliException.failure(words.toString());
    }
}
