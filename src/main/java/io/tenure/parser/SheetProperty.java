package io.tenure.parser;

import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.List;
import java.util.Locale;

/// A value set above the tables of a sheet, such as `HitPolicy FIRST`.
///
/// @param value empty if it is not set
/// @param row of the cell with the value; likewise the column; 0 if it is not set
record SheetProperty(String value, int row, int column) {
    static final SheetProperty NONE = new SheetProperty("", 0, 0);

    /// Names of properties, without blanks, in lower case.
    static final String RULE_SET = "ruleset";
    static final String PHASE = "phase";
    static final String HIT_POLICY = "hitpolicy";

    static final String MEASURED_ON = "measuredon";

    private static final List<String> NAMES = List.of(RULE_SET, PHASE, HIT_POLICY, MEASURED_ON);
    /// Those of Drools, and notes, which are allowed above a table and mean nothing to it.
    private static final List<String> OTHER_NAMES = List.of(
            "notes",
            "import",
            "imports",
            "variables",
            "functions",
            "queries",
            "declare",
            "unit",
            "dialect",
            "sequential",
            "sequentialmaxpriority",
            "escapequotes",
            "agendagroup",
            "salience",
            "numericdisabled");

    /// A cell as the name of a property, whatever blanks, hyphens or colon it is written with.
    static String name(Cell cell) {
        return cell instanceof Cell.Text(var text)
                ? TextNormalizer.normalize(text).replaceAll("[ _:-]", "").toLowerCase(Locale.ROOT)
                : "";
    }

    /// Whether a row holds a property and its value, and nothing else.
    static boolean isAt(Sheet sheet, int row) {
        var cells = sheet.rows().get(row);
        return cells != null
                && cells.size() <= 2
                && NAMES.contains(name(cells.firstEntry().getValue()));
    }

    /// Whether a name is that of a property, ours or one of Drools.
    static boolean isKnown(String name) {
        return NAMES.contains(name) || OTHER_NAMES.contains(name);
    }
}
