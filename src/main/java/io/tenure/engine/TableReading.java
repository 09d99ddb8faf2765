package io.tenure.engine;

import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a table was asked when it was applied: the values of its condition columns at that moment, which later tables
/// and rules may have changed since.
///
/// @param candidate code of the action that was judged; null for a table that doesn't judge candidates
/// @param values one for each condition column, null for unknown
/// @param outcomes those that the table may write or copy, by name, as they were before it was applied
public record TableReading(
        Table table,
        @Nullable String candidate,
        List<@Nullable Object> values,
        Map<String, @Nullable Object> outcomes) {
    /// The rows that decided: of a `COLLECT` table all that match, otherwise the first.
    ///
    /// @param asOf day of the decision
    public List<Row> deciding(LocalDate asOf) {
        return decidingPlaces(asOf).stream().map(table.rows()::get).toList();
    }

    /// The places of the [#deciding] rows among the rows of the table.
    ///
    /// @param asOf day of the decision
    public List<Integer> decidingPlaces(LocalDate asOf) {
        List<Row> rows = table.rows();
        List<Integer> places = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            if (matches(rows.get(r), asOf)) {
                places.add(r);
                if (table.hitPolicy() != HitPolicy.COLLECT) {
                    break;
                }
            }
        }
        return places;
    }

    /// Whether a row matches, which need not be one of the table but has its columns.
    ///
    /// @param asOf day of the decision
    public boolean matches(Row row, LocalDate asOf) {
        for (int c = 0; c < row.conditions().size(); c++) {
            if (!row.conditions().get(c).matches(values.get(c))) {
                return false;
            }
        }
        return !row.isDated() || row.period().matches(asOf);
    }

    static TableReading of(
            Table table,
            @Nullable String candidate,
            @Nullable Object[] values,
            Map<String, @Nullable Object> outcomes) {
        List<@Nullable Object> copy = new ArrayList<>(values.length);
        for (Object value : values) {
            copy.add(value);
        }
        return new TableReading(table, candidate, Collections.unmodifiableList(copy), outcomes);
    }
}
