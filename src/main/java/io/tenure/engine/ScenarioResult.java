package io.tenure.engine;

import io.tenure.bundle.Scenario;
import io.tenure.lifecycle.Hit;
import io.tenure.table.Row;
import io.tenure.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What running one scenario came to.
///
/// @param mismatches what came out otherwise than expected; empty when the scenario passed or was not decided
/// @param hits the rows and rules that matched; empty where it was not decided
/// @param withoutHit the rows that decided and wrote nothing, by the names of their tables
/// @param failure why it was not decided; null where it was
public record ScenarioResult(
        Scenario scenario,
        List<Mismatch> mismatches,
        List<Hit> hits,
        Map<String, Set<Row>> withoutHit,
        @Nullable Text failure) {
    public ScenarioResult {
        mismatches = List.copyOf(mismatches);
        hits = List.copyOf(hits);
        withoutHit = Map.copyOf(withoutHit);
    }

    public boolean passed() {
        return mismatches.isEmpty() && failure == null;
    }

    /// One expectation that was not met.
    ///
    /// @param name as in [Scenario#expected]
    /// @param actual what came out; null for unknown
    /// @param decidedBy the row or rule that decided it; null where none did
    public record Mismatch(
            String name,
            Object expected,
            @Nullable Object actual,
            @Nullable Hit decidedBy) {}
}
