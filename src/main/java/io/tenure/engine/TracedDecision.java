package io.tenure.engine;

import io.tenure.lifecycle.DecisionResult;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A decision with what its tables were asked, for explaining it.
///
/// @param readings in the order in which the tables were applied
public record TracedDecision(DecisionResult result, List<TableReading> readings) {
    public TracedDecision {
        readings = List.copyOf(readings);
    }

    /// The day of the decision.
    public LocalDate asOf() {
        return Objects.requireNonNullElse(result.customer().getAsOf(), LocalDate.EPOCH);
    }

    /// What one table was asked: once for each candidate that it judged, otherwise once; empty where it wasn't applied.
    ///
    /// @param table its name
    public List<TableReading> readings(String table) {
        return readings.stream()
                .filter(reading -> reading.table().name().equals(table))
                .toList();
    }

    /// The rows that decided and wrote nothing, which are no hits, by the names of their tables.
    public Map<String, Set<Row>> withoutHit() {
        LocalDate asOf = asOf();
        Map<String, Set<Row>> rows = new HashMap<>();
        for (TableReading reading : readings) {
            Table table = reading.table();
            for (Row row : reading.deciding(asOf)) {
                if (table.writesNothing(row)) {
                    rows.computeIfAbsent(table.name(), _ -> new LinkedHashSet<>())
                            .add(row);
                }
            }
        }
        return rows;
    }
}
