package io.tenure.region;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
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

    /// A value before and after an edit.
    ///
    /// @param name of an outcome; `signals`, `candidates`, `levers`, `exclusions`; `rank1` to `rank3`, or `ranking` for
    ///     later ranks and channels
    /// @param before null for unknown or none, `after` likewise
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ChangedValue", description = "A value before and after an edit")
    public record ChangedValue(
            String name, @Nullable String before, @Nullable String after) {}

    /// What a value must be.
    ///
    /// @param name of a fact, measure, outcome or part of a candidate; `asOf` for the day
    /// @param meaning in words
    @RegisterForReflection
    @Schema(name = "RegionCondition", description = "What a value of a customer must be")
    public record RegionCondition(String name, String meaning) {}

    /// A customer whom both rulesets decided.
    ///
    /// @param facts and given measures, as in a row of a file
    /// @param changes all differences between the two decisions
    @RegisterForReflection
    @Schema(name = "AffectedExample", description = "A customer decided by both rulesets")
    public record AffectedExample(Map<String, String> facts, List<ChangedValue> changes) {
        public AffectedExample {
            facts = Map.copyOf(facts);
            changes = List.copyOf(changes);
        }
    }
}
