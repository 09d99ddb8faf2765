package io.tenure.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.ParameterVariants;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.engine.Rulesets;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table: nobody has bought yet is a PROSPECT, five purchases or more are STABLE.
class MutationRunTest {
    private static final ParameterVariants NO_PARAMETERS = ParameterVariants.of(Bundle.of(Map.of()));

    @Test
    void movesEachThresholdAndResultToTheNextValue() {
        Ruleset ruleset = Rulesets.ruleset(List.of());

        assertThat(CellMutants.of(ruleset, ruleset.tables().getFirst()))
                .extracting(mutant ->
                        mutant.row() + " " + mutant.address().cell() + ": " + mutant.before() + " -> " + mutant.after())
                .containsExactly(
                        "P B8: = 0 -> = -1",
                        "P B8: = 0 -> = 1",
                        "P C8: PROSPECT -> EXPLORATION",
                        "S B9: >= 5 -> > 5",
                        "S B9: >= 5 -> >= 4",
                        "S C9: STABLE -> DECLINE");
    }

    @Test
    void customersOnBothSidesOfEachThresholdNoticeEveryChange() {
        MutationReport report = run(List.of(
                scenario("none", 0, Map.of("stage", "PROSPECT")),
                scenario("one", 1, Map.of("stage", Scenario.NoValue.UNKNOWN)),
                scenario("four", 4, Map.of("stage", Scenario.NoValue.UNKNOWN)),
                scenario("five", 5, Map.of("stage", "STABLE"))));

        assertThat(report.survivors()).isEmpty();
        assertThat(report.killed()).isEqualTo(6);
        assertThat(report.score()).isEqualTo(1);
    }

    @Test
    void namesTheCellsThatCouldBeWrongUnseen() {
        MutationReport report = run(List.of(scenario("ten", 10, Map.of("stage", "STABLE"))));

        assertThat(report.killed()).isEqualTo(1);
        assertThat(report.score()).isEqualTo(1 / 6.0);
        assertThat(report.survivors())
                .extracting(one -> one.address().cell() + " " + one.after() + " " + one.reached())
                .containsExactly(
                        "B8 = -1 false", "B8 = 1 false", "C8 EXPLORATION false", "B9 > 5 false", "B9 >= 4 false");
    }

    @Test
    void saysSoInWords() {
        MutationReport report = run(List.of(scenario("ten", 10, Map.of("stage", "STABLE"))));

        assertThat(MutationText.of(report, 1, Locale.ENGLISH)).isEqualTo("""
                        Mutation score 16.6%: 1 scenario notices 1 of 6 small changes to cells and parameters.
                        0 more changes are left out: no customer can tell, which is proven.
                        Stage: 16.6%, 5 unnoticed

                        Cells that could be wrong unseen:
                        decision-tables/stage.xlsx, sheet Stage, cell B8 (P): = 0 could be = -1; no scenario is decided by it
                        And 4 more.
                        """);
        assertThat(MutationText.of(report, 0, Locale.CHINESE)).startsWith("变异得分16.6%：1个场景能发现6处");
    }

    @Test
    void saysThatAScenarioReachesACellWhoseChangeItDoesNotExpect() {
        MutationReport report = run(List.of(scenario("five", 5, Map.of("riskBand", Scenario.NoValue.UNKNOWN))));

        assertThat(report.survivors().stream()
                        .filter(MutationReport.Survivor::reached)
                        .map(one -> one.address().cell() + " " + one.after()))
                .containsExactly("B9 > 5", "C9 DECLINE");
    }

    @Test
    void leavesOutWhatNoCustomerCanTell() {
        Ruleset ruleset = Rulesets.ruleset(List.of());
        Table table = ruleset.tables().getFirst();
        Row stable = table.rows().getLast();
        List<Row> rows = new ArrayList<>(table.rows());
        // Behind a row for five purchases and more, one for six and more decides nobody.
        rows.add(new Row(
                "S6",
                10,
                List.of(new Condition.Numbers(
                        ">= 6", List.of(new Interval(6, true, Double.POSITIVE_INFINITY, false)), false)),
                stable.assignments(),
                null,
                null,
                stable.reason()));
        MutationReport report = MutationRun.run(
                compiled(ruleset.withTables(List.of(table.withRows(rows)))),
                NO_PARAMETERS,
                Duration.ofMinutes(1),
                (_, _) -> {});

        assertThat(report.mutants()).isEqualTo(9);
        assertThat(report.equivalent()).isEqualTo(3);
        assertThat(report.survivors()).hasSize(6).noneMatch(one -> one.row().equals("S6"));
    }

    @Test
    void scenariosThatFailTellNothing() {
        MutationReport report = run(List.of(scenario("five", 5, Map.of("stage", "PROSPECT"))));

        assertThat(report.failing()).isEqualTo(1);
        assertThat(report.scenarios()).isZero();
        assertThat(report.killed()).isZero();
    }

    @Test
    void saysHowManyChangesWereNotTriedInTime() {
        MutationReport report =
                MutationRun.run(compiled(Rulesets.ruleset(List.of())), NO_PARAMETERS, Duration.ZERO, (_, _) -> {});

        assertThat(report.untried()).isEqualTo(6);
    }

    @Test
    void proposesTheLeastCustomersThatNoticeEveryChange() {
        Ruleset ruleset = Rulesets.ruleset(List.of(scenario("ten", 10, Map.of("stage", "STABLE"))));
        ScenarioProposals.Result result = ScenarioProposals.of(
                compiled(ruleset), NO_PARAMETERS, Set.of("Stage")::contains, Duration.ofMinutes(1), (_, _) -> {});

        assertThat(result.survivors()).isEmpty();
        assertThat(result.scenarios())
                .extracting(one -> one.facts().get("purchaseCount") + " " + one.expected())
                .containsExactlyInAnyOrder("0 {stage=PROSPECT}", "4 {stage=UNKNOWN}", "5 {stage=STABLE}");
    }

    @ParameterizedTest
    @CsvSource({
        "0.7,0.01",
        "0.3, 0.01",
        "50, 1",
        "500, 10",
        "0.125, 0.001",
        "-0.5, 0.01",
        "1234, 1",
        "0.08, 0.01",
        "0.048, 0.001"
    })
    void aStepIsOneUnitOfTheSecondDigitOrOfTheLastOneWritten(double value, double step) {
        assertThat(NextValue.step(Rulesets.ruleset(List.of()).dictionary().require("gapRatio"), value))
                .isEqualTo(step);
    }

    private static MutationReport run(List<Scenario> scenarios) {
        return MutationRun.run(
                compiled(Rulesets.ruleset(scenarios)), NO_PARAMETERS, Duration.ofMinutes(1), (_, _) -> {});
    }

    private static CompiledRuleset compiled(Ruleset ruleset) {
        return new Engine().compile(ruleset).orElseThrow();
    }

    private static Scenario scenario(String name, int purchases, Map<String, Object> expected) {
        Customer customer = Customer.of(
                Rulesets.ruleset(List.of()).dictionary(),
                Map.of("customerId", name, "asOf", LocalDate.of(2026, 6, 30), "purchaseCount", purchases));
        return new Scenario("scenarios/s.xlsx", "Scenarios", 2, name, new DecisionInput(customer, Map.of()), expected);
    }
}
