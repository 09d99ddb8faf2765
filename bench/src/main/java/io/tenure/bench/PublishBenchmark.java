package io.tenure.bench;

import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The time until tables are ready to decide.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.MILLISECONDS)
public class PublishBenchmark {
    private static final int GRID_SIZE = 32;
    private static final int ROWS = 1000;

    private Ruleset bundled;
    private Ruleset large;

    @Setup
    public void prepare() {
        bundled = BenchmarkData.tablesOf(BenchmarkData.ruleset());
        large = new Ruleset(
                bundled.hash(),
                bundled.dictionary(),
                bundled.phases(),
                bundled.parameters(),
                bundled.indicators(),
                bundled.actions(),
                List.of(),
                List.of(),
                bundled.labels(),
                List.of(thousandRows(bundled.dictionary())),
                List.of(),
                List.of(),
                List.of());
    }

    private static Table thousandRows(Dictionary dictionary) {
        Field count = dictionary.require("purchaseCount");
        Field volume = dictionary.require("volumeCurrent");
        Field stage = dictionary.require("stage");
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            rows.add(new Row(
                    "R" + i,
                    i + 10,
                    List.of(step(i % GRID_SIZE, 1), step(i / GRID_SIZE, 10)),
                    List.of(new Assignment.Literal(
                            stage.codes().get(i % stage.codes().size()))),
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
        return BenchmarkData.compiled(large);
    }

    @Benchmark
    public CompiledRuleset bundledTables() {
        return BenchmarkData.compiled(bundled);
    }

    /// From files: workbooks and DRL are read, checked and compiled.
    @Benchmark
    public CompiledRuleset wholeBundle() {
        return BenchmarkData.compiled(BenchmarkData.ruleset());
    }

    /// From sheets to DRL to classes, which takes seconds and is therefore measured by single runs.
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public Object bundledTablesByStockDrools() {
        return StockDrools.of(bundled);
    }
}
