package io.tenure.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tenure.lifecycle.Dictionary;
import io.tenure.release.ActiveRuleset;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.LargeTables;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final DecisionMetrics metrics = new DecisionMetrics(registry, new ActiveRuleset());

    @Test
    void countsEveryRowFromZero() {
        metrics.countFromZero(List.of(table("Bands", 1_000)), List.of());
        assertThat(registry.find("tenure.hits").tag("table", "Bands").functionCounters())
                .hasSize(1_000)
                .allMatch(counter -> counter.count() == 0);
    }

    @Test
    void rowsThatWriteNothingAreNoHitsToCount() {
        metrics.countFromZero(List.of(LargeTables.table(HitPolicy.FIRST, LargeTables.bands(10))), List.of());
        assertThat(registry.find("tenure.hits").functionCounters()).isEmpty();
    }

    @Test
    void rowsOfALargeTableAreCountedOnceTheyMatch() {
        metrics.countFromZero(List.of(table("Large", 1_001)), List.of());
        assertThat(registry.find("tenure.hits").functionCounters()).isEmpty();
    }

    @Test
    void beyondTenThousandRowsTheOthersAreCountedTogether() {
        List<Table> tables = new ArrayList<>();
        for (char c = 'A'; c <= 'K'; c++) {
            tables.add(table(String.valueOf(c), 1_000));
        }
        metrics.countFromZero(tables, List.of());
        assertThat(registry.find("tenure.hits").functionCounters()).hasSize(DecisionMetrics.MAX_ROWS + 1);
        assertThat(registry.find("tenure.hits").tag("row", "other").functionCounters())
                .hasSize(1);
        assertThat(registry.find("tenure.hits").tag("table", "K").functionCounters())
                .isEmpty();
    }

    @Test
    void namesNoReleaseWhileNoneIsActive() {
        assertThat(registry.get("tenure.release.active").gauge().value()).isZero();
    }

    private static Table table(String name, int rows) {
        Table bands = LargeTables.table(HitPolicy.FIRST, LargeTables.bands(rows));
        return new Table(
                name,
                bands.phase(),
                bands.hitPolicy(),
                bands.file(),
                bands.sheet(),
                bands.row(),
                bands.conditions(),
                List.of(new Column(
                        Dictionary.standard().require("stage"),
                        "Stage",
                        bands.conditions().size() + 2)),
                bands.rows().stream().map(DecisionMetricsTest::withResult).toList());
    }

    private static Row withResult(Row row) {
        return new Row(
                row.name(),
                row.number(),
                row.conditions(),
                List.of(new Assignment.Literal("STABLE")),
                null,
                null,
                row.reason());
    }
}
