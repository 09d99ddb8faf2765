package io.tenure.engine;

import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a table was asked when it was applied: the values of its condition columns at that moment, which later tables
/// and rules may have changed since.
///
/// @param candidate code of the action that was judged; null for a table that doesn't judge candidates
/// @param values one for each condition column, null for unknown
public record TableReading(Table table, @Nullable String candidate, List<@Nullable Object> values) {
    static TableReading of(Table table, @Nullable String candidate, @Nullable Object[] values) {
        List<@Nullable Object> copy = new ArrayList<>(values.length);
        for (Object value : values) {
            copy.add(value);
        }
        return new TableReading(table, candidate, Collections.unmodifiableList(copy));
    }
}
