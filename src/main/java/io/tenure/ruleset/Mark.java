package io.tenure.ruleset;

import io.tenure.lifecycle.Text;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Where a table begins: the cell `RuleTable Stage`, under which stand the kinds of the columns, then their code, if
/// they have any, then what they read or write.
///
/// @param name of the table; empty where none is given
record Mark(int row, int column, String name) {
    /// From the mark down to the headings.
    static final int HEADER_ROWS = 4;

    private static final Pattern MARK = Pattern.compile("(?i)ruletable(?:[ :]+(.*))?");
    private static final Pattern CODE_SIGNS = Pattern.compile("[$(){};=<>!\"]");
    private static final Map<String, String> KINDS = Map.of(
            "N", "NAME",
            "C", "CONDITION",
            "A", "ACTION",
            "I", "DESCRIPTION",
            "V", "DATE-EFFECTIVE",
            "Z", "DATE-EXPIRES");

    /// All of a sheet, by row.
    static Map<Integer, Mark> of(Sheet sheet, Findings findings) {
        var marks = new TreeMap<Integer, Mark>();
        sheet.rows()
                .forEach((row, cells) -> cells.forEach((column, cell) -> {
                    var words = cell instanceof Cell.Text(var text) ? Words.plain(text) : "";
                    var written = MARK.matcher(words);
                    if (!written.matches()) {
                        return;
                    }
                    var mark = new Mark(row, column, Objects.requireNonNullElse(written.group(1), ""));
                    var first = marks.putIfAbsent(row, mark);
                    if (first != null) {
                        findings.error(
                                "side-by-side",
                                sheet.address(row, column),
                                words,
                                new Text("Two tables stand side by side.", "两个表左右并排。"),
                                new Text("Put one below the other, or on a sheet of its own.", "请上下排列，或放到单独的工作表。"));
                    }
                }));
        return marks;
    }

    int firstRow() {
        return row + HEADER_ROWS + 1;
    }

    /// What a column of the table is for, in full: `CONDITION`.
    String kind(Sheet sheet, int column) {
        var kind = Words.plain(sheet.at(row + 1, column).raw())
                .toUpperCase(Locale.ROOT)
                .replace(' ', '-');
        return KINDS.getOrDefault(kind, kind);
    }

    /// Whether the table is written as Drools code.
    boolean isOfCode(Sheet sheet) {
        for (var c = column; c <= sheet.lastColumn(row + 1); c++) {
            var kind = kind(sheet, c);
            if (!kind.equals("CONDITION") && !kind.equals("ACTION")) {
                continue;
            }
            if (!sheet.at(row + 2, c).isEmpty()
                    || CODE_SIGNS
                            .matcher(Words.plain(sheet.at(row + 3, c).raw()))
                            .find()) {
                return true;
            }
        }
        return false;
    }
}
