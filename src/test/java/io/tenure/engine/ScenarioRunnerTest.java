package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.finding.CheckStep;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Parameters;
import io.tenure.release.ScenarioCheck;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScenarioRunnerTest {
    @Test
    void passesIfTheDecisionIsAsExpected() {
        assertThat(run(scenario(
                        12,
                        Map.of(
                                "stage",
                                "STABLE",
                                "rule:Stage",
                                "S",
                                "riskPoints",
                                0,
                                "signals",
                                "",
                                "pattern",
                                Scenario.NoValue.UNKNOWN,
                                "action1",
                                "NO_ACTION",
                                "score1",
                                0.0,
                                "action2",
                                Scenario.NoValue.UNKNOWN))))
                .allSatisfy(r -> assertThat(r.mismatches()).isEmpty())
                .allMatch(ScenarioResult::passed)
                .hasSize(1);
    }

    @Test
    void reportsEachMismatchWithTheRowThatDecidedIt() {
        assertThat(run(scenario(12, Map.of("stage", "PROSPECT", "score1", 0.01, "pattern", "LONG_TERM"))))
                .singleElement()
                .satisfies(r -> {
                    assertThat(r.passed()).isFalse();
                    assertThat(r.mismatches())
                            .extracting(
                                    ScenarioResult.Mismatch::name,
                                    ScenarioResult.Mismatch::expected,
                                    ScenarioResult.Mismatch::actual,
                                    m -> m.decidedBy() == null
                                            ? null
                                            : m.decidedBy().origin().name())
                            .containsExactly(
                                    tuple("pattern", "LONG_TERM", null, null),
                                    tuple("score1", 0.01, 0.0, null),
                                    tuple("stage", "PROSPECT", "STABLE", "S"));
                });
    }

    @Test
    void expectingUnknownPassesOnlyIfNothingWasDecided() {
        assertThat(run(scenario(3, Map.of("stage", Scenario.NoValue.UNKNOWN, "rule:Stage", Scenario.NoValue.UNKNOWN))))
                .allMatch(ScenarioResult::passed);
        assertThat(run(scenario(12, Map.of("stage", Scenario.NoValue.UNKNOWN)))).noneMatch(ScenarioResult::passed);
    }

    @Test
    void numbersAreComparedToTheDecimalsWritten() {
        assertThat(run(scenario(12, Map.of("clv", 2.5)))).allMatch(ScenarioResult::passed);
        assertThat(run(scenario(12, Map.of("clv", 2.501)))).noneMatch(ScenarioResult::passed);
    }

    @Test
    void theCheckTurnsAMismatchIntoAnErrorAtItsScenario() {
        List<Finding> findings = ScenarioCheck.run(
                compiled(scenario(12, Map.of("stage", "PROSPECT")), scenario(0, Map.of("stage", "PROSPECT"))));
        assertThat(findings).singleElement().satisfies(f -> {
            assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(f.address()).hasToString("scenarios/by-hand.xlsx, sheet Scenarios, row 12");
            assertThat(f.message().en())
                    .isEqualTo("12 purchases: stage should be PROSPECT and comes out as STABLE (stage.xlsx, Stage S).");
        });
    }

    @Test
    void theCheckReportsAllThatDiffersInAScenarioAtOnce() {
        assertThat(ScenarioCheck.run(compiled(scenario(12, Map.of("stage", "PROSPECT", "clv", 2.0)))))
                .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                .singleElement()
                .satisfies(f -> assertThat(f.message().en())
                        .startsWith("12 purchases: ")
                        .contains("stage should be PROSPECT", "clv should be 2 and"));
    }

    @Test
    void theCheckFindsFactsOfAScenarioThatContradictEachOther() {
        Scenario neverBought = new Scenario(
                "scenarios/by-hand.xlsx",
                "Scenarios",
                7,
                "never bought",
                new DecisionInput(
                        Customer.of(
                                Rulesets.DICTIONARY,
                                Map.of(
                                        "customerId",
                                        "S",
                                        "asOf",
                                        LocalDate.of(2026, 6, 30),
                                        "purchaseCount",
                                        0,
                                        "volumeCurrent",
                                        200.0)),
                        Map.of()),
                Map.of("stage", Scenario.NoValue.UNKNOWN));

        assertThat(ScenarioCheck.run(compiled(neverBought)))
                .filteredOn(f -> f.code().equals("contradictory-scenario"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
                    assertThat(f.address().cell()).isEqualTo("7");
                    assertThat(f.message().en())
                            .isEqualTo("never bought: purchaseCount 0 contradicts volumeCurrent 200: a customer who has"
                                    + " never bought has none.");
                });
    }

    @Test
    void theCheckListsARowThatNoScenarioTouches() {
        assertThat(ScenarioCheck.run(compiled(scenario(12, Map.of("stage", "STABLE")))))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Finding.Severity.NOTE);
                    assertThat(f.code()).isEqualTo("row-without-scenario");
                    assertThat(f.address()).hasToString("decision-tables/stage.xlsx, sheet Stage, row 8");
                    assertThat(f.message().en()).isEqualTo("No scenario touches row P.");
                    assertThat(f.message().zh()).isEqualTo("没有情景涉及行P。");
                });
        assertThat(ScenarioCheck.run(
                        compiled(scenario(12, Map.of("stage", "STABLE")), scenario(0, Map.of("stage", "PROSPECT")))))
                .isEmpty();
    }

    @Test
    void theCheckListsAParameterOfRowsThatNoScenarioTouches() {
        Ruleset base = Rulesets.ruleset(List.of(scenario(0, Map.of("stage", "PROSPECT"))));
        Table table = base.tables().getFirst();
        Row stable = table.rows().getLast();
        Row named = new Row(
                stable.name(),
                stable.number(),
                List.of(new Condition.Numbers(
                        ">= loyalCount", List.of(new Interval(5, true, Double.POSITIVE_INFINITY, false)), false)),
                stable.assignments(),
                null,
                null,
                stable.reason());
        Map<String, Double> parameters = new HashMap<>(Map.of("loyalCount", 5.0));
        base.parameters()
                .names()
                .forEach(name -> parameters.put(name, base.parameters().get(name)));
        Ruleset ruleset = new Ruleset(
                base.hash(),
                base.dictionary(),
                base.phases(),
                new Parameters(parameters),
                base.actions(),
                base.labels(),
                List.of(table.withRows(List.of(table.rows().getFirst(), named))),
                base.sources(),
                base.scenarios());

        assertThat(ScenarioCheck.run(new Engine().compile(ruleset).orElseThrow()))
                .extracting(Finding::code, Finding::content, f -> f.message().en())
                .containsExactlyInAnyOrder(
                        tuple("row-without-scenario", "S", "No scenario touches row S."),
                        tuple(
                                "parameter-without-scenario",
                                "loyalCount",
                                "No scenario touches a row that names the parameter loyalCount."));
    }

    @Test
    void theCheckListsATableOfWhichNoScenarioTouchesARowOnce() {
        assertThat(ScenarioCheck.run(compiled(scenario(3, Map.of("stage", Scenario.NoValue.UNKNOWN)))))
                .extracting(
                        Finding::code,
                        f -> f.address().toString(),
                        f -> f.message().en())
                .containsExactly(tuple(
                        "table-without-scenario",
                        "decision-tables/stage.xlsx, sheet Stage, row 3",
                        "No scenario touches any row of table Stage."));
    }

    @Test
    void endsWhereTheThreadIsInterrupted() {
        CompiledRuleset ruleset = compiled(scenario(12, Map.of("stage", "STABLE")));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> ScenarioRunner.run(ruleset)).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void doesNotRestBetweenScenarios() {
        CompiledRuleset ruleset = compiled(scenario(12, Map.of("stage", "STABLE")));
        AtomicInteger rests = new AtomicInteger();

        assertThat(CheckStep.withRests(rests::incrementAndGet, () -> ScenarioRunner.run(ruleset)))
                .hasSize(1);

        assertThat(rests).hasValue(0);
    }

    private static List<ScenarioResult> run(Scenario... scenarios) {
        return ScenarioRunner.run(compiled(scenarios));
    }

    private static CompiledRuleset compiled(Scenario... scenarios) {
        return switch (new Engine().compile(Rulesets.ruleset(List.of(scenarios)))) {
            case Checked.Valid(CompiledRuleset ruleset, var _) -> ruleset;
            case Checked.Invalid(List<Finding> findings) -> throw new AssertionError(findings);
        };
    }

    private static Scenario scenario(int purchases, Map<String, Object> expected) {
        Customer customer = Customer.of(
                Rulesets.DICTIONARY,
                Map.of("customerId", "S", "asOf", LocalDate.of(2026, 6, 30), "purchaseCount", purchases));
        return new Scenario(
                "scenarios/by-hand.xlsx",
                "Scenarios",
                purchases,
                purchases + " purchases",
                new DecisionInput(customer, Map.of("clv", 2.504)),
                expected);
    }
}
