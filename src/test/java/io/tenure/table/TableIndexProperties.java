package io.tenure.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/// The index finds the rows that a loop over all rows finds.
class TableIndexProperties {
    private static final List<Field> READS = List.of(
                    "purchaseCount",
                    "volumeCurrent",
                    "relationshipType",
                    "exitIntent",
                    "lastPurchaseDate",
                    "gapRatio",
                    "currency",
                    "stage")
            .stream()
            .map(Dictionary.standard()::require)
            .toList();

    @Property(tries = 300)
    void findsTheRowsOfATableThatALoopFinds(@ForAll long seed) {
        Random random = new Random(seed);
        int rows = random.nextInt(4) == 0 ? 65 + random.nextInt(1_500) : random.nextInt(70);
        List<Field> reads = new ArrayList<>(READS);
        Collections.shuffle(reads, random);
        RandomTables tables = new RandomTables(seed);
        Table table = tables.table(
                "T",
                "stage",
                reads.subList(0, random.nextInt(6)),
                "riskBand",
                HitPolicy.values()[random.nextInt(3)],
                rows);
        TableIndex index = TableIndex.of(table);

        for (int customer = 0; customer < 50; customer++) {
            @Nullable
            Object[] values = table.conditions().stream()
                    .map(c -> tables.value(c.field()))
                    .toArray();
            assertFindsTheRowsOfALoop(table, index, values, tables.day());
        }
    }

    /// So many values that neighbouring ones share a set of rows.
    @Property(tries = 20)
    void findsTheRowsOfATableOfManyDistinctValues(@ForAll long seed) {
        Random random = new Random(seed);
        List<List<Condition>> rows = new ArrayList<>();
        int count = 1_000 + random.nextInt(4_000);
        List<List<Condition>> bands = LargeTables.bands(count);
        List<List<Condition>> boxes = LargeTables.boxes(count);
        List<List<Condition>> thresholds = LargeTables.thresholds(count, 10 + random.nextInt(80));
        for (int row = 0; row < count; row++) {
            rows.add(List.of(bands, boxes, thresholds).get(random.nextInt(3)).get(random.nextInt(count)));
        }
        Table table = LargeTables.table(HitPolicy.COLLECT, rows);
        TableIndex index = TableIndex.of(table);

        for (int customer = 0; customer < 50; customer++) {
            @Nullable Object[] values = new Object[LargeTables.FIELDS.size()];
            for (int c = 0; c < values.length; c++) {
                values[c] = random.nextInt(5) == 0 ? null : (Object) (random.nextInt(2_000 * 8) / 8.0 - 10);
            }
            assertFindsTheRowsOfALoop(table, index, values, LocalDate.of(2026, 1, 1));
        }
    }

    private static void assertFindsTheRowsOfALoop(
            Table table, TableIndex index, @Nullable Object[] values, LocalDate asOf) {
        int[] matching = IntStream.range(0, table.rows().size())
                .filter(row -> matches(table.rows().get(row), values, asOf))
                .toArray();
        assertThat(index.allMatches(values, asOf)).isEqualTo(matching);
        assertThat(index.firstMatch(values, asOf)).isEqualTo(matching.length == 0 ? -1 : matching[0]);
    }

    private static boolean matches(Row row, @Nullable Object[] values, LocalDate asOf) {
        for (int c = 0; c < values.length; c++) {
            if (!row.conditions().get(c).matches(values[c])) {
                return false;
            }
        }
        return (row.effective() == null || !asOf.isBefore(row.effective()))
                && (row.expires() == null || asOf.isBefore(row.expires()));
    }
}
