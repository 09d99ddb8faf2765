package io.tenure.engine;

import io.tenure.text.NumberText;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.drools.template.parser.DataListener;
import org.drools.util.DateUtils;
import org.jspecify.annotations.Nullable;

/// Hands the cells of a sheet to Drools' reader of decision tables, by their values and whatever they are displayed as:
/// its own way into a workbook takes a thousand that is displayed as `1,000` for the two values 1 and 000.
final class FreeFormCells {
    private FreeFormCells() {}

    static void read(Sheet sheet, List<DataListener> listeners) {
        listeners.forEach(listener -> listener.startSheet(sheet.name()));
        var merged = new MergedRanges(sheet.mergedRanges());
        for (var row = 1; row <= sheet.lastRow(); row++) {
            merged.moveTo(row);
            var last = Math.max(sheet.lastColumn(row), merged.lastColumn());
            for (var listener : listeners) {
                listener.newRow(row - 1, last);
            }
            for (var column = 1; column <= last; column++) {
                cell(sheet, row, column, merged.at(column), listeners);
            }
        }
        listeners.forEach(DataListener::finishSheet);
    }

    /// Every cell of a merged block has the content of the first.
    private static void cell(
            Sheet sheet, int row, int column, Sheet.@Nullable MergedRange merged, List<DataListener> listeners) {
        var content = merged == null ? sheet.at(row, column) : sheet.at(merged.firstRow(), merged.firstColumn());
        if (content.isEmpty()) {
            return;
        }
        var text = text(content);
        var start = merged == null ? DataListener.NON_MERGED : merged.firstColumn() - 1;
        for (var listener : listeners) {
            listener.newCell(row - 1, column - 1, text, start);
        }
    }

    /// The merged blocks that cover cells of a row, row by row.
    private static final class MergedRanges {
        private final List<Sheet.MergedRange> byRow;
        private final List<Sheet.MergedRange> active = new ArrayList<>();
        private final NavigableMap<Integer, Sheet.MergedRange> byColumn = new TreeMap<>();
        private int next;
        private int lastColumn;

        MergedRanges(List<Sheet.MergedRange> ranges) {
            byRow = ranges.stream()
                    .sorted(Comparator.comparingInt(Sheet.MergedRange::firstRow))
                    .toList();
        }

        void moveTo(int row) {
            var changed = active.removeIf(range -> range.lastRow() < row);
            for (; next < byRow.size() && byRow.get(next).firstRow() <= row; next++) {
                changed |= active.add(byRow.get(next));
            }
            if (changed) {
                byColumn.clear();
                active.forEach(range -> byColumn.putIfAbsent(range.firstColumn(), range));
                lastColumn = active.stream()
                        .mapToInt(Sheet.MergedRange::lastColumn)
                        .max()
                        .orElse(0);
            }
        }

        int lastColumn() {
            return lastColumn;
        }

        Sheet.@Nullable MergedRange at(int column) {
            var before = byColumn.floorEntry(column);
            return before == null || before.getValue().lastColumn() < column ? null : before.getValue();
        }
    }

    /// A value as Drools' reader writes it into DRL.
    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Bool(var value) -> Boolean.toString(value);
            case Cell.Number number
            when number.date() ->
                DateUtils.format(Date.from(
                        number.day().atStartOfDay(ZoneId.systemDefault()).toInstant()));
            case Cell.Number number -> NumberText.exact(number.value());
            case Cell.Text _, Cell.Empty _, Cell.ErrorCell _, Cell.FormulaWithoutValue _ -> cell.raw();
        };
    }
}
