package io.tenure.csv;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/// Cells of CSV files that people open in a spreadsheet.
public final class SpreadsheetCell {
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+([.,]\\d+)?([eE][+-]?\\d+)?%?");

    private SpreadsheetCell() {}

    /// A line of cells, none of which becomes a formula, without its end.
    public static String line(List<String> cells) {
        return CSVFormat.RFC4180.format(cells.stream().map(SpreadsheetCell::of).toArray());
    }

    /// The same rows, none of whose cells becomes a formula.
    public static List<List<String>> of(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(SpreadsheetCell::of).toList())
                .toList();
    }

    /// The text with an apostrophe before it if a spreadsheet would take it for a formula, as OWASP advises.
    /// Numbers stay as they are.
    public static String of(String text) {
        String start = text.strip();
        boolean formula = !text.isEmpty()
                && (FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                        || !start.isEmpty() && FORMULA_STARTS.indexOf(start.charAt(0)) >= 0);
        return formula && !NUMBER.matcher(start).matches() ? "'" + text : text;
    }
}
