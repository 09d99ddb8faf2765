package io.tenure.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where the parts of one decision table are on its sheet; rows and columns from 0.
///
/// @param topRow first of the technical rows above the heading
/// @param ruleTableRow row of the `RuleTable` cell; kinds, code, names and headings follow it
/// @param firstColumn column of that cell
/// @param kinds what each column is: `NAME`, `CONDITION`...; as wide as the table
/// @param names what each column reads or writes
/// @param lastDataRow last row with data; the heading's where there is none
record TableLayout(
        String name,
        String phase,
        String hitPolicy,
        String notes,
        String notesZh,
        int topRow,
        int ruleTableRow,
        int firstColumn,
        List<String> kinds,
        List<String> names,
        int lastDataRow) {

    int headingRow() {
        return ruleTableRow + 4;
    }

    int firstDataRow() {
        return headingRow() + 1;
    }

    /// The decision tables of a sheet, from the top.
    static List<TableLayout> of(CsvSheet csv) {
        var found = new ArrayList<TableLayout>();
        String phase = "";
        String hitPolicy = "UNIQUE";
        String notes = "";
        String notesZh = "";
        int top = 0;
        for (int row = 0; row < csv.rows().size(); row++) {
            for (int column = 0; column < csv.rows().get(row).size(); column++) {
                String cell = csv.at(row, column).strip();
                String next = csv.at(row, column + 1).strip();
                switch (cell.toLowerCase(Locale.ROOT)) {
                    case "phase" -> phase = next;
                    case "hitpolicy" -> hitPolicy = next;
                    case "notes" -> {
                        notes = next;
                        notesZh = csv.at(row, column + 2);
                    }
                    default -> {}
                }
                if (cell.toLowerCase(Locale.ROOT).startsWith("ruletable ")) {
                    var table =
                            table(csv, cell.substring(10).strip(), phase, hitPolicy, notes, notesZh, top, row, column);
                    found.add(table);
                    row = table.lastDataRow;
                    top = row + 1;
                    break;
                }
            }
        }
        return found;
    }

    private static TableLayout table(
            CsvSheet csv,
            String name,
            String phase,
            String hitPolicy,
            String notes,
            String notesZh,
            int top,
            int start,
            int left) {
        var kinds = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (int column = left; !csv.at(start + 1, column).isBlank(); column++) {
            kinds.add(csv.at(start + 1, column).strip().toUpperCase(Locale.ROOT));
            names.add(csv.at(start + 3, column).strip());
        }
        int last = start + 4;
        while (last + 1 < csv.rows().size() && !csv.rows().get(last + 1).isEmpty()) {
            last++;
        }
        return new TableLayout(name, phase, hitPolicy, notes, notesZh, top, start, left, kinds, names, last);
    }
}
