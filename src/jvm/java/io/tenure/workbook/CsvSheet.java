package io.tenure.workbook;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// One sheet as plain text, row by row: what reviewers compare.
///
/// @param workbook the workbook's name without its ending: `stage`
/// @param rows cells as text, `25%` for a percentage, ISO dates, `TRUE` and `FALSE`; no empty cell at a
///     row's end
record CsvSheet(String workbook, String sheet, List<List<String>> rows) {
    CsvSheet {
        rows = rows.stream().map(CsvSheet::trimmed).toList();
    }

    static CsvSheet read(String workbook, String sheet, String csv) {
        CSVFormat format =
                CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();
        try (var parser = format.parse(new StringReader(csv))) {
            return new CsvSheet(
                    workbook, sheet, parser.stream().map(CSVRecord::toList).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String csv() {
        var text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(String.join(",", row.stream().map(CsvSheet::quoted).toList()))
                    .append('\n');
        }
        return text.toString();
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

    private static String quoted(String cell) {
        boolean needed = cell.contains(",")
                || cell.contains("\"")
                || cell.contains("\n")
                || cell.startsWith(" ")
                || cell.endsWith(" ");
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
