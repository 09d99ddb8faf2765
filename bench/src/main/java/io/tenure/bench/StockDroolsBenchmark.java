package io.tenure.bench;

import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.RuleEvaluation;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Measures;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The typed tables of the bundled ruleset, by Tenure and by stock Drools, one customer at a time.
///
/// Stock Drools is handed the measures, which Tenure computes within its time, and records no hits, which Tenure
/// does.
@State(Scope.Benchmark)
public class StockDroolsBenchmark {
    private CompiledRuleset compiled;
    private StockDrools stock;
    private DecisionInput[] customers;
    private Measures[] measures;

    @Setup
    public void prepare() {
        Ruleset tables = BenchmarkData.tablesOf(BenchmarkData.ruleset());
        compiled = BenchmarkData.compiled(tables);
        stock = StockDrools.of(tables);
        customers = BenchmarkData.customers(BenchmarkData.ruleset());
        measures = new Measures[customers.length];
        for (int i = 0; i < customers.length; i++) {
            RuleEvaluation ours = compiled.evaluate(customers[i]).orElseThrow();
            measures[i] = ours.measures();
            Decision theirs = stock.decide(customers[i], measures[i]);
            String one = shown(ours.decision());
            String other = shown(theirs);
            if (!one.equals(other)) {
                throw new IllegalStateException("Not the same answer for customer " + i + " "
                        + customers[i].customer().known() + ":\n" + one + "\n" + other);
            }
        }
    }

    /// The outcomes, and what was collected, in an order that doesn't depend on that of the rows.
    private static String shown(Decision decision) {
        return decision.known()
                + " " + decision.signals().stream().map(s -> s.code() + s.points()).sorted().toList()
                + " "
                + decision.candidates().stream()
                        .map(c -> c.getAction() + " " + c.getPropensity() + " " + c.getValue() + " " + c.getCost())
                        .sorted()
                        .toList()
                + " " + decision.levers().stream().map(Object::toString).sorted().toList();
    }

    @Benchmark
    public RuleEvaluation tablesByTenure(CpuCounter cpu) {
        return compiled.evaluate(customers[cpu.next()]).orElseThrow();
    }

    @Benchmark
    public Decision tablesByStockDrools(CpuCounter cpu) {
        int i = cpu.next();
        return stock.decide(customers[i], measures[i]);
    }
}
