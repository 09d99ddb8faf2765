package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.text.Message;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The header of a table: the cell `RuleTable Stage`; below it the kinds of the columns, then their code, if they
/// have any, then the fields that they read or write, then their headings.
///
/// @param name of the table; empty if it has none
public record TableHeader(int row, int column, String name) {
    /// The number of rows from the `RuleTable` cell to the headings.
    static final int HEADER_ROWS = 4;

    private static final int NAME_ROW = 3;

    private static final Pattern RULE_TABLE = Pattern.compile("(?i)ruletable(?:[ :]+(.*))?");
    private static final Pattern CODE_CHARACTERS = Pattern.compile("[$(){};=<>!\"]");
    private static final Map<String, String> KINDS = Map.of(
            "N", "NAME",
            "C", "CONDITION",
            "A", "ACTION",
            "I", "DESCRIPTION",
            "V", "DATE-EFFECTIVE",
            "Z", "DATE-EXPIRES");

    /// The headers of a sheet by row, sorted; a second one in a row is a finding.
    public static Map<Integer, TableHeader> of(Sheet sheet, FindingCollector findings) {
        var headers = new TreeMap<Integer, TableHeader>();
        var matcher = RULE_TABLE.matcher("");
        sheet.rows()
                .forEach((row, cells) -> cells.forEach((column, cell) -> {
                    if (!(cell instanceof Cell.Text(var content))) {
                        return;
                    }
                    var text = TextNormalizer.normalize(content);
                    if (!matcher.reset(text).matches()) {
                        return;
                    }
                    var header = new TableHeader(row, column, Objects.requireNonNullElse(matcher.group(1), ""));
                    var first = headers.putIfAbsent(row, header);
                    if (first != null) {
                        findings.error(
                                "tables-side-by-side",
                                sheet.address(row, column),
                                text,
                                Message.of("parser.tables-side-by-side.message"),
                                Message.of("parser.tables-side-by-side.fix"));
                    }
                }));
        return headers;
    }

    /// The row with the names of the fields that the columns read or write.
    public int nameRow() {
        return row + NAME_ROW;
    }

    public int firstDataRow() {
        return row + HEADER_ROWS + 1;
    }

    /// The kind of a column in full: `CONDITION`.
    public String columnKind(Sheet sheet, int column) {
        return columnKind(sheet.at(row + 1, column));
    }

    /// What a cell says that a column is for.
    static String columnKind(Cell cell) {
        var kind = TextNormalizer.normalize(cell.raw()).toUpperCase(Locale.ROOT).replace(' ', '-');
        return KINDS.getOrDefault(kind, kind);
    }

    /// Whether the table is written as Drools code.
    public boolean isFreeForm(Sheet sheet) {
        for (var c = column; c <= sheet.lastColumn(row + 1); c++) {
            var kind = columnKind(sheet, c);
            if (!kind.equals("CONDITION") && !kind.equals("ACTION")) {
                continue;
            }
            if (!sheet.at(row + 2, c).isEmpty()
                    || CODE_CHARACTERS
                            .matcher(TextNormalizer.normalize(
                                    sheet.at(nameRow(), c).raw()))
                            .find()) {
                return true;
            }
        }
        return false;
    }
}
