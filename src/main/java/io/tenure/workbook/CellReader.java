package io.tenure.workbook;

import io.tenure.workbook.LayoutReader.SheetLayout;
import java.io.IOException;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.SheetVisibility;

/// Turns a sheet of the spreadsheet library into one of ours.
final class CellReader {
    private static final Pattern ERROR =
            Pattern.compile("#(N/A|NAME\\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|.*!)");
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private CellReader() {}

    /// @param system1904 whether the workbook counts its days from 1904
    static Sheet sheet(String file, org.dhatim.fastexcel.reader.Sheet sheet, SheetLayout layout, boolean system1904)
            throws IOException {
        NavigableMap<Integer, NavigableMap<Integer, Cell>> rows = new TreeMap<>();
        var hiddenRows = new HashSet<Integer>();
        try (var stream = sheet.openStream()) {
            stream.forEach(row -> {
                if (row.isHidden()) {
                    hiddenRows.add(row.getRowNum());
                }
                NavigableMap<Integer, Cell> cells = new TreeMap<>();
                for (var i = 0; i < row.getCellCount(); i++) {
                    var cell = row.getCell(i);
                    if (cell == null) {
                        continue;
                    }
                    var content = content(cell, system1904);
                    if (!content.isEmpty()) {
                        cells.put(i + 1, content);
                    }
                }
                if (!cells.isEmpty()) {
                    rows.put(row.getRowNum(), cells);
                }
            });
        }
        return new Sheet(
                file,
                sheet.getName(),
                sheet.getVisibility() != SheetVisibility.VISIBLE,
                rows,
                hiddenRows,
                layout.hiddenColumns(),
                layout.mergedRanges());
    }

    private static Cell content(org.dhatim.fastexcel.reader.Cell cell, boolean system1904) {
        var raw = cell.getRawValue();
        var formula = cell.getFormula() == null ? "" : cell.getFormula();
        return switch (cell.getType()) {
            case EMPTY -> Cell.Empty.INSTANCE;
            case ERROR -> new Cell.ErrorCell(raw == null ? "" : raw, formula);
            case NUMBER, BOOLEAN, STRING, FORMULA -> {
                var isResult = cell.getType() == CellType.FORMULA;
                if (isResult && !formula.isEmpty() && (raw == null || cell.getValue() == null)) {
                    yield new Cell.FormulaWithoutValue(formula);
                }
                yield switch (cell.getValue()) {
                    case null -> Cell.Empty.INSTANCE;
                    case java.math.BigDecimal number -> {
                        var format = NumberFormat.of(cell.getDataFormatString(), cell.getDataFormatId());
                        yield format == NumberFormat.BOOLEAN
                                ? new Cell.Bool(number.signum() != 0)
                                : new Cell.Number(
                                        number.doubleValue(),
                                        format == NumberFormat.PERCENT,
                                        format == NumberFormat.DATE,
                                        system1904);
                    }
                    case Boolean value -> new Cell.Bool(value);
                    case Object text -> {
                        var plain = unescaped(text.toString());
                        // The reader gives the error of a formula as its text.
                        yield isResult && ERROR.matcher(plain).matches()
                                ? new Cell.ErrorCell(plain, formula)
                                : new Cell.Text(plain);
                    }
                };
            }
        };
    }

    /// Workbooks write characters that XML cannot hold as `_x000D_`.
    private static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text).replaceAll(hex -> {
            var c = Character.toString(Integer.parseInt(hex.group(1), 16));
            return Matcher.quoteReplacement(c);
        });
    }
}
