package io.tenure.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.Rulesets;
import io.tenure.engine.TracedDecision;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The scenarios of the shipped bundle, explained by its own rules.
class ExplanationTest {
    private static Ruleset ruleset;
    private static CompiledRuleset compiled;
    private static final Map<String, TracedDecision> TRACED = new LinkedHashMap<>();

    @BeforeAll
    static void decideAll() throws IOException {
        compiled = Rulesets.bundled();
        ruleset = compiled.ruleset();
        for (Scenario scenario : ruleset.scenarios()) {
            TRACED.put(
                    scenario.name(),
                    DecisionPipeline.trace(compiled, scenario.input()).orElseThrow());
        }
    }

    @Test
    void aTraceChangesNothing() {
        for (Scenario scenario : ruleset.scenarios()) {
            var decided = DecisionPipeline.decide(compiled, scenario.input()).orElseThrow();
            var traced = TRACED.get(scenario.name()).result();
            assertThat(traced.nextBestActions()).usingRecursiveComparison().isEqualTo(decided.nextBestActions());
            assertThat(traced.hits()).hasToString(decided.hits().toString());
        }
    }

    @Test
    void everyHitWritesSomethingOrWeighsAnAction() {
        for (TracedDecision traced : TRACED.values()) {
            assertThat(traced.result().hits()).allSatisfy(hit -> {
                assertThat(hit.wrote()).isNotEmpty();
                if (hit.wrote().containsKey("lever.action")) {
                    assertThat(List.of(
                                    hit.wrote().get("lever.lever"), hit.wrote().get("lever.context")))
                            .isNotEqualTo(List.of(0.0, 0.0));
                }
            });
        }
        assertThat(TRACED.get("C03 one purchase 200 d ago").withoutHit()).containsKey("RiskContract");
    }

    @Test
    void thePartsOfTheIndicatorsAddUpToTheScore() {
        int known = 0;
        for (TracedDecision traced : TRACED.values()) {
            for (ScoreExplanation score : explain(traced).scores()) {
                if (score.value() != null && score.completeness() != null) {
                    known++;
                    assertThat(score.indicators().stream()
                                    .map(IndicatorExplanation::part)
                                    .filter(Objects::nonNull)
                                    .mapToDouble(Double::doubleValue)
                                    .sum())
                            .as(score.toString())
                            .isCloseTo(score.value(), within(1e-6));
                    assertThat(score.indicators())
                            .allSatisfy(part -> assertThat(part.part() == null).isEqualTo(part.value() == null));
                } else {
                    assertThat(score.indicators())
                            .allSatisfy(part -> assertThat(part.part()).isNull());
                }
            }
        }
        assertThat(known).isGreaterThan(100);
    }

    @Test
    void anIndicatorTellsItsValuePointsWeightAndPart() {
        Customer customer = Customer.of(
                ruleset.dictionary(),
                Map.of(
                        "asOf",
                        LocalDate.of(2026, 6, 30),
                        "satisfaction",
                        4,
                        "trustCredibility",
                        80.0,
                        "productsHeld",
                        2));
        ScoreExplanation potential =
                explain(DecisionPipeline.trace(compiled, new DecisionInput(customer, Map.of()))
                                .orElseThrow())
                        .scores()
                        .stream()
                        .filter(score -> score.score().equals("potentialValueScore"))
                        .findFirst()
                        .orElseThrow();
        // (.3 x 75 + .15 x 80 + .1 x 25) / .55, of weights that add up to 1.4.
        assertThat(potential.value()).isCloseTo(67.2727, within(1e-4));
        assertThat(potential.completeness()).isCloseTo(.55 / 1.4, within(1e-6));
        assertThat(potential.indicators())
                .filteredOn(part -> part.part() != null)
                .extracting(
                        IndicatorExplanation::indicator,
                        IndicatorExplanation::value,
                        IndicatorExplanation::points,
                        IndicatorExplanation::weight)
                .containsExactly(
                        tuple("satisfaction", 4, 75.0, .3),
                        tuple("trustCredibility", 80.0, 80.0, .15),
                        tuple("breadth", 2, 25.0, .1));
    }

    @Test
    void everyActionOfTheCatalogueHasOneLineAndNoActionAnother() {
        Set<String> catalogue = ruleset.actions().keySet();
        for (TracedDecision traced : TRACED.values()) {
            List<String> explained = explain(traced).actions().stream()
                    .map(ActionExplanation::action)
                    .toList();
            assertThat(explained).doesNotHaveDuplicates().containsAll(catalogue).contains(Action.NONE);
            assertThat(Set.copyOf(explained))
                    .hasSize(catalogue.contains(Action.NONE) ? catalogue.size() : catalogue.size() + 1);
        }
    }

    @Test
    void theStatusOfAnActionIsWhatBecameOfIt() {
        for (TracedDecision traced : TRACED.values()) {
            Map<String, ActionExplanation> lines = explain(traced).actions().stream()
                    .collect(Collectors.toMap(ActionExplanation::action, line -> line));
            Set<String> ranked = traced.result().nextBestActions().stream()
                    .map(NextBestAction::action)
                    .collect(Collectors.toSet());
            Set<String> excluded =
                    traced.result().excluded().stream().map(Exclusion::action).collect(Collectors.toSet());
            Set<String> proposed = traced.result().decision().candidates().stream()
                    .map(candidate -> candidate.getAction())
                    .collect(Collectors.toSet());
            lines.forEach((action, line) -> assertThat(line.status()).as(action).satisfies(status -> {
                switch (status) {
                    case ADVISED -> assertThat(line.rank()).isEqualTo(1);
                    case OUTRANKED -> assertThat(line.rank()).isGreaterThan(1);
                    case EXCLUDED, NO_CHANNEL, WITHHELD -> assertThat(excluded).contains(action);
                    case VALUE_UNKNOWN -> assertThat(proposed).contains(action);
                    case NOT_PROPOSED -> assertThat(proposed).doesNotContain(action);
                }
                assertThat(line.rank() != null).isEqualTo(ranked.contains(action));
            }));
        }
    }

    @Test
    void theRowClosestToProposingAnActionFailsInTheConditionsNamed() {
        ActionExplanation crossSell = action("C02 new, one purchase 20 d ago", "CROSS_SELL_NEW_BUSINESS");
        assertThat(crossSell.status()).isEqualTo(ActionExplanation.Status.NOT_PROPOSED);
        assertThat(crossSell.sentence())
                .isEqualTo("Not proposed. A08 comes closest: stage must be STABLE; it is EXPLORATION.");
        RowExplanation closest = crossSell.rows().getFirst();
        assertThat(closest.effect()).isEqualTo(RowExplanation.Effect.NOT_MET);
        assertThat(closest.failed()).singleElement().satisfies(condition -> {
            assertThat(condition.name()).isEqualTo("stage");
            assertThat(condition.asks()).isEqualTo("STABLE");
            assertThat(condition.value()).isEqualTo("EXPLORATION");
            assertThat(condition.cell()).isEqualTo("B" + closest.row());
        });
    }

    @Test
    void anExclusionNamesItsRowWithWhatItRead() {
        ActionExplanation excluded = action("C03 one purchase 200 d ago", "FIND_CHURN_CAUSE");
        assertThat(excluded.status()).isEqualTo(ActionExplanation.Status.EXCLUDED);
        assertThat(excluded.sentence()).startsWith("Excluded by E9: ");
        assertThat(excluded.rows()).allSatisfy(row -> {
            assertThat(row.effect()).isEqualTo(RowExplanation.Effect.APPLIED);
            assertThat(row.candidate()).isEqualTo("FIND_CHURN_CAUSE");
            assertThat(row.conditions()).isNotEmpty().allMatch(condition -> Boolean.TRUE.equals(condition.met()));
        });
    }

    @Test
    void theSentencesAreChineseForAChineseReader() {
        assertThat(explain(TRACED.get("C02 new, one purchase 20 d ago"), Locale.CHINESE).actions().stream()
                        .filter(line -> line.action().equals("CROSS_SELL_NEW_BUSINESS"))
                        .map(ActionExplanation::sentence))
                .containsExactly("未提出。最接近的是A08：stage须为STABLE，实为EXPLORATION。");
    }

    @Test
    void theDecidingRowOfAnOutcomeIsTheLastThatWroteItAndTheRowsBeforeItLost() {
        for (TracedDecision traced : TRACED.values()) {
            for (OutcomeExplanation outcome : explain(traced).outcomes()) {
                List<Hit> writers = traced.result().hits().stream()
                        .filter(hit -> hit.writes(outcome.outcome()))
                        .toList();
                if (writers.isEmpty()) {
                    assertThat(outcome.decidedBy()).as(outcome.outcome()).isNull();
                } else {
                    RowExplanation decider = outcome.decidedBy();
                    assertThat(decider).isNotNull();
                    assertThat(decider.name())
                            .isEqualTo(writers.getLast().origin().name());
                    assertThat(decider.conditions()).noneMatch(condition -> Boolean.FALSE.equals(condition.met()));
                    assertThat(outcome.overridden()).hasSize(writers.size() - 1);
                    assertThat(outcome.lost())
                            .allMatch(row -> row.row() < decider.row())
                            .allMatch(row -> row.effect() == RowExplanation.Effect.NOT_MET)
                            .noneMatch(row -> row.failed().isEmpty());
                }
            }
        }
    }

    @Test
    void theOutcomesAreThoseOfTheDecision() {
        TracedDecision traced = TRACED.get("C03 one purchase 200 d ago");
        Explanation explanation = explain(traced);
        assertThat(explanation.outcomes()).hasSameSizeAs(ruleset.dictionary().fields(FieldKind.OUTCOME));
        assertThat(explanation.outcomes())
                .filteredOn(outcome -> outcome.outcome().equals("stage"))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.value()).isEqualTo("DECLINE"));
    }

    @Test
    void anyRowCanBeAskedForConditionByCondition() {
        Explanation explanation = Explanation.of(
                TRACED.get("C02 new, one purchase 20 d ago"), ruleset, Set.of("ST1", "no such row"), Locale.ENGLISH);
        assertThat(explanation.rows()).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("ST1");
            assertThat(row.table()).isEqualTo("Stage");
            assertThat(row.conditions())
                    .extracting(ConditionExplanation::name, ConditionExplanation::met)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("relationshipEnded", false));
        });
    }

    private static ActionExplanation action(String scenario, String action) {
        return explain(TRACED.get(scenario)).actions().stream()
                .filter(line -> line.action().equals(action))
                .findFirst()
                .orElseThrow();
    }

    private static Explanation explain(TracedDecision traced) {
        return explain(traced, Locale.ENGLISH);
    }

    private static Explanation explain(TracedDecision traced, Locale locale) {
        return Explanation.of(traced, ruleset, Set.of(), locale);
    }
}
