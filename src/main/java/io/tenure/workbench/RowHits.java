package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.release.CheckPool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts the customers for whom each row applied, by the latest decision about each of them in the last
/// [RecentResponses#DAYS] days.
@Singleton
final class RowHits {
    private final RecentResponses responses;
    private final KeptCount<Counts> kept;

    RowHits(RecentResponses responses, CheckPool pool, Clock clock) {
        this.responses = responses;
        this.kept = new KeptCount<>(pool, clock, this::count);
    }

    /// @param customers that were looked at
    /// @param byTable customers by the names of table and row
    record Counts(Instant at, int customers, Map<String, Map<String, Integer>> byTable) {
        /// The customers for whom a row applied.
        int of(String table, String row) {
            return byTable.getOrDefault(table, Map.of()).getOrDefault(row, 0);
        }
    }

    /// What was counted a while ago; where nothing was, counts if asked to, and is null otherwise.
    ///
    /// @throws io.tenure.release.CheckRefusedException if too many checks wait already, or it takes too long
    @Nullable
    Counts counts(boolean isAsked) {
        return kept.get(isAsked);
    }

    private Counts count(Instant now) {
        Map<String, Map<String, Integer>> counts = new HashMap<>();
        int customers = responses.read(now, response -> add(response.path("hits"), counts));
        return new Counts(now, customers, counts);
    }

    /// A row that judges actions may apply to several: the customer counts once.
    private static void add(JsonNode hits, Map<String, Map<String, Integer>> counts) {
        Map<String, Map<String, Integer>> seen = new HashMap<>();
        hits.forEach(hit -> seen.computeIfAbsent(hit.path("table").asText(), _ -> new HashMap<>())
                .put(hit.path("name").asText(), 1));
        seen.forEach((table, rows) -> rows.keySet()
                .forEach(row ->
                        counts.computeIfAbsent(table, _ -> new HashMap<>()).merge(row, 1, Integer::sum)));
    }
}
