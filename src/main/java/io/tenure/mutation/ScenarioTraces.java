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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    private record Asked(int scenario, LocalDate asOf, List<@Nullable Object> values, int first) {}

    private ScenarioTraces() {}

    /// @param compiled whose scenarios are decided; those that fail are left out
    static ScenarioTraces of(CompiledRuleset compiled) {
        return of(compiled, compiled.ruleset().scenarios());
    }

    /// @param scenarios of which those that fail are left out
    static ScenarioTraces of(CompiledRuleset compiled, List<Scenario> scenarios) {
        ScenarioTraces traces = new ScenarioTraces();
        for (Scenario scenario : scenarios) {
            CheckStep.next();
            if (ScenarioRunner.run(compiled, scenario).passed()
                    && DecisionPipeline.trace(compiled, scenario.input())
                            instanceof Checked.Valid(TracedDecision traced, var _)) {
                traces.add(scenario, traced);
            } else {
                traces.failing++;
            }
        }
        return traces;
    }

    private void add(Scenario scenario, TracedDecision traced) {
        LocalDate asOf = Objects.requireNonNullElse(scenario.input().customer().getAsOf(), LocalDate.EPOCH);
        for (TableReading reading : traced.readings()) {
            List<Row> rows = reading.table().rows();
            int first = 0;
            while (first < rows.size() && !matches(rows.get(first), reading.values(), asOf)) {
                first++;
            }
            asked.computeIfAbsent(reading.table(), _ -> new ArrayList<>())
                    .add(new Asked(scenarios.size(), asOf, reading.values(), first));
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
        int last = -1;
        List<Scenario> affected = new ArrayList<>();
        for (Asked one : asked.getOrDefault(table, List.of())) {
            if (one.scenario != last && isAffected(table, mutant, one)) {
                last = one.scenario;
                affected.add(scenarios.get(last));
            }
        }
        return affected;
    }

    private static boolean isAffected(Table table, CellMutant mutant, Asked asked) {
        // In other tables than those of items an earlier row that matches keeps the turn.
        if (table.hitPolicy() != HitPolicy.COLLECT && asked.first < mutant.rowIndex()) {
            return false;
        }
        Row row = mutant.original();
        if (mutant.condition() == null) {
            return matches(row, asked.values, asked.asOf);
        }
        int column = mutant.columnIndex();
        Object value = asked.values.get(column);
        if (row.conditions().get(column).matches(value) == mutant.condition().matches(value)) {
            return false;
        }
        for (int c = 0; c < row.conditions().size(); c++) {
            if (c != column && !row.conditions().get(c).matches(asked.values.get(c))) {
                return false;
            }
        }
        return isInForce(row, asked.asOf);
    }

    static boolean matches(Row row, List<@Nullable Object> values, LocalDate asOf) {
        for (int c = 0; c < row.conditions().size(); c++) {
            if (!row.conditions().get(c).matches(values.get(c))) {
                return false;
            }
        }
        return isInForce(row, asOf);
    }

    private static boolean isInForce(Row row, LocalDate asOf) {
        return !row.isDated() || row.period().matches(asOf);
    }
}
