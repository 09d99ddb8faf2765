package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.finding.CheckStep;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A sheet with one heading row and rows under it; empty rows between them are skipped.
///
/// @param columns column number by heading, in the sheet's order
/// @param rows numbers of the rows with content under a heading
public record HeadedSheet(
        Sheet sheet, int headingRow, Map<String, Integer> columns, List<Integer> rows, FindingCollector findings) {
    /// The last row in which the headings are looked for.
    public static final int MAX_HEADING_ROW = 30;

    /// The table whose heading row contains this key.
    public static Optional<HeadedSheet> find(Sheet sheet, String key, FindingCollector findings) {
        for (var entry : sheet.rows().headMap(MAX_HEADING_ROW, true).entrySet()) {
            var row = entry.getKey();
            var cells = entry.getValue();
            if (cells.values().stream()
                    .anyMatch(c -> TextNormalizer.normalize(c.raw()).equalsIgnoreCase(key))) {
                return Optional.of(at(sheet, row, cells, findings));
            }
        }
        findings.error(
                "no-heading",
                sheet.address(),
                "",
                Message.of("parser.no-heading.message", "key", key),
                Message.of("parser.no-heading.fix", "key", key));
        return Optional.empty();
    }

    private static HeadedSheet at(Sheet sheet, int heading, Map<Integer, Cell> headings, FindingCollector findings) {
        var columns = new LinkedHashMap<String, Integer>();
        headings.forEach((column, cell) -> {
            var name = TextNormalizer.normalize(cell.raw());
            if (columns.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
                findings.error(
                        "duplicate-column",
                        sheet.address(heading, column),
                        name,
                        Message.of("parser.duplicate-column.heading.message", "name", name),
                        Message.of("parser.duplicate-column.heading.fix"));
            } else {
                columns.put(name, column);
            }
        });
        var rows = new ArrayList<Integer>();
        for (var row : sheet.rows().tailMap(heading, false).keySet()) {
            if (columns.values().stream().anyMatch(c -> !sheet.at(row, c).isEmpty())) {
                rows.add(row);
                if (sheet.hiddenRows().contains(row)) {
                    SheetChecks.warnHiddenRow(sheet, row, findings);
                }
            }
        }
        if (!rows.isEmpty()) {
            SheetChecks.rejectMergedCells(sheet, heading, rows.getLast(), columns.values(), findings);
        }
        return new HeadedSheet(sheet, heading, columns, rows, findings);
    }

    /// Warns of headings that are not read.
    public void warnUnknownColumns(List<String> known) {
        columns.forEach((name, column) -> {
            if (known.stream().noneMatch(name::equalsIgnoreCase)) {
                var nearest = Dictionary.nearest(name, known);
                findings.warning(
                        "unknown-column",
                        sheet.address(headingRow, column),
                        name,
                        Message.of("parser.unknown-column.message", "name", name),
                        nearest.<Text>map(n -> Message.of("parser.unknown-column.nearest.fix", "nearest", n))
                                .orElse(Message.of("parser.unknown-column.fix", "known", known)));
            }
        });
    }

    /// The cell of a row under a heading; empty if there is no such column.
    public Cell cell(int row, String heading) {
        var column = column(heading);
        return column == 0 ? Cell.Empty.INSTANCE : sheet.at(row, column);
    }

    public int column(String heading) {
        for (var entry : columns.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(heading)) {
                return entry.getValue();
            }
        }
        return 0;
    }

    public Address address(int row, String heading) {
        return sheet.address(row, column(heading));
    }

    /// The text of a cell as written, trimmed; empty, with a finding, if a formula has no valid result.
    ///
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    public String text(int row, String heading) {
        CheckStep.next();
        return SheetChecks.cellText(sheet, row, column(heading), findings);
    }

    /// The text of a cell in the normal form of names and codes, without quotation marks.
    public String normalizedText(int row, String heading) {
        return TextNormalizer.unquote(TextNormalizer.normalize(text(row, heading)));
    }
}
