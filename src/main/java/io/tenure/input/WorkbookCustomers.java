package io.tenure.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.csv.CsvOptions;
import io.tenure.csv.TextSource;
import io.tenure.csv.UnreadableFileException;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The first sheet of a workbook that people see, as CSV: commas, decimal points, dates in ISO form without a time of
/// day, shares as numbers. Rows keep their numbers.
final class WorkbookCustomers {
    static final CsvOptions OPTIONS = new CsvOptions(UTF_8, ',', '.', null, 0);

    private WorkbookCustomers() {}

    static TextSource asCsv(TextSource source) throws IOException, UnreadableFileException {
        byte[] workbook;
        try (InputStream in = source.open()) {
            workbook = in.readAllBytes();
        }
        FindingCollector findings = new FindingCollector();
        List<Sheet> sheets = WorkbookReader.read("", workbook, findings).orElse(List.of());
        Sheet first = sheets.stream()
                .filter(sheet -> !sheet.hidden() && !sheet.rows().isEmpty())
                .findFirst()
                .orElse(null);
        if (first == null) {
            List<Finding> found = findings.sorted();
            throw UnreadableFileException.of(
                    found.isEmpty()
                            ? Message.of("input.workbook.empty")
                            : found.getFirst().message());
        }
        byte[] csv = csv(first).getBytes(UTF_8);
        return () -> new ByteArrayInputStream(csv);
    }

    private static String csv(Sheet sheet) {
        StringBuilder csv = new StringBuilder();
        int columns =
                sheet.rows().keySet().stream().mapToInt(sheet::lastColumn).max().orElse(0);
        for (int row = 1; row <= sheet.lastRow(); row++) {
            if (sheet.lastColumn(row) > 0) {
                for (int column = 1; column <= columns; column++) {
                    csv.append(column == 1 ? "" : ",").append(quoted(text(sheet.at(row, column))));
                }
            }
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String text(Cell cell) {
        return cell instanceof Cell.Number number
                ? number.date() ? number.day().toString() : NumberText.exact(number.value())
                : cell.raw().strip();
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';' || c == '\t')
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
