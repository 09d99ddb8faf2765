package io.tenure.analysis;

import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.List;

/// Whether any customer can reach a row of a table.
public final class RowReachability {
    private RowReachability() {}

    /// True where it is proven that nobody meets the conditions of a row, or that the rows before it match
    /// everybody who does. Where a row of a `COLLECT` table is concerned, the rows before it don't matter.
    ///
    /// @param rowIndex how many rows of the table stand before it
    /// @param row the row, which need not be one of the table
    /// @param work of which the proof takes its part; where that ends, nothing is proven
    public static boolean isUnreachable(Table table, int rowIndex, Row row, AnalysisLimits limits, Work work) {
        List<Row> rows = new ArrayList<>();
        if (table.hitPolicy() != HitPolicy.COLLECT) {
            rows.addAll(table.rows().subList(0, rowIndex));
        }
        rows.add(row);
        RowBoxes boxes = new RowBoxes(table.withRows(rows), 0);
        int[] satisfiable = boxes.satisfiableRows();
        if (satisfiable.length == 0 || satisfiable[satisfiable.length - 1] != rows.size() - 1) {
            return true;
        }
        ReachabilitySearch.Result found =
                new ReachabilitySearch(rows, boxes, limits, work.part(limits.maxWork())).find();
        return !found.unproven().contains(row)
                && found.unreachable().stream().anyMatch(unreachable -> unreachable.row() == row);
    }
}
