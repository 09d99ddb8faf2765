package io.tenure.mutation;

import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.List;

/// A row that a customer should be decided by.
///
/// @param rowIndex how many rows of the table stand before it
/// @param row the row; of a changed cell, with the values that only one of the two accepts
record Target(Table table, int rowIndex, Row row) {
    static Target of(Table table, int rowIndex) {
        return new Target(table, rowIndex, table.rows().get(rowIndex));
    }

    /// The rows before it that would decide instead, where they match.
    List<Row> earlier() {
        return table.hitPolicy() == HitPolicy.COLLECT
                ? List.of()
                : new ArrayList<>(table.rows().subList(0, rowIndex));
    }
}
