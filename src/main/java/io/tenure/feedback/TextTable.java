package io.tenure.feedback;

import java.util.List;

/// A table as lines of text for a terminal: the first column aligned to the left, the others to the right.
final class TextTable {
    /// From this character on, one is as wide as two others at a terminal.
    private static final int FIRST_WIDE_CHARACTER = 0x2E80;

    private TextTable() {}

    /// @param rows equally long, the first with the headings
    static String of(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        int columns = rows.getFirst().size();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                int column = i;
                int width =
                        rows.stream().mapToInt(r -> width(r.get(column))).max().orElse(0);
                String pad = " ".repeat(width - width(row.get(i)));
                line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(String cell) {
        return cell.codePoints().map(c -> c >= FIRST_WIDE_CHARACTER ? 2 : 1).sum();
    }
}
