package io.tenure.mutation;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Address;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A cell of a table with another threshold, code or result.
///
/// @param base the ruleset without the change
/// @param source the table without it
/// @param rowIndex place of the row in the table
/// @param columnIndex place of the column among the conditions, or among the actions
/// @param condition in place of the row's own; null where a result is changed
/// @param assignment likewise
record CellMutant(
        Ruleset base,
        Table source,
        int rowIndex,
        int columnIndex,
        @Nullable Condition condition,
        @Nullable Assignment assignment,
        String before,
        String after)
        implements Mutant {
    @Override
    public Address address() {
        Column column = (condition != null ? source.conditions() : source.actions()).get(columnIndex);
        return new Address(source.file(), source.sheet(), original().number(), column.number());
    }

    @Override
    public String table() {
        return source.name();
    }

    @Override
    public String row() {
        return original().name();
    }

    Row original() {
        return source.rows().get(rowIndex);
    }

    Row changedRow() {
        return condition != null
                ? original().withCondition(columnIndex, condition)
                : original().withAssignment(columnIndex, Objects.requireNonNull(assignment));
    }

    @Override
    public Ruleset ruleset() {
        List<Row> rows = new ArrayList<>(source.rows());
        rows.set(rowIndex, changedRow());
        List<Table> tables = new ArrayList<>(base.tables());
        tables.replaceAll(table -> table == source ? source.withRows(rows) : table);
        return base.withTables(tables);
    }

    /// The row with the part of its changed condition that only one of the two accepts; null where that is more than
    /// one condition can say, and for a changed result the row itself.
    @Nullable
    Row difference() {
        return condition == null ? original() : ConditionDifference.row(source, original(), columnIndex, condition);
    }
}
