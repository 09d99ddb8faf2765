package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.text.Message;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import java.util.Collection;

/// Checks of the layout of any sheet: hidden parts, merged cells, formulas without a valid result.
public final class SheetChecks {
    private SheetChecks() {}

    /// The text of a cell as written, trimmed; empty, with a finding, if a formula has no valid result.
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
                    Message.of("parser.hidden-sheet.message"),
                    Message.of("parser.hidden-sheet.fix"));
        }
    }

    static void warnHiddenRow(Sheet sheet, int row, FindingCollector findings) {
        findings.warning(
                "hidden-row",
                sheet.address(row, 0),
                "",
                Message.of("parser.hidden-row.message"),
                Message.of("parser.hidden-row.fix"));
    }

    static void warnHiddenColumn(Sheet sheet, int row, int column, String content, FindingCollector findings) {
        findings.warning(
                "hidden-column",
                sheet.address(row, column),
                content,
                Message.of("parser.hidden-column.message"),
                Message.of("parser.hidden-column.fix"));
    }

    /// Reports merged ranges that touch these rows and columns.
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
                        Message.of("parser.merged-cells.message"),
                        Message.of("parser.merged-cells.fix"));
            }
        }
    }
}
