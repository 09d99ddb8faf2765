package io.tenure.report;

import io.tenure.model.ConfidenceInterval;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A table of a report, as text and as a part of a page, in the language of the reader.
///
/// @param note how to read it; may be empty
/// @param headings of all columns, the first one of the labels
public record ReportTable(String title, String note, List<String> headings, List<Row> rows) {
    /// @param cells as many as headings
    /// @param plot what the page draws of the row; null for nothing
    public record Row(List<String> cells, @Nullable Plot plot) {}

    /// A value with its interval, and what it should be.
    ///
    /// @param expected NaN for nothing
    /// @param good whether it is as it should be
    public record Plot(double value, @Nullable ConfidenceInterval interval, double expected, boolean good) {}

    /// @param words how the reader reads a message
    public static ReportTable of(
            Function<Message, String> words, Message title, Message note, List<Message> headings, List<Row> rows) {
        return new ReportTable(
                words.apply(title),
                words.apply(note),
                headings.stream().map(words).toList(),
                rows);
    }

    public List<String> lines() {
        return lines(1);
    }

    /// @param labels columns at the left that are aligned to the left
    public List<String> lines(int labels) {
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
        lines.add(line(headings, widths, labels));
        rows.forEach(row -> lines.add(line(row.cells, widths, labels)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths, int labels) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append("  ")
                    .append(
                            i < labels
                                    ? TerminalWidth.alignLeft(cells.get(i), widths[i])
                                    : TerminalWidth.alignRight(cells.get(i), widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
