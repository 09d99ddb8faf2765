package io.tenure.input;

import io.tenure.text.Text;
import java.util.Map;

/// One customer of a table, cell by cell.
///
/// @param line where the row begins in the file, from 1
/// @param cells by the names of the dictionary; a blank cell is unknown, numbers have a decimal point, dates are ISO
/// 8601
/// @param unreadable why cells can't be read, by name; their text is among the cells too
public record TableRow(long line, Map<String, String> cells, Map<String, Text> unreadable) {
    /// A row whose cells are written as the dictionary says.
    static TableRow of(Map<String, String> cells) {
        return new TableRow(0, cells, Map.of());
    }

    /// The customer as the row names it; empty where it doesn't.
    public String customerId() {
        return cells.getOrDefault("customerId", "");
    }
}
