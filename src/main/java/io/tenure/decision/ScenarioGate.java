package io.tenure.decision;

import io.tenure.engine.CompiledRuleset;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Text;
import io.tenure.release.ReleaseGate;
import io.tenure.ruleset.Address;
import io.tenure.ruleset.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Lets a ruleset through once all of its scenarios come out as expected.
@ApplicationScoped
public class ScenarioGate implements ReleaseGate {

    @Override
    public List<Finding> check(CompiledRuleset compiled) {
        return ScenarioRunner.run(compiled).stream()
                .flatMap(r -> r.mismatches().stream().map(m -> finding(r, m)))
                .toList();
    }

    private static Finding finding(ScenarioResult result, ScenarioResult.Mismatch mismatch) {
        var scenario = result.scenario();
        String got = mismatch.got() == null ? "unknown" : mismatch.got().toString();
        Hit hit = mismatch.decidedBy();
        String by = hit == null
                ? ""
                : " (" + hit.origin().workbook() + ", " + hit.origin().table() + " "
                        + hit.origin().name() + ")";
        return Finding.error(
                "scenario-failed",
                new Address(scenario.file(), scenario.sheet(), scenario.row(), 0),
                scenario.name(),
                new Text(
                        "%s: %s should be %s and comes out as %s%s."
                                .formatted(scenario.name(), mismatch.name(), mismatch.expected(), got, by),
                        "%s：%s应为%s，结果为%s%s。".formatted(scenario.name(), mismatch.name(), mismatch.expected(), got, by)),
                new Text("Mend the row named, or the scenario's expectation.", "请修正所指的行，或修改情景的期望值。"));
    }
}
