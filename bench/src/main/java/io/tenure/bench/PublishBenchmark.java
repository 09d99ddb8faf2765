package io.tenure.bench;

import io.tenure.engine.CompiledRuleset;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import io.tenure.ruleset.Column;
import io.tenure.ruleset.Condition;
import io.tenure.ruleset.Effect;
import io.tenure.ruleset.HitPolicy;
import io.tenure.ruleset.Interval;
import io.tenure.ruleset.Row;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Table;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// How long it takes until tables are ready to decide.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.MILLISECONDS)
public class PublishBenchmark {
    private static final int SIDE = 32;
    private static final int ROWS = 1000;

    private Ruleset shipped;
    private Ruleset large;

    @Setup
    public void prepare() {
        shipped = Base.tablesOf(Base.ruleset());
        large = new Ruleset(
                shipped.hash(),
                shipped.dictionary(),
                shipped.phases(),
                shipped.parameters(),
                shipped.actions(),
                shipped.labels(),
                List.of(thousandRows(shipped.dictionary())),
                List.of(),
                List.of());
    }

    private static Table thousandRows(Dictionary dictionary) {
        Term count = dictionary.require("purchaseCount");
        Term volume = dictionary.require("volumeCurrent");
        Term stage = dictionary.require("stage");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(new Row(
                    "R" + i,
                    i + 10,
                    List.of(step(i % SIDE, 1), step(i / SIDE, 10)),
                    List.of(new Effect.Literal(stage.codes().get(i % stage.codes().size()))),
                    null,
                    null,
                    Text.same("row " + i)));
        }
        return new Table(
                "Large",
                "stage",
                HitPolicy.UNIQUE,
                "decision-tables/large.xlsx",
                "Large",
                5,
                List.of(new Column(count, "count", 2), new Column(volume, "volume", 3)),
                List.of(new Column(stage, "stage", 4)),
                rows);
    }

    private static Condition step(int i, double width) {
        return new Condition.Numbers("", List.of(new Interval(i * width, true, (i + 1) * width, false)), false);
    }

    @Benchmark
    public CompiledRuleset thousandRows() {
        return Base.compiled(large);
    }

    @Benchmark
    public CompiledRuleset shippedTables() {
        return Base.compiled(shipped);
    }

    /// The whole way from files: workbooks and DRL read, checked and compiled.
    @Benchmark
    public CompiledRuleset wholeBundle() {
        return Base.compiled(Base.ruleset());
    }

    /// Sheets to DRL to classes, which takes seconds: measured by single shots.
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public Object shippedTablesByStockDrools() {
        return Stock.of(shipped);
    }
}
