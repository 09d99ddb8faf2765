package io.tenure.bench;

import io.tenure.decision.Decider;
import io.tenure.engine.CompiledRuleset;
import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Decided;
import io.tenure.ruleset.Ruleset;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One whole decision by the bundle that ships, DRL, ranking and every hit included.
@State(Scope.Benchmark)
public class DecideBenchmark {
    private CompiledRuleset compiled;
    private Case[] customers;

    @Setup
    public void prepare() {
        Ruleset ruleset = Base.ruleset();
        compiled = Base.compiled(ruleset);
        customers = Base.customers(ruleset);
    }

    @Benchmark
    public Decided wholeBundle(Cpu cpu) {
        return Decider.decide(compiled, customers[cpu.next()]);
    }
}
