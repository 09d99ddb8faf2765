package io.tenure.analysis;

import io.tenure.finding.Address;
import io.tenure.table.Column;
import io.tenure.table.Row;
import io.tenure.table.Table;

/// The addresses of a table and its parts in the bundle.
public final class TableAddresses {
    /// The number of rows from the cell `RuleTable` to the row with the field names.
    private static final int NAME_ROW = 3;

    private TableAddresses() {}

    /// The row of its `RuleTable` cell.
    public static Address of(Table table) {
        return new Address(table.file(), table.sheet(), table.row(), 0);
    }

    public static Address of(Table table, Row row) {
        return new Address(table.file(), table.sheet(), row.number(), 0);
    }

    /// The cell in which a column names its field.
    static Address of(Table table, Column column) {
        return new Address(table.file(), table.sheet(), table.row() + NAME_ROW, column.number());
    }

    static Address of(Table table, Row row, Column column) {
        return new Address(table.file(), table.sheet(), row.number(), column.number());
    }
}
