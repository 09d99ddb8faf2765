package io.tenure.cli;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Loads and compiles the bundled ruleset or the bundle in a folder.
class RulesetLoader {
    /// @param warnings number of warnings among the findings of the bundle
    record LoadedRuleset(Bundle bundle, CompiledRuleset ruleset, long warnings) {}

    /// @param folder null for the bundled ruleset
    /// @throws CliException if the bundle has errors, with all of them
    LoadedRuleset load(@Nullable Path folder) throws CliException {
        Bundle bundle = bundle(folder);
        var checked = new BundleReader().read(bundle).then(ruleset -> new Engine().compile(ruleset));
        return switch (checked) {
            case Checked.Invalid(List<Finding> findings) -> throw invalid(folder, findings);
            case Checked.Valid(CompiledRuleset compiled, List<Finding> findings) ->
                new LoadedRuleset(
                        bundle,
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
                throw CliException.failure(Message.of("cli.folder.missing", "folder", folder.toString()));
            }
            return Bundle.ofDirectory(folder);
        } catch (IOException unreadable) {
            throw CliException.failure(Message.of("cli.bundle.unreadable", "reason", IoFailure.reason(unreadable)));
        }
    }

    /// All errors of a bundle.
    static CliException invalid(@Nullable Path folder, List<Finding> findings) {
        List<Message> errors = findings.stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(RulesetLoader::line)
                .toList();
        return CliException.failure(
                folder == null
                        ? Message.of("cli.bundle.bundled-errors", "count", errors.size(), "errors", errors)
                        : Message.of(
                                "cli.bundle.errors",
                                "folder",
                                folder.toString(),
                                "count",
                                errors.size(),
                                "errors",
                                errors));
    }

    private static Message line(Finding error) {
        Text address = error.address().text();
        return error.content().isEmpty()
                ? Message.of("cli.bundle.error", "address", address, "message", error.message(), "fix", error.fix())
                : Message.of(
                        "cli.bundle.error-in-cell",
                        "address",
                        address,
                        "content",
                        error.content(),
                        "message",
                        error.message(),
                        "fix",
                        error.fix());
    }
}
