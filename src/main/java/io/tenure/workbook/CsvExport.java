package io.tenure.workbook;

import io.tenure.finding.FindingCollector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A workbook's sheets as CSV text: what reviewers compare, and what a bundle's hash is taken over.
///
/// Every cell's raw value row by row: numbers without trailing zeros, percentages as `25%`, dates in ISO form,
/// `TRUE` and `FALSE`; empty rows kept, trailing empty cells and rows cut; commas, LF, quotes where needed.
public final class CsvExport {
    private CsvExport() {}

    /// Path of the twin to its text, for each sheet of a workbook; empty for a file that cannot be read.
    ///
    /// @param file path of the workbook in the bundle: `decision-tables/stage.xlsx`, whose sheet `Stage`
    ///     has the twin `decision-tables/stage.Stage.csv`
    public static Map<String, String> of(String file, byte[] workbook) {
        var twins = new LinkedHashMap<String, String>();
        var stem = file.replaceFirst("\\.[^./]*$", "");
        for (var sheet :
                WorkbookReader.read(file, workbook, new FindingCollector()).orElse(List.of())) {
            // A sheet's name may hold a few signs that a file's may not.
            twins.put(stem + "." + sheet.name().replaceAll("[<>|\"]", "_") + ".csv", text(sheet));
        }
        return twins;
    }

    public static String text(Sheet sheet) {
        var text = new StringBuilder();
        for (var row = 1; row <= sheet.lastRow(); row++) {
            var at = 1;
            for (var cell : sheet.rows()
                    .getOrDefault(row, Collections.emptyNavigableMap())
                    .entrySet()) {
                text.repeat(',', cell.getKey() - at)
                        .append(quoted(cell.getValue().raw()));
                at = cell.getKey();
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String quoted(String field) {
        var plain = field.replace("\r\n", "\n").replace('\r', '\n');
        var needsQuotes = plain.contains(",")
                || plain.contains("\"")
                || plain.contains("\n")
                || plain.startsWith(" ")
                || plain.endsWith(" ");
        return needsQuotes ? "\"" + plain.replace("\"", "\"\"") + "\"" : plain;
    }
}
