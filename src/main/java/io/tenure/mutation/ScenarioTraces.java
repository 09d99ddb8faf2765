package io.tenure.mutation;

import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.ScenarioRunner;
import io.tenure.engine.TableReading;
import io.tenure.engine.TracedDecision;
import io.tenure.finding.CheckStep;
import io.tenure.finding.Checked;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// What each table was asked while the scenarios were decided. A changed cell can change only the decisions of those
/// customers for whom its row then matches where it didn't, or no longer does; the others need not be decided again.
final class ScenarioTraces {
    private final List<Scenario> scenarios = new ArrayList<>();
    private final Map<Table, List<Asked>> asked = new IdentityHashMap<>();
    private int failing;

    /// A table as it was asked once.
    ///
    /// @param scenario number of the scenario
    /// @param first place of the first row that matched; the number of rows where none did
    private record Asked(int scenario, LocalDate asOf, TableReading reading, int first) {
        boolean matches(Row row) {
            return reading.matches(row, asOf);
        }
    }

    private ScenarioTraces() {}

    /// @param compiled whose scenarios are decided; those that fail are left out
    static ScenarioTraces of(CompiledRuleset compiled) {
        ScenarioTraces traces = new ScenarioTraces();
        for (Scenario scenario : compiled.ruleset().scenarios()) {
            CheckStep.next();
            if (DecisionPipeline.trace(compiled, scenario.input())
                            instanceof Checked.Valid(TracedDecision traced, var _)
                    && ScenarioRunner.compare(compiled, scenario, traced).passed()) {
                traces.add(scenario, traced);
            } else {
                traces.failing++;
            }
        }
        return traces;
    }

    /// @param scenario one that passes, `traced` as it is decided
    static ScenarioTraces of(Scenario scenario, TracedDecision traced) {
        ScenarioTraces traces = new ScenarioTraces();
        traces.add(scenario, traced);
        return traces;
    }

    private void add(Scenario scenario, TracedDecision traced) {
        LocalDate asOf = traced.asOf();
        for (TableReading reading : traced.readings()) {
            List<Row> rows = reading.table().rows();
            int first = 0;
            while (first < rows.size() && !reading.matches(rows.get(first), asOf)) {
                first++;
            }
            asked.computeIfAbsent(reading.table(), _ -> new ArrayList<>())
                    .add(new Asked(scenarios.size(), asOf, reading, first));
        }
        scenarios.add(scenario);
    }

    List<Scenario> scenarios() {
        return scenarios;
    }

    /// How many scenarios don't pass, and tell nothing about changes.
    int failing() {
        return failing;
    }

    /// The scenarios whose decision a changed cell can change, in their order.
    List<Scenario> affectedBy(CellMutant mutant) {
        Table table = mutant.source();
        Row changed = mutant.changedRow();
        int last = -1;
        List<Scenario> affected = new ArrayList<>();
        for (Asked one : asked.getOrDefault(table, List.of())) {
            if (one.scenario != last && isAffected(mutant, changed, one)) {
                last = one.scenario;
                affected.add(scenarios.get(last));
            }
        }
        return affected;
    }

    private static boolean isAffected(CellMutant mutant, Row changed, Asked asked) {
        // In other tables than those of items an earlier row that matches keeps the turn.
        if (mutant.source().hitPolicy() != HitPolicy.COLLECT && asked.first < mutant.rowIndex()) {
            return false;
        }
        boolean matches = asked.matches(mutant.original());
        return mutant.condition() == null ? matches : matches != asked.matches(changed);
    }
}
