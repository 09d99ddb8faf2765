package io.tenure.release;

import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.ScenarioResult;
import io.tenure.engine.ScenarioRunner;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Hit;
import io.tenure.text.Message;
import java.util.List;

/// Runs the scenarios of a ruleset, and reports where the outcome differs from the expected one.
public final class ScenarioCheck {
    private ScenarioCheck() {}

    /// One error for each value that differs; empty if all scenarios pass.
    public static List<Finding> run(CompiledRuleset compiled) {
        return ScenarioRunner.run(compiled).stream()
                .flatMap(r -> r.mismatches().stream().map(m -> finding(r, m)))
                .toList();
    }

    private static Finding finding(ScenarioResult result, ScenarioResult.Mismatch mismatch) {
        var scenario = result.scenario();
        String got = mismatch.actual() == null ? "unknown" : mismatch.actual().toString();
        Hit hit = mismatch.decidedBy();
        String by = hit == null
                ? ""
                : " (" + hit.origin().workbook() + ", " + hit.origin().table() + " "
                        + hit.origin().name() + ")";
        return Finding.error(
                "scenario-failed",
                new Address(scenario.file(), scenario.sheet(), scenario.row(), 0),
                scenario.name(),
                Message.of(
                        "release.scenario-failed.message",
                        "scenario",
                        scenario.name(),
                        "mismatch",
                        mismatch.name(),
                        "expected",
                        mismatch.expected(),
                        "got",
                        got,
                        "by",
                        by),
                Message.of("release.scenario-failed.fix"));
    }
}
