package io.tenure.cli;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Loads and compiles the bundled ruleset or the bundle in a folder.
class RulesetLoader {
    /// @param warnings number of warnings among the findings of the bundle
    record LoadedRuleset(CompiledRuleset ruleset, long warnings) {}

    /// @param folder null for the bundled ruleset
    /// @throws CliException if the bundle has errors, with all of them
    LoadedRuleset load(@Nullable Path folder, Locale locale) throws CliException {
        var checked = new BundleReader().read(bundle(folder)).then(ruleset -> new Engine().compile(ruleset));
        return switch (checked) {
            case Checked.Invalid(List<Finding> findings) -> throw invalid(folder, findings, locale);
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
            throw CliException.failure("The bundle cannot be read: " + unreadable.getMessage());
        }
    }

    private static CliException invalid(@Nullable Path folder, List<Finding> findings, Locale locale) {
        List<Finding> errors = findings.stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .toList();
        Message summary = folder == null
                ? Message.of("cli.bundle.bundled-errors", "errors", errors.size())
                : Message.of("cli.bundle.errors", "folder", folder.toString(), "errors", errors.size());
        StringBuilder words = new StringBuilder(summary.in(locale));
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
