package io.tenure.batch;

import io.tenure.engine.Compilation;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.BundleReader;
import io.tenure.ruleset.Check;
import io.tenure.ruleset.Finding;
import io.tenure.value.Measuring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the rules to decide by come from: the bundle that ships, or one in a folder.
class Rules {
    /// @param warnings number of findings of the bundle that are no errors and no mere notes
    record Loaded(CompiledRuleset ruleset, long warnings) {}

    /// @param folder null for the bundle that ships
    Loaded load(@Nullable Path folder, Locale locale) throws CannotDecide {
        String name = folder == null ? "The bundle that ships" : "The bundle in " + folder;
        return switch (new BundleReader(Set.copyOf(Measuring.PARAMETERS)).read(bundle(folder))) {
            case Check.Rejected(List<Finding> findings) -> throw refused(name, findings, locale);
            case Check.Sound(var ruleset, List<Finding> findings) ->
                switch (new Engine().compile(ruleset)) {
                    case Compilation.Uncompilable(List<Finding> errors) -> throw refused(name, errors, locale);
                    case Compilation.Compiled(CompiledRuleset compiled) ->
                        new Loaded(
                                compiled,
                                findings.stream()
                                        .filter(f -> f.severity() == Finding.Severity.WARNING)
                                        .count());
                };
        };
    }

    private static Bundle bundle(@Nullable Path folder) throws CannotDecide {
        try {
            if (folder == null) {
                return Bundle.ofClasspath("seed/");
            }
            if (!Files.isDirectory(folder)) {
                throw CannotDecide.because("There is no folder " + folder + ".");
            }
            return Bundle.ofDirectory(folder);
        } catch (IOException unreadable) {
            throw CannotDecide.because("The bundle cannot be read: " + unreadable.getMessage() + ".");
        }
    }

    private static CannotDecide refused(String name, List<Finding> findings, Locale locale) {
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
            words.append(' ').append(error.mend().in(locale));
        }
        return CannotDecide.because(words.toString());
    }
}
