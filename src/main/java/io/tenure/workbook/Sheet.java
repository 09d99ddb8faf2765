package io.tenure.workbook;

import io.tenure.finding.Address;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/// One sheet of a workbook: its non-empty cells, by row and column from 1.
///
/// @param hidden whether people do not see the sheet
/// @param hiddenRows rows that people do not see, from 1; hiddenColumns likewise
public record Sheet(
        String file,
        String name,
        boolean hidden,
        NavigableMap<Integer, NavigableMap<Integer, Cell>> rows,
        Set<Integer> hiddenRows,
        Set<Integer> hiddenColumns,
        List<MergedRange> mergedRanges) {

    /// A block of cells shown as one; only its first cell has content.
    public record MergedRange(int firstRow, int firstColumn, int lastRow, int lastColumn) {}

    public Cell at(int row, int column) {
        var cells = rows.get(row);
        var cell = cells == null ? null : cells.get(column);
        return cell == null ? Cell.Empty.INSTANCE : cell;
    }

    public int lastRow() {
        return rows.isEmpty() ? 0 : rows.lastKey();
    }

    public int lastColumn(int row) {
        var cells = rows.get(row);
        return cells == null || cells.isEmpty() ? 0 : cells.lastKey();
    }

    int lastColumn() {
        return rows.keySet().stream().mapToInt(this::lastColumn).max().orElse(0);
    }

    public Address address(int row, int column) {
        return new Address(file, name, row, column);
    }

    public Address address() {
        return Address.sheet(file, name);
    }
}
