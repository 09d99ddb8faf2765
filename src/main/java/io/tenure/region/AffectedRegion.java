package io.tenure.region;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Customers for whom a table decides differently after an edit.
///
/// @param table that decides differently
/// @param name the outcome; `signals`, `candidates`, `levers` or `exclusions` for what a row adds
/// @param before what the table decides before the edit; null for unknown, or nothing. `after` likewise. `= clv` stands
///     for the value of that name
/// @param edited whether cells of the table itself were edited; otherwise it reads what changed
/// @param inputs the outcomes that the table reads and that changed before
/// @param conditions the values that the customers have; one of the lists is enough
/// @param cells the edited cells that cause it
/// @param example one of the customers; null where none was found, and there may be none
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "AffectedRegion", description = "Customers for whom a table decides differently after an edit")
public record AffectedRegion(
        String table,
        String name,
        @Nullable String before,
        @Nullable String after,
        boolean edited,
        List<ChangedValue> inputs,
        List<List<RegionCondition>> conditions,
        List<EditedCell> cells,
        @Nullable AffectedExample example) {
    public AffectedRegion {
        inputs = List.copyOf(inputs);
        conditions = List.copyOf(conditions);
        cells = List.copyOf(cells);
    }
}
