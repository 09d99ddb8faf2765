package io.tenure.region;

import io.tenure.lifecycle.Field;
import io.tenure.table.Condition;
import io.tenure.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Customers for whom a table decides differently.
///
/// @param table as it is after the edit, or before it where it was removed
/// @param field the outcome, or the first part of the items that change
/// @param before what it is before, for people; null for unknown; `after` likewise
/// @param inputs the outcomes that the table reads and that have changed already
/// @param boxes the values of the other fields that it reads, where they matter; one box is enough
/// @param cells the edited cells that cause it
/// @param isRoot whether the table itself was edited
record Region(
        Table table,
        Field field,
        @Nullable String before,
        @Nullable String after,
        Map<String, OutcomeChange> inputs,
        List<List<FieldCondition>> boxes,
        Set<EditedCell> cells,
        boolean isRoot) {
    /// What an outcome changes from and to.
    record OutcomeChange(Field field, Value before, Value after) {}

    /// A field and the values that it has.
    record FieldCondition(Field field, Condition condition) {}
}
