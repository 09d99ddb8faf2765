package io.tenure.mutation;

import io.tenure.lifecycle.Action;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /// Whether it can judge an action, by what the catalogue says of it.
    boolean isAbout(@Nullable Action action) {
        if (action == null) {
            return false;
        }
        for (int c = 0; c < row.conditions().size(); c++) {
            Object part = switch (table.conditions().get(c).field().name()) {
                case "candidate.action" -> action.code();
                case "candidate.level" -> action.level();
                case "candidate.selling" -> action.selling();
                case "candidate.marketing" -> action.marketing();
                case "candidate.duty" -> action.duty();
                default -> null;
            };
            if (part != null && !row.conditions().get(c).matches(part)) {
                return false;
            }
        }
        return true;
    }
}
