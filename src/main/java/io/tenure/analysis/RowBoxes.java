package io.tenure.analysis;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Condition;
import io.tenure.table.RangeSets;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of a table as boxes in the space of the fields that it reads: a row is the set of pieces that it
/// accepts in each dimension.
///
/// Rows are numbered as in the table; more can be added behind them, up to a limit.
final class RowBoxes {
    private static final String AS_OF = "asOf";

    private final List<Dimension> dimensions = new ArrayList<>();
    private final int dateIndex;
    private final boolean hasNoDateColumn;
    private final int[] satisfiableRows;

    RowBoxes(Table table, int spareRows) {
        List<Row> rows = table.rows();
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
        satisfiableRows = satisfiableRows(rows.size());
    }

    /// Rows without effective dates, by the dimensions that they were cut into.
    RowBoxes(List<Dimension> dimensions, int rows) {
        this.dimensions.addAll(dimensions);
        dateIndex = -1;
        hasNoDateColumn = false;
        satisfiableRows = satisfiableRows(rows);
    }

    private int[] satisfiableRows(int rows) {
        return IntStream.range(0, rows)
                .filter(row -> dimensions.stream().noneMatch(d -> d.piecesOf(row).length == 0))
                .toArray();
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

    /// The rows of the table that some customer meets, ascending; not to be changed.
    int[] satisfiableRows() {
        return satisfiableRows;
    }

    /// Everybody.
    int[][] whole() {
        return dimensions.stream().map(Dimension::all).toArray(int[][]::new);
    }

    int[][] box(int row) {
        return dimensions.stream().map(d -> d.piecesOf(row)).toArray(int[][]::new);
    }

    /// Looks for the first point that two rows both accept.
    ///
    /// @param point is given its pieces
    /// @return whether there is one
    boolean findCommonPoint(int one, int other, int[] point) {
        for (int d = 0; d < point.length; d++) {
            Dimension dimension = dimensions.get(d);
            point[d] = RangeSets.firstCommon(dimension.piecesOf(one), dimension.piecesOf(other));
            if (point[d] < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether a row accepts something of a box.
    boolean meets(int row, int[][] box) {
        for (int d = 0; d < box.length; d++) {
            if (RangeSets.firstCommon(box[d], dimensions.get(d).piecesOf(row)) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether a row accepts all of a box.
    boolean covers(int row, int[][] box) {
        for (int d = 0; d < box.length; d++) {
            if (!RangeSets.isSubset(box[d], dimensions.get(d).piecesOf(row))) {
                return false;
            }
        }
        return true;
    }

    /// The place of the first of some rows that accepts all of a box, or -1.
    int firstCovering(int[][] box, int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (covers(rows[i], box)) {
                return i;
            }
        }
        return -1;
    }

    /// Adds a row behind those of the table.
    void add(int row, int[][] box) {
        for (int d = 0; d < box.length; d++) {
            dimensions.get(d).add(row, box[d]);
        }
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
