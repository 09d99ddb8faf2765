package io.tenure.workbook;

import java.util.ArrayList;
import java.util.List;

/// One sheet as CSV, row by row: what reviewers compare.
///
/// @param workbook the workbook's name without its ending: `stage`
/// @param rows cells as text, `25%` for a percentage, ISO dates, `TRUE` and `FALSE`; no empty cell at a
///     row's end
record CsvSheet(String workbook, String sheet, List<List<String>> rows) {
    CsvSheet {
        rows = rows.stream().map(CsvSheet::trimmed).toList();
    }

    static CsvSheet read(String workbook, String sheet, String csv) {
        return new CsvSheet(workbook, sheet, CsvFormat.read(csv));
    }

    String csv() {
        return CsvFormat.write(rows.stream());
    }

    String fileName() {
        return workbook + "." + sheet + ".csv";
    }

    /// The cell at a row and column, both from 0; empty beyond the edge.
    String at(int row, int column) {
        if (row < 0 || row >= rows.size()) {
            return "";
        }
        List<String> cells = rows.get(row);
        return column < cells.size() ? cells.get(column) : "";
    }

    int columns() {
        return rows.stream().mapToInt(List::size).max().orElse(0);
    }

    private static List<String> trimmed(List<String> row) {
        int end = row.size();
        while (end > 0 && row.get(end - 1).isEmpty()) {
            end--;
        }
        return List.copyOf(new ArrayList<>(row.subList(0, end)));
    }
}
