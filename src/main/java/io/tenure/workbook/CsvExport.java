package io.tenure.workbook;

import io.tenure.finding.FindingCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Exports the sheets of a workbook as CSV: reviewers compare it, and the hash of a bundle is computed from it.
///
/// Every cell's raw value row by row: numbers without trailing zeros, percentages as `25%`, dates in ISO form,
/// `TRUE` and `FALSE`; empty rows are kept, empty cells at the end of a row and empty rows at the end are not.
public final class CsvExport {
    private CsvExport() {}

    /// Path of the CSV file to its text, for each sheet of a workbook; empty for a file that cannot be read.
    ///
    /// @param file path of the workbook in the bundle; sheet `Stage` of `decision-tables/stage.xlsx` is exported as
    ///     `decision-tables/stage.Stage.csv`
    public static Map<String, String> of(String file, byte[] workbook) {
        var exports = new LinkedHashMap<String, String>();
        var stem = file.replaceFirst("\\.[^./]*$", "");
        for (var sheet :
                WorkbookReader.read(file, workbook, new FindingCollector()).orElse(List.of())) {
            // A sheet's name may contain a few characters that a file's may not.
            exports.put(stem + "." + sheet.name().replaceAll("[<>|\"]", "_") + ".csv", text(sheet));
        }
        return exports;
    }

    /// The text of one sheet.
    public static String text(Sheet sheet) {
        return CsvFormat.write(IntStream.rangeClosed(1, sheet.lastRow())
                .mapToObj(row -> IntStream.rangeClosed(1, sheet.lastColumn(row))
                        .mapToObj(column -> sheet.at(row, column).raw())
                        .toList()));
    }

    /// The text of rows of cells, as [#of] writes them.
    public static String text(List<List<String>> rows) {
        return CsvFormat.write(rows.stream());
    }
}
