package io.tenure.release;

import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.ScenarioResult;
import io.tenure.engine.ScenarioRunner;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.input.ScenarioContradictions;
import io.tenure.lifecycle.Hit;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// Runs the scenarios of a ruleset, and reports where the outcome differs from the expected one, and the rows and rules
/// that no scenario touches.
public final class ScenarioCheck {
    private ScenarioCheck() {}

    /// The [#failures], and notes on what no scenario touches ([ScenarioCoverage]).
    public static List<Finding> run(CompiledRuleset compiled) {
        return findings(compiled, ScenarioRunner.run(compiled));
    }

    /// The same for scenarios that were decided already.
    ///
    /// @param results of all scenarios of the ruleset
    public static List<Finding> findings(CompiledRuleset compiled, List<ScenarioResult> results) {
        FindingCollector findings = new FindingCollector();
        addFailures(compiled, results, findings);
        findings.addAll(ScenarioCoverage.of(compiled, results));
        return findings.sorted();
    }

    /// One error for each scenario in which anything differs or that can't be decided, and for each two of its facts
    /// that contradict each other; empty if all pass.
    static List<Finding> failures(CompiledRuleset compiled) {
        FindingCollector findings = new FindingCollector();
        addFailures(compiled, ScenarioRunner.run(compiled), findings);
        return findings.sorted();
    }

    private static void addFailures(CompiledRuleset compiled, List<ScenarioResult> results, FindingCollector findings) {
        ScenarioContradictions contradictions = new ScenarioContradictions(compiled.ruleset());
        for (Scenario scenario : compiled.ruleset().scenarios()) {
            contradictions.find(scenario).forEach(text -> findings.add(contradiction(scenario, text)));
        }
        results.stream()
                .filter(result -> !result.passed())
                .map(ScenarioCheck::finding)
                .forEach(findings::add);
    }

    private static Finding contradiction(Scenario scenario, Text contradiction) {
        return Finding.error(
                "contradictory-scenario",
                new Address(scenario.file(), scenario.sheet(), scenario.row(), 0),
                scenario.name(),
                Message.of(
                        "release.contradictory-scenario.message",
                        "scenario",
                        scenario.name(),
                        "contradiction",
                        contradiction),
                Message.of("release.contradictory-scenario.fix"));
    }

    private static Finding undecided(Scenario scenario, Text failure) {
        return Finding.error(
                "scenario-undecided",
                new Address(scenario.file(), scenario.sheet(), scenario.row(), 0),
                scenario.name(),
                Message.of("release.scenario-undecided.message", "scenario", scenario.name(), "failure", failure),
                Message.of("release.scenario-undecided.fix"));
    }

    private static Finding finding(ScenarioResult result) {
        Text failure = result.failure();
        if (failure != null) {
            return undecided(result.scenario(), failure);
        }
        var scenario = result.scenario();
        return Finding.error(
                "scenario-failed",
                new Address(scenario.file(), scenario.sheet(), scenario.row(), 0),
                scenario.name(),
                Message.of(
                        "release.scenario-failed.message",
                        "scenario",
                        scenario.name(),
                        "mismatches",
                        result.mismatches().stream().map(ScenarioCheck::text).toList()),
                Message.of("release.scenario-failed.fix"));
    }

    private static Text text(ScenarioResult.Mismatch mismatch) {
        String got = mismatch.actual() == null ? "unknown" : mismatch.actual().toString();
        Hit hit = mismatch.decidedBy();
        String by = hit == null
                ? ""
                : " (" + hit.origin().workbook() + ", " + hit.origin().table() + " "
                        + hit.origin().name() + ")";
        return Message.of(
                "release.scenario-failed.mismatch",
                "name",
                mismatch.name(),
                "expected",
                mismatch.expected(),
                "got",
                got,
                "by",
                by);
    }
}
