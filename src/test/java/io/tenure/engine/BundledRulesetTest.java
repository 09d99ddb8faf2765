package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.release.ScenarioCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The bundled ruleset has no errors, compiles, and decides as stock Drools does.
class BundledRulesetTest {
    private static Ruleset ruleset;

    @BeforeAll
    static void read() throws IOException {
        Checked<Ruleset, Finding> check = new BundleReader().read(Bundle.ofDirectory(Path.of(".")));
        assertThat(check).as(() -> check.findings().toString()).isInstanceOf(Checked.Valid.class);
        ruleset = check.orElseThrow();
    }

    @Test
    void typedTablesDecideThousandsOfRandomCustomersAsStockDroolsDoesOnTheirExportedDrl() {
        Ruleset tablesOnly = new Ruleset(
                ruleset.hash(),
                ruleset.dictionary(),
                ruleset.phases(),
                ruleset.parameters(),
                ruleset.indicators(),
                ruleset.actions(),
                List.of(),
                List.of(),
                List.of(),
                ruleset.labels(),
                ruleset.tables(),
                List.of(),
                List.of(),
                List.of());
        CompiledRuleset compiled = new Engine().compile(tablesOnly).orElseThrow();
        DrlOracle stock = new DrlOracle(tablesOnly);
        RandomCustomers customers = new RandomCustomers(ruleset.dictionary(), 42);
        Set<Object> stages = new java.util.HashSet<>();
        Set<Object> transitions = new java.util.HashSet<>();
        for (int i = 0; i < 2000; i++) {
            DecisionInput input = customers.next();
            RuleEvaluation ours = compiled.evaluate(input).orElseThrow();
            Decision theirs = stock.decide(input, ours.measures());
            stages.add(ours.decision().getStage());
            transitions.add(ours.decision().getStageTransition());

            assertThat(DrlOracle.summary(ours.decision()))
                    .as("customer %s %s", input.customer().known(), input.measureOverrides())
                    .isEqualTo(DrlOracle.summary(theirs));
        }
        assertThat(stages).hasSizeGreaterThanOrEqualTo(7);
        assertThat(transitions).containsExactlyInAnyOrder("FIRST", "STAYS", "USUAL", "UNUSUAL", "HELD");
    }

    @Test
    void aScenarioTouchesEveryRowAndEveryRuleAndDecidesAsExpected() {
        assertThat(ScenarioCheck.run(new Engine().compile(ruleset).orElseThrow()))
                .extracting(finding -> finding.address() + " " + finding.content() + ": "
                        + finding.message().en())
                .isEmpty();
    }

    @Test
    void decidesRandomCustomersWithoutFailingAndAlwaysGivesAStageAndARetentionLevelAndARiskToCustomers() {
        CompiledRuleset compiled = new Engine().compile(ruleset).orElseThrow();
        RandomCustomers customers = new RandomCustomers(ruleset.dictionary(), 7);
        for (int i = 0; i < 2000; i++) {
            Decision decision =
                    compiled.evaluate(customers.next()).orElseThrow().decision();
            assertThat(decision.getStage()).isNotNull();
            if (List.of("PROSPECT", "TERMINATED").contains(decision.getStage())) {
                assertThat(decision.getRiskBand()).isNull();
            } else {
                assertThat(decision.getRiskBand()).isNotNull();
            }
            assertThat(decision.getRetentionLevel()).isNotNull();
            assertThat(decision.getPattern()).isNotNull();
        }
    }

    @Test
    void aCustomerWhoseFactsAlternateEachDayStaysInAStageForFourteenDays() {
        CompiledRuleset compiled = new Engine().compile(ruleset).orElseThrow();
        Random random = new Random(3);
        String stage = null;
        int entered = 0;
        int changes = 0;
        for (int day = 0; day < 400; day++) {
            // With an open complaint, half the volume is a decline; without one it is not.
            boolean complains = random.nextBoolean();
            Map<String, Object> facts = new HashMap<>(Map.of(
                    "asOf",
                    java.time.LocalDate.of(2026, 1, 1).plusDays(day),
                    "relationshipType",
                    "NON_CONTRACTUAL",
                    "purchaseCount",
                    15,
                    "lastPurchaseDate",
                    java.time.LocalDate.of(2026, 1, 1).plusDays(day),
                    "volumeCurrent",
                    200.0,
                    "volumePrior",
                    500.0,
                    "openComplaints",
                    complains ? 1 : 0));
            if (stage != null) {
                facts.put("previousStage", stage);
                facts.put("previousStageDays", day - entered);
            }
            RuleEvaluation judged = compiled.evaluate(
                            new DecisionInput(Customer.of(ruleset.dictionary(), facts), Map.of()))
                    .orElseThrow();
            String today = complains ? "DECLINE" : "STABLE";
            boolean held = stage != null && !stage.equals(today) && day - entered < 14;
            assertThat(judged.decision().getStage()).as("day %d", day).isEqualTo(held ? stage : today);
            // Both what the table Stage wrote and what replaced it are recorded.
            assertThat(judged.hits().stream()
                            .filter(h -> h.wrote().containsKey("stage"))
                            .map(h -> h.origin().table() + " " + h.wrote().get("stage")))
                    .containsExactlyElementsOf(
                            held ? List.of("Stage " + today, "StageTransition " + stage) : List.of("Stage " + today));
            if (held) {
                assertThat(judged.decision().getStageTransition()).isEqualTo("HELD");
            } else if (!today.equals(stage)) {
                stage = today;
                entered = day;
                changes++;
            }
        }
        assertThat(changes).isGreaterThan(10);
    }

    /// Customers whose facts are drawn from the dictionary's own types and ranges, about half of them unknown.
    static final class RandomCustomers {
        private final Dictionary dictionary;
        private final Random random;

        RandomCustomers(Dictionary dictionary, long seed) {
            this.dictionary = dictionary;
            this.random = new Random(seed);
        }

        DecisionInput next() {
            Map<String, Object> facts = new HashMap<>();
            Map<String, Object> given = new HashMap<>();
            double known = 0.2 + 0.7 * random.nextDouble();
            for (Field field : dictionary.inputs()) {
                if (random.nextDouble() < known) {
                    (field.kind() == io.tenure.lifecycle.FieldKind.FACT ? facts : given)
                            .put(field.name(), value(field));
                }
            }
            facts.put("asOf", java.time.LocalDate.of(2026, 6, 30));
            facts.put("relationshipType", random.nextInt(3) == 0 ? "CONTRACTUAL" : "NON_CONTRACTUAL");
            // Otherwise flags that decide alone would hide everything else.
            for (String flag : List.of("relationshipEnded", "exitIntent", "erasureRequested")) {
                facts.put(flag, random.nextInt(12) == 0);
            }
            // Around the days that a stage is held, so that both sides occur often.
            if (facts.containsKey("previousStageDays")) {
                facts.put("previousStageDays", random.nextInt(28));
            }
            return new DecisionInput(Customer.of(dictionary, facts), given);
        }

        private Object value(Field field) {
            double low = field.min() == null ? -2 : field.min();
            double high = field.max() != null
                    ? field.max()
                    : field.unit().contains("money") ? 3000 : field.unit().equals("day") ? 400 : 12;
            return switch (field.type()) {
                case INTEGER -> (int) (low + random.nextInt((int) (high - low) + 1));
                case NUMBER ->
                    random.nextInt(3) == 0
                            // Stock Drools takes -0.0 to be below 0.
                            ? Math.rint(low + random.nextDouble() * (high - low)) + 0.0
                            : low + random.nextDouble() * (high - low);
                case BOOLEAN -> random.nextBoolean();
                case CODE -> field.codes().get(random.nextInt(field.codes().size()));
                case TEXT -> "text" + random.nextInt(3);
                case DATE -> java.time.LocalDate.of(2026, 6, 30).minusDays(random.nextInt(900));
            };
        }
    }
}
