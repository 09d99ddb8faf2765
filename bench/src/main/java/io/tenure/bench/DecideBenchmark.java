package io.tenure.bench;

import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One complete decision by the bundled ruleset, including DRL, ranking and all hits.
@State(Scope.Benchmark)
public class DecideBenchmark {
    private CompiledRuleset compiled;
    private DecisionInput[] customers;

    @Setup
    public void prepare() {
        Ruleset ruleset = BenchmarkData.ruleset();
        compiled = BenchmarkData.compiled(ruleset);
        customers = BenchmarkData.customers(ruleset);
    }

    @Benchmark
    public DecisionResult wholeBundle(CpuCounter cpu) {
        return DecisionPipeline.decide(compiled, customers[cpu.next()]).orElseThrow();
    }
}
