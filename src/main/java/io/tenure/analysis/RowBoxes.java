package io.tenure.analysis;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.BitSets;
import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of a table as boxes in the space of the fields that it reads: a row is the set of pieces that it accepts
/// in each dimension.
///
/// Rows are numbered as in the table; more can be added behind them, up to a limit.
final class RowBoxes {
    private static final String AS_OF = "asOf";

    private final List<Dimension> dimensions = new ArrayList<>();
    private final int dateIndex;
    private final boolean hasNoDateColumn;
    private final int capacity;
    private final long[] satisfiableRows;
    private final long[] disjointRows;

    RowBoxes(Table table, int spareRows) {
        List<Row> rows = table.rows();
        capacity = rows.size() + spareRows;
        Map<String, List<Integer>> columns = new LinkedHashMap<>();
        for (int c = 0; c < table.conditions().size(); c++) {
            columns.computeIfAbsent(table.conditions().get(c).field().name(), _ -> new ArrayList<>())
                    .add(c);
        }
        hasNoDateColumn = table.isDated() && !columns.containsKey(AS_OF);
        if (hasNoDateColumn) {
            columns.put(AS_OF, List.of());
        }
        int dates = -1;
        for (Map.Entry<String, List<Integer>> entry : columns.entrySet()) {
            boolean dated = table.isDated() && entry.getKey().equals(AS_OF);
            if (dated) {
                dates = dimensions.size();
            }
            Field field = entry.getValue().isEmpty()
                    ? Dictionary.standard().require(AS_OF)
                    : table.conditions().get(entry.getValue().getFirst()).field();
            dimensions.add(Dimension.of(
                    field,
                    rows.stream()
                            .map(row -> conditions(row, entry.getValue(), dated))
                            .toList(),
                    spareRows));
        }
        dateIndex = dates;
        disjointRows = BitSets.none(capacity);
        satisfiableRows = BitSets.none(capacity);
        for (int row = 0; row < rows.size(); row++) {
            if (Arrays.stream(box(row)).noneMatch(BitSets::isEmpty)) {
                BitSets.set(satisfiableRows, row);
            }
        }
    }

    private static List<Condition> conditions(Row row, List<Integer> columns, boolean withPeriod) {
        List<Condition> conditions = new ArrayList<>();
        columns.forEach(c -> conditions.add(row.conditions().get(c)));
        if (withPeriod) {
            conditions.add(row.period());
        }
        return conditions;
    }

    List<Dimension> dimensions() {
        return dimensions;
    }

    /// The dimension of the day of the decision, where rows have effective dates; else -1.
    int dateIndex() {
        return dateIndex;
    }

    /// Whether that dimension stands for the rows' dates alone, not for a condition column too.
    boolean hasNoDateColumn() {
        return hasNoDateColumn;
    }

    /// How many rows there can be at most.
    int capacity() {
        return capacity;
    }

    /// The rows of the table that some customer meets; not to be changed.
    long[] satisfiableRows() {
        return satisfiableRows;
    }

    long[][] box(int row) {
        return dimensions.stream().map(d -> d.piecesOf(row)).toArray(long[][]::new);
    }

    boolean intersects(int one, int two) {
        for (Dimension dimension : dimensions) {
            if (!BitSets.intersects(dimension.piecesOf(one), dimension.piecesOf(two))) {
                return false;
            }
        }
        return true;
    }

    /// Adds a row behind those of the table.
    void add(int row, long[][] box) {
        for (int d = 0; d < box.length; d++) {
            dimensions.get(d).add(row, box[d]);
        }
        addIfDisjoint(row);
    }

    /// Counts a row among the rows of which no two intersect, if it is one.
    void addIfDisjoint(int row) {
        for (int other = BitSets.nextSet(disjointRows, 0);
                other >= 0;
                other = BitSets.nextSet(disjointRows, other + 1)) {
            if (intersects(row, other)) {
                return;
            }
        }
        BitSets.set(disjointRows, row);
    }

    /// Looks for a point of a box that none of some rows covers.
    CoverageSearch.CoverageResult find(long[][] box, long[] rows, int steps, long deadline) {
        return CoverageSearch.find(dimensions, box, rows, capacity, disjointRows, steps, deadline);
    }

    /// A point of a box; the known values come first.
    static int[] firstPoint(long[][] box) {
        return Arrays.stream(box).mapToInt(pieces -> BitSets.nextSet(pieces, 0)).toArray();
    }

    Example example(int[] point, Set<String> relevantNames) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int d = 0; d < point.length; d++) {
            Dimension dimension = dimensions.get(d);
            values.put(
                    dimension.field().name(),
                    ExampleValue.of(dimension.field(), dimension.pieces().get(point[d])));
        }
        return new Example(values, relevantNames);
    }
}
