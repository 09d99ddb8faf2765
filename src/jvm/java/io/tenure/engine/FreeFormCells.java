package io.tenure.engine;

import io.tenure.text.NumberText;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import org.drools.template.parser.DataListener;
import org.drools.util.DateUtils;

/// Hands the cells of a sheet to Drools' reader of decision tables, by their values and whatever they are displayed as:
/// its own way into a workbook takes a thousand that is displayed as `1,000` for the two values 1 and 000.
final class FreeFormCells {
    private FreeFormCells() {}

    static void read(Sheet sheet, List<DataListener> listeners) {
        listeners.forEach(listener -> listener.startSheet(sheet.name()));
        for (var row = 1; row <= sheet.lastRow(); row++) {
            var last = lastColumn(sheet, row);
            for (var listener : listeners) {
                listener.newRow(row - 1, last);
            }
            for (var column = 1; column <= last; column++) {
                cell(sheet, row, column, listeners);
            }
        }
        listeners.forEach(DataListener::finishSheet);
    }

    /// Every cell of a merged block has the content of the first.
    private static void cell(Sheet sheet, int row, int column, List<DataListener> listeners) {
        var merged = merged(sheet, row, column);
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

    private static Sheet.@org.jspecify.annotations.Nullable MergedRange merged(Sheet sheet, int row, int column) {
        for (var range : sheet.mergedRanges()) {
            if (row >= range.firstRow()
                    && row <= range.lastRow()
                    && column >= range.firstColumn()
                    && column <= range.lastColumn()) {
                return range;
            }
        }
        return null;
    }

    private static int lastColumn(Sheet sheet, int row) {
        var last = sheet.lastColumn(row);
        for (var range : sheet.mergedRanges()) {
            if (row >= range.firstRow() && row <= range.lastRow()) {
                last = Math.max(last, range.lastColumn());
            }
        }
        return last;
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
