package io.tenure.release;

import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.ScenarioResult;
import io.tenure.engine.ScenarioRunner;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Hit;
import io.tenure.text.Text;
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
                new Text(
                        "%s: %s should be %s and comes out as %s%s."
                                .formatted(scenario.name(), mismatch.name(), mismatch.expected(), got, by),
                        "%s：%s应为%s，结果为%s%s。".formatted(scenario.name(), mismatch.name(), mismatch.expected(), got, by)),
                new Text("Mend the row named, or the scenario's expectation.", "请修正所指的行，或修改情景的期望值。"));
    }
}
