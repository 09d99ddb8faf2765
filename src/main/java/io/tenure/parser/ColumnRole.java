package io.tenure.parser;

import io.tenure.table.Column;
import java.util.List;

/// The role of a column of a typed table.
sealed interface ColumnRole {
    int column();

    record Name(int column) implements ColumnRole {}

    record Condition(int column, Column tableColumn) implements ColumnRole {}

    record Action(int column, Column tableColumn) implements ColumnRole {}

    record Reason(int column, boolean chinese) implements ColumnRole {}

    record EffectiveDate(int column) implements ColumnRole {}

    record ExpiryDate(int column) implements ColumnRole {}

    /// The condition columns, in their order.
    static List<Column> conditions(List<ColumnRole> roles) {
        return roles.stream()
                .<Column>mapMulti((role, columns) -> {
                    if (role instanceof ColumnRole.Condition(var _, var column)) {
                        columns.accept(column);
                    }
                })
                .toList();
    }

    /// The action columns, in their order.
    static List<Column> actions(List<ColumnRole> roles) {
        return roles.stream()
                .<Column>mapMulti((role, columns) -> {
                    if (role instanceof ColumnRole.Action(var _, var column)) {
                        columns.accept(column);
                    }
                })
                .toList();
    }
}
