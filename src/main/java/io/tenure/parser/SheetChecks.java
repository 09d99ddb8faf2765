package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import java.util.Collection;

/// What can be wrong with the arrangement of any sheet, whatever it holds.
public final class SheetChecks {
    private SheetChecks() {}

    /// The words of a cell as written, trimmed; empty, with a finding, where a formula has no good result.
    static String cellText(Sheet sheet, int row, int column, FindingCollector findings) {
        var cell = column == 0 ? Cell.Empty.INSTANCE : sheet.at(row, column);
        return switch (cell) {
            case Cell.ErrorCell error -> {
                findings.add(ValueParser.formulaError(error).at(sheet.address(row, column), cell.raw()));
                yield "";
            }
            case Cell.FormulaWithoutValue _ -> {
                findings.add(ValueParser.formulaWithoutValue().at(sheet.address(row, column), cell.raw()));
                yield "";
            }
            case Cell.Empty _, Cell.Text _, Cell.Number _, Cell.Bool _ ->
                cell.raw().replace('\u00A0', ' ').strip();
        };
    }

    public static void warnHiddenSheet(Sheet sheet, FindingCollector findings) {
        if (sheet.hidden()) {
            findings.warning(
                    "hidden-sheet",
                    sheet.address(),
                    "",
                    new Text("The sheet is hidden, and counts all the same.", "该工作表被隐藏，但仍然有效。"),
                    new Text("Show the sheet, or delete it.", "请取消隐藏该工作表，或将其删除。"));
        }
    }

    static void warnHiddenRow(Sheet sheet, int row, FindingCollector findings) {
        findings.warning(
                "hidden-row",
                sheet.address(row, 0),
                "",
                new Text("The row is hidden or filtered out, and counts all the same.", "该行被隐藏或筛选掉，但仍然有效。"),
                new Text("Show the row, or delete it.", "请取消隐藏该行，或将其删除。"));
    }

    static void warnHiddenColumn(Sheet sheet, int row, int column, String content, FindingCollector findings) {
        findings.warning(
                "hidden-column",
                sheet.address(row, column),
                content,
                new Text("The column is hidden, and counts all the same.", "该列被隐藏，但仍然有效。"),
                new Text("Show the column, or delete it.", "请取消隐藏该列，或将其删除。"));
    }

    /// Finds merged blocks that touch these rows and columns.
    static void rejectMergedCells(
            Sheet sheet, int firstRow, int lastRow, Collection<Integer> columns, FindingCollector findings) {
        for (var block : sheet.mergedRanges()) {
            if (block.lastRow() >= firstRow
                    && block.firstRow() <= lastRow
                    && columns.stream().anyMatch(c -> c >= block.firstColumn() && c <= block.lastColumn())) {
                findings.error(
                        "merged-cells",
                        sheet.address(block.firstRow(), block.firstColumn()),
                        sheet.at(block.firstRow(), block.firstColumn()).raw(),
                        new Text(
                                "Cells are merged here; only the first of them holds a value, the others read as empty.",
                                "此处单元格已合并；只有第一个单元格有值，其余视为空。"),
                        new Text("Split the cells and fill each one.", "请取消合并，并逐个填写。"));
            }
        }
    }
}
