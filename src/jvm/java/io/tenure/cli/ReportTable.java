package io.tenure.cli;

import io.tenure.model.ConfidenceInterval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table of a report, as text and as a part of a page, in the language of the reader.
///
/// @param note how to read it; may be empty
/// @param headings of all columns, the first one of the labels
record ReportTable(String title, String note, List<String> headings, List<Row> rows) {
    /// @param cells as many as headings
    /// @param plot what the page draws of the row; null for nothing
    record Row(List<String> cells, @Nullable Plot plot) {}

    /// A value with its interval, and what it should be.
    ///
    /// @param expected NaN for nothing
    /// @param good whether it is as it should be
    record Plot(double value, @Nullable ConfidenceInterval interval, double expected, boolean good) {}

    List<String> lines() {
        int columns = headings.size();
        int[] widths = new int[columns];
        for (int i = 0; i < columns; i++) {
            widths[i] = TerminalWidth.of(headings.get(i));
            for (Row row : rows) {
                widths[i] = Math.max(widths[i], TerminalWidth.of(row.cells.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(title);
        if (!note.isEmpty()) {
            lines.add("  " + note);
        }
        lines.add(line(headings, widths));
        rows.forEach(row -> lines.add(line(row.cells, widths)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("  " + TerminalWidth.alignLeft(cells.getFirst(), widths[0]));
        for (int i = 1; i < widths.length; i++) {
            line.append("  ").append(TerminalWidth.alignRight(cells.get(i), widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
