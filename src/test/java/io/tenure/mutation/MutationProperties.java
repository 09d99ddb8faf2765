package io.tenure.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.analysis.AnalysisLimits;
import io.tenure.analysis.RowReachability;
import io.tenure.analysis.Work;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.Engine;
import io.tenure.engine.ScenarioRunner;
import io.tenure.engine.TracedDecision;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// A changed ruleset decides as if it had been compiled, only the scenarios that are named can come out otherwise, and
/// nobody can tell what counts as equivalent.
class MutationProperties {
    private static final CompiledRuleset BUNDLED = bundled();
    private static final ScenarioTraces TRACES = ScenarioTraces.of(BUNDLED);
    private static final MetOutcomes MET = new MetOutcomes(BUNDLED.ruleset(), Work.ofBundle(AnalysisLimits.STANDARD));
    private static final List<CellMutant> MUTANTS = BUNDLED.ruleset().tables().stream()
            .flatMap(table -> CellMutants.of(BUNDLED.ruleset(), table).stream())
            .toList();

    /// What the bundled ruleset decides, by scenario.
    private static final Map<Scenario, Map<String, Object>> DECIDED = TRACES.scenarios().stream()
            .collect(Collectors.toMap(scenario -> scenario, scenario -> expectable(BUNDLED, scenario.input())));

    private static CompiledRuleset bundled() {
        return new BundleReader()
                .read(Bundle.ofClasspath("seed/"))
                .then(ruleset -> new Engine().compile(ruleset))
                .orElseThrow();
    }

    @Property(tries = 300)
    void aChangedTableDecidesAsIfItHadBeenCompiled(@ForAll long seed) {
        Random random = new Random(seed);
        Ruleset changed = anyMutant(random).ruleset();
        CompiledRuleset applied = BUNDLED.with(changed);
        CompiledRuleset compiled = new Engine().compile(changed).orElseThrow();

        for (int i = 0; i < 20; i++) {
            DecisionInput input = anyScenario(random).input();
            assertThat(expectable(applied, input)).isEqualTo(expectable(compiled, input));
        }
    }

    @Property(tries = 1000)
    void onlyTheNamedScenariosCanComeOutOtherwise(@ForAll long seed) {
        Random random = new Random(seed);
        CellMutant mutant = anyMutant(random);
        CompiledRuleset changed = BUNDLED.with(mutant.ruleset());
        List<Scenario> affected = TRACES.affectedBy(mutant);

        for (Scenario scenario : TRACES.scenarios()) {
            if (!affected.contains(scenario)) {
                assertThat(expectable(changed, scenario.input()))
                        .as("%s %s %s", mutant.address(), mutant.after(), scenario.name())
                        .isEqualTo(DECIDED.get(scenario));
            }
        }
    }

    @Property(tries = 300)
    void nobodyCanTellAnEquivalentChange(@ForAll long seed) {
        Random random = new Random(seed);
        CellMutant mutant = anyMutant(random);
        Row difference = mutant.difference();
        Table table = mutant.source();
        if (difference == null
                || !RowReachability.isUnreachable(
                        MET.narrowed(table),
                        mutant.rowIndex(),
                        difference,
                        AnalysisLimits.STANDARD,
                        Work.ofBundle(AnalysisLimits.STANDARD))) {
            return;
        }
        CompiledRuleset changed = BUNDLED.with(mutant.ruleset());
        CustomerSearch search = new CustomerSearch(BUNDLED);
        for (int i = 0; i < 200; i++) {
            Map<String, Object> facts = search.reach(new Target(table, mutant.rowIndex(), mutant.original()), i);
            DecisionInput input = search.customers().input(facts == null ? search.anyone() : facts);
            assertThat(expectable(changed, input)).isEqualTo(expectable(BUNDLED, input));
        }
    }

    private static CellMutant anyMutant(Random random) {
        return MUTANTS.get(random.nextInt(MUTANTS.size()));
    }

    private static Scenario anyScenario(Random random) {
        return TRACES.scenarios().get(random.nextInt(TRACES.scenarios().size()));
    }

    private static Map<String, Object> expectable(CompiledRuleset ruleset, DecisionInput input) {
        return DecisionPipeline.trace(ruleset, input) instanceof Checked.Valid(TracedDecision decided, var _)
                ? ScenarioRunner.expectable(ruleset, decided)
                : new TreeMap<>();
    }
}
