package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.RandomCases;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Hit;
import io.tenure.table.HitPolicy;
import io.tenure.table.RandomTables;
import io.tenure.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Typed tables decide as stock Drools does on the DRL they are exported to, whether rules run beside them or not.
class OracleTest {
    private static final List<String> FACTS =
            List.of("purchaseCount", "volumeCurrent", "relationshipType", "exitIntent", "lastPurchaseDate");

    @Test
    void randomTablesDecideRandomCustomersAsStockDroolsDoes() {
        for (long seed = 1; seed <= 6; seed++) {
            RandomTables random = new RandomTables(seed);
            List<Table> tables = List.of(
                    random.table("Value", "value", "rfmLabel", HitPolicy.FIRST),
                    random.table("Stage", "stage", "stage", HitPolicy.FIRST),
                    random.overridingTable("Refined", "stage", "stage", HitPolicy.FIRST),
                    random.table("Pattern", "pattern", "pattern", HitPolicy.FIRST),
                    random.collectTable(
                            "Signals",
                            "signals",
                            List.of("signal.code", "signal.points"),
                            () -> List.of("S" + random.below(4), random.below(3))),
                    random.table("Band", "risk", "riskBand", HitPolicy.UNIQUE),
                    random.overridingTable("RefinedBand", "risk", "riskBand", HitPolicy.UNIQUE),
                    random.collectTable(
                            "Candidates",
                            "action",
                            List.of("candidate.action", "candidate.propensity", "candidate.value"),
                            () -> List.of("SAVE_OFFER", random.below(5) / 4.0, random.below(9) * 10.0)));
            Ruleset ruleset = TableBuilder.ruleset(tables);
            CompiledRuleset withoutSession = new Engine().compile(ruleset).orElseThrow();
            CompiledRuleset withSession = new Engine()
                    .compile(TableBuilder.ruleset(tables, silentRules()))
                    .orElseThrow();
            DrlOracle stock = new DrlOracle(ruleset);
            for (int i = 0; i < RandomCases.of(500); i++) {
                DecisionInput input = customer(random);
                RuleEvaluation ours = withoutSession.evaluate(input).orElseThrow();
                RuleEvaluation beside = withSession.evaluate(input).orElseThrow();

                assertThat(DrlOracle.summary(ours.decision()))
                        .as("seed %d, customer %s %s", seed, input.customer().known(), input.measureOverrides())
                        .isEqualTo(DrlOracle.summary(beside.decision()))
                        .isEqualTo(DrlOracle.summary(stock.decide(input, ours.measures())));
                assertThat(ours.hits())
                        .extracting(Hit::toString)
                        .isEqualTo(beside.hits().stream().map(Hit::toString).toList());
            }
        }
    }

    /// A rule in each phase that reads what tables write and never fires, so that there is a session in each.
    private static String silentRules() {
        return "package tenure.rules;\nimport io.tenure.lifecycle.Decision;\n"
                + TableBuilder.PHASES.stream()
                        .map(phase -> "rule \"silent in " + phase + "\" agenda-group \"" + phase
                                + "\" when $d : Decision(stage != null, riskPoints != null, riskPoints < 0)"
                                + " then $d.reason(\"never\", \"从不\"); end\n")
                        .collect(Collectors.joining());
    }

    private static DecisionInput customer(RandomTables random) {
        Map<String, Object> facts = new HashMap<>();
        for (String name : FACTS) {
            facts.put(name, random.value(TableBuilder.DICTIONARY.require(name)));
        }
        facts.put("asOf", random.day());
        Map<String, Object> given = new HashMap<>();
        Object ratio = random.value(TableBuilder.DICTIONARY.require("gapRatio"));
        if (ratio != null) {
            given.put("gapRatio", ratio);
        }
        return new DecisionInput(Customer.of(TableBuilder.DICTIONARY, facts), given);
    }
}
