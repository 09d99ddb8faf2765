package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.csv.CsvOptions;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingText;
import io.tenure.input.CustomerFile;
import io.tenure.region.AffectedCustomers;
import io.tenure.release.Impact;
import io.tenure.release.ImpactText;
import io.tenure.release.ScenarioCheck;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The findings in rules, from the service or in a folder, for people.
final class RulesCheck {
    private RulesCheck() {}

    /// @return the exit status
    static int print(List<Finding> findings, Console console) throws IOException {
        console.write(FindingText.text(findings, console.locale()));
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR) ? CliException.EXIT_FAILURE : 0;
    }

    /// The findings of a check that the service made, in the language in which they were asked for.
    static List<Finding> findings(JsonNode check) {
        List<Finding> findings = new ArrayList<>();
        for (JsonNode finding : check.path("findings")) {
            findings.add(new Finding(
                    Finding.Severity.valueOf(finding.path("severity").asText()),
                    finding.path("code").asText(),
                    Address.of(
                            finding.path("file").asText(),
                            finding.path("sheet").asText(),
                            finding.path("cell").asText()),
                    finding.path("content").asText(),
                    Text.same(finding.path("message").asText()),
                    Text.same(finding.path("fix").asText())));
        }
        return findings;
    }

    static List<Finding> findings(Bundle bundle) {
        Checked<CompiledRuleset, Finding> checked =
                new BundleReader().read(bundle).then(ruleset -> new Engine().compile(ruleset));
        List<Finding> all = new ArrayList<>(checked.findings());
        if (checked instanceof Checked.Valid(CompiledRuleset compiled, var _)) {
            all.addAll(ScenarioCheck.run(compiled));
        }
        return all.stream().sorted(Finding.ORDER).toList();
    }

    /// Whom an edit affects, for people.
    ///
    /// @param before the folder of the rules before the edit, `after` likewise
    static String affected(Path before, Path after, Locale locale) throws CliException {
        RulesetLoader loader = new RulesetLoader();
        return AffectedCustomers.between(
                        loader.load(before).ruleset(), loader.load(after).ruleset(), Clock.systemUTC())
                .report(locale)
                .text(locale);
    }

    /// What an edit changes for the customers of a file, for people.
    static String impact(Path before, Path after, Path customers, ColumnOptions columns, Console console)
            throws CliException, IOException, UnreadableFileException {
        FileOptions.requireReadable(customers);
        CustomerFile.Format format = CustomerFiles.format(customers);
        CsvOptions options = columns.csvOptions();
        Map<String, String> renamed = columns.renamedColumns();
        RulesetLoader loader = new RulesetLoader();
        Impact impact =
                new Impact(loader.load(before).ruleset(), loader.load(after).ruleset(), Clock.systemUTC());
        CustomerFile file = CustomerFile.of(() -> Files.newInputStream(customers), format);
        impact.read(reader -> file.open(options, renamed, reader, null), console.locale());
        return ImpactText.of(impact.report(0, 0, 0, console.locale()), console.locale());
    }
}
