package io.tenure.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.counterfactual.Counterfactuals;
import io.tenure.counterfactual.Wish;
import io.tenure.experiment.Experiment;
import io.tenure.experiment.Experiment.Criterion;
import io.tenure.experiment.Experiment.ExperimentKind;
import io.tenure.experiment.Randomization;
import io.tenure.explanation.ActionExplanation;
import io.tenure.explanation.Explanation;
import io.tenure.input.CustomerReader;
import io.tenure.input.Json;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.DecisionResult.Arm;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.response.ContactReservation;
import io.tenure.table.Condition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A holdout in the bundled rules, which ships none.
class HoldoutTest {
    private static final CompiledRuleset WITHOUT = bundled();
    private static final CompiledRuleset WITH = WITHOUT.with(with(new Experiment(
            "H1", ExperimentKind.HOLDOUT, 0.5, null, null, List.of(), "H1", "settings.xlsx", "Experiments", 2)));
    private static final String HELD_OUT = pseudonym(true);
    private static final String ADVISED = pseudonym(false);

    private static CompiledRuleset bundled() {
        try {
            return Rulesets.bundled();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ruleset with(Experiment experiment) {
        Ruleset bundled = WITHOUT.ruleset();
        return new Ruleset(
                bundled.hash(),
                bundled.dictionary(),
                bundled.phases(),
                bundled.parameters(),
                bundled.indicators(),
                bundled.actions(),
                bundled.contactLimits(),
                List.of(experiment),
                bundled.actionableFacts(),
                bundled.labels(),
                bundled.tables(),
                bundled.sources(),
                bundled.freeForms(),
                bundled.scenarios());
    }

    private static String pseudonym(boolean drawn) {
        return IntStream.range(0, 100)
                .mapToObj("%032x"::formatted)
                .filter(pseudonym -> Randomization.draw("H1", pseudonym) < 0.5 == drawn)
                .findFirst()
                .orElseThrow();
    }

    private static TracedDecision trace(Scenario scenario, CompiledRuleset ruleset, String pseudonym) {
        DecisionInput input = scenario.input();
        return DecisionPipeline.trace(ruleset, new DecisionInput(input.customer(), input.measureOverrides(), pseudonym))
                .orElseThrow();
    }

    private static boolean isStartedByUs(NextBestAction ranked) {
        Action action = WITH.ruleset().actions().get(ranked.action());
        return !ranked.duty() && (action.selling() || action.marketing());
    }

    @Test
    void contactsThatWeStartAreWithheldAndNothingElse() {
        int withheld = 0;
        int kept = 0;
        for (Scenario scenario : WITH.ruleset().scenarios()) {
            DecisionResult usual = trace(scenario, WITHOUT, HELD_OUT).result();
            DecisionResult held = trace(scenario, WITH, HELD_OUT).result();

            List<NextBestAction> out = usual.nextBestActions().stream()
                    .filter(HoldoutTest::isStartedByUs)
                    .toList();
            assertThat(held.arms()).singleElement().satisfies(arm -> {
                assertThat(arm.experiment()).isEqualTo("H1");
                assertThat(arm.arm()).isEqualTo(Arm.HOLDOUT);
                assertThat(arm.row()).isEqualTo(new Exclusion.LimitRow("settings.xlsx", "Experiments", 2));
                assertThat(arm.withheld()).extracting(NextBestAction::action).isEqualTo(actions(out));
                assertThat(arm.withheld())
                        .extracting(NextBestAction::rank)
                        .isEqualTo(out.stream().map(NextBestAction::rank).toList());
            });
            List<String> left = usual.nextBestActions().stream()
                    .filter(action -> !isStartedByUs(action))
                    .map(NextBestAction::action)
                    .toList();
            assertThat(actions(held.nextBestActions())).isEqualTo(left);
            assertThat(held.nextBestActions().getFirst().rank()).isEqualTo(1);
            assertThat(held.excluded().subList(0, usual.excluded().size()))
                    .extracting(Exclusion::action)
                    .isEqualTo(usual.excluded().stream().map(Exclusion::action).toList());
            assertThat(held.excluded()
                            .subList(usual.excluded().size(), held.excluded().size()))
                    .allSatisfy(exclusion -> {
                        assertThat(exclusion.rule()).isEqualTo("H1");
                        assertThat(exclusion.reason().in(Locale.ENGLISH)).isEqualTo("withheld by experiment H1");
                    })
                    .extracting(Exclusion::action)
                    .isEqualTo(actions(out));
            assertThat(held.decision().getStage()).isEqualTo(usual.decision().getStage());
            assertThat(ContactReservation.of(WITH.ruleset(), held)).isNull();
            withheld += out.isEmpty() ? 0 : 1;
            kept += usual.nextBestActions().getFirst().duty() ? 1 : 0;
        }
        assertThat(withheld).isGreaterThan(100);
        assertThat(kept).as("duties stay").isGreaterThan(10);
    }

    @Test
    void theOtherArmAndCustomersWithoutPseudonymAreDecidedAsWithoutTheExperiment() {
        for (Scenario scenario : WITH.ruleset().scenarios()) {
            DecisionResult usual = trace(scenario, WITHOUT, ADVISED).result();
            DecisionResult advised = trace(scenario, WITH, ADVISED).result();
            DecisionResult unknown =
                    DecisionPipeline.decide(WITH, scenario.input()).orElseThrow();

            assertThat(actions(advised.nextBestActions())).isEqualTo(actions(usual.nextBestActions()));
            assertThat(advised.arms()).singleElement().satisfies(arm -> {
                assertThat(arm.arm()).isEqualTo(Arm.ADVISED);
                assertThat(arm.withheld()).isEmpty();
            });
            assertThat(actions(unknown.nextBestActions())).isEqualTo(actions(usual.nextBestActions()));
            assertThat(unknown.arms()).isEmpty();
            assertThat(usual.arms()).isEmpty();
        }
    }

    @Test
    void theExplanationNamesTheExperimentForEachActionWithheld() {
        for (Scenario scenario : WITH.ruleset().scenarios().subList(0, 100)) {
            TracedDecision traced = trace(scenario, WITH, HELD_OUT);
            Explanation explained = Explanation.of(traced, WITH.ruleset(), Set.of(), Locale.ENGLISH);
            List<String> withheld = actions(traced.result().arms().getFirst().withheld());

            assertThat(explained.actions().stream()
                            .filter(action -> action.status() == ActionExplanation.Status.WITHHELD))
                    .allSatisfy(action -> {
                        assertThat(action.sentence()).isEqualTo("Withheld by experiment H1.");
                        assertThat(action.rows()).singleElement().satisfies(row -> {
                            assertThat(row.name()).isEqualTo("H1");
                            assertThat(row.sheet()).isEqualTo("Experiments");
                        });
                    })
                    .extracting(ActionExplanation::action)
                    .containsExactlyInAnyOrderElementsOf(withheld);
        }
    }

    /// Whoever is held out gets the action by leaving those whom the experiment concerns, and in no other way.
    @Test
    void whatWouldHaveToBeOtherwiseCountsWhomTheExperimentConcerns() {
        Field shares = Rulesets.DICTIONARY.require("dataShared");
        CompiledRuleset concerned = WITHOUT.with(with(new Experiment(
                "H1",
                ExperimentKind.HOLDOUT,
                0.5,
                null,
                null,
                List.of(new Criterion(shares, new Condition.Codes("TRUE", Set.of("TRUE"), false, false))),
                "H1",
                "settings.xlsx",
                "Experiments",
                2)));
        int found = 0;
        for (Scenario scenario : WITH.ruleset().scenarios().subList(0, 60)) {
            DecisionInput input = new DecisionInput(
                    scenario.input().customer().with(Map.of(shares, true)),
                    scenario.input().measureOverrides(),
                    HELD_OUT);
            NextBestAction best = DecisionPipeline.decide(WITHOUT, input)
                    .orElseThrow()
                    .nextBestActions()
                    .getFirst();
            if (found < 3 && isStartedByUs(best)) {
                Wish wish = Wish.read(
                                Json.parse(("{\"nextBestAction\": \"" + best.action() + "\"}").getBytes(UTF_8))
                                        .orElseThrow(),
                                "/wish",
                                concerned.ruleset())
                        .orElseThrow();
                Counterfactuals answer = Counterfactuals.of(
                                concerned,
                                new CustomerReader(concerned.ruleset(), Rulesets.CLOCK),
                                input,
                                wish,
                                Duration.ofSeconds(5))
                        .orElseThrow();
                assertThat(answer.alreadyMet()).isFalse();
                assertThat(answer.nearest().found()).isNotNull();
                assertThat(answer.nearest().found().changes())
                        .extracting(change -> change.fact().name())
                        .contains("dataShared");
                found++;
            }
        }
        assertThat(found).isEqualTo(3);
    }

    private static List<String> actions(List<NextBestAction> ranking) {
        return ranking.stream().map(NextBestAction::action).toList();
    }
}
