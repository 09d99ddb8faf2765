package io.tenure.csv;

import io.tenure.text.Text;
import java.util.List;

/// One record of a file, which can span several lines.
public sealed interface CsvLine {
    /// Where it begins in the file, from 1.
    long number();

    /// @param cells without spaces around them; at least one isn't empty
    record Row(long number, List<String> cells) implements CsvLine {
        /// The cell of a column from 0; empty beyond the last.
        public String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }

    /// A line that can't be split into cells.
    ///
    /// @param reason a sentence
    record Rejected(long number, Text reason) implements CsvLine {}
}
