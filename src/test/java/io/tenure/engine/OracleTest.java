package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.RandomCases;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.table.HitPolicy;
import io.tenure.table.RandomTables;
import io.tenure.table.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Typed tables decide as stock Drools does on the DRL they are exported to.
class OracleTest {
    private static final List<String> FACTS =
            List.of("purchaseCount", "volumeCurrent", "relationshipType", "exitIntent", "lastPurchaseDate");

    @Test
    void randomTablesDecideRandomCustomersAsStockDroolsDoes() {
        for (long seed = 1; seed <= 6; seed++) {
            RandomTables random = new RandomTables(seed);
            List<Table> tables = List.of(
                    random.table("Stage", "stage", "stage", HitPolicy.FIRST),
                    random.overridingTable("Refined", "stage", "stage", HitPolicy.FIRST),
                    random.table("Pattern", "pattern", "pattern", HitPolicy.FIRST),
                    random.table("Band", "risk", "riskBand", HitPolicy.UNIQUE),
                    random.overridingTable("RefinedBand", "risk", "riskBand", HitPolicy.UNIQUE));
            Ruleset ruleset = TableBuilder.ruleset(tables);
            CompiledRuleset compiled = new Engine().compile(ruleset).orElseThrow();
            DrlOracle stock = new DrlOracle(ruleset);
            for (int i = 0; i < RandomCases.of(500); i++) {
                Map<String, Object> facts = new HashMap<>();
                for (String name : FACTS) {
                    facts.put(name, random.value(TableBuilder.DICTIONARY.require(name)));
                }
                facts.put("asOf", random.day());
                Map<String, Object> given = new HashMap<>();
                Field gap = TableBuilder.DICTIONARY.require("gapRatio");
                Object ratio = random.value(gap);
                if (ratio != null) {
                    given.put("gapRatio", ratio);
                }
                DecisionInput input = new DecisionInput(Customer.of(TableBuilder.DICTIONARY, facts), given);
                RuleEvaluation ours = compiled.evaluate(input).orElseThrow();

                assertThat(ours.decision().known())
                        .as("seed %d, customer %s %s", seed, facts, given)
                        .isEqualTo(stock.decide(input, ours.measures()).known());
            }
        }
    }
}
