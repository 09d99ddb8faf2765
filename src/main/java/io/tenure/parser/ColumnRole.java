package io.tenure.parser;

import java.util.List;

/// One column that counts, by what it is for.
sealed interface ColumnRole {
    int column();

    record Name(int column) implements ColumnRole {}

    record Condition(int column, io.tenure.table.Column tableColumn) implements ColumnRole {}

    record Action(int column, io.tenure.table.Column tableColumn) implements ColumnRole {}

    record Reason(int column, boolean chinese) implements ColumnRole {}

    record EffectiveDate(int column) implements ColumnRole {}

    record ExpiryDate(int column) implements ColumnRole {}

    /// What the rows ask of, in the order of the columns.
    static List<io.tenure.table.Column> conditions(List<ColumnRole> uses) {
        return uses.stream()
                .<io.tenure.table.Column>mapMulti((use, found) -> {
                    if (use instanceof ColumnRole.Condition(var _, var reads)) {
                        found.accept(reads);
                    }
                })
                .toList();
    }

    /// What the rows write, in the order of the columns.
    static List<io.tenure.table.Column> actions(List<ColumnRole> uses) {
        return uses.stream()
                .<io.tenure.table.Column>mapMulti((use, found) -> {
                    if (use instanceof ColumnRole.Action(var _, var writes)) {
                        found.accept(writes);
                    }
                })
                .toList();
    }
}
