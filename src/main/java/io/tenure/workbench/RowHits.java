package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.release.CheckPool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts the customers for whom each row applied, by the latest decision about each of them in the last
/// [RecentResponses#DAYS] days.
///
/// That takes a while: it is counted when somebody asks, and kept.
@Singleton
final class RowHits {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final RecentResponses responses;
    private final CheckPool pool;
    private final Clock clock;
    private volatile @Nullable Counts last;

    RowHits(RecentResponses responses, CheckPool pool, Clock clock) {
        this.responses = responses;
        this.pool = pool;
        this.clock = clock;
    }

    /// @param customers that were looked at
    /// @param byTable customers by the names of table and row
    record Counts(Instant at, int customers, Map<String, Map<String, Integer>> byTable) {
        /// The customers for whom a row applied.
        int of(String table, String row) {
            return byTable.getOrDefault(table, Map.of()).getOrDefault(row, 0);
        }
    }

    /// What was counted a while ago; null where nothing was.
    @Nullable
    Counts known() {
        Counts known = last;
        return known != null && known.at.plus(KEPT).isAfter(clock.instant()) ? known : null;
    }

    /// Counts, unless it was done a while ago.
    ///
    /// @throws io.tenure.release.CheckRefusedException if too many checks wait already, or it takes too long
    synchronized Counts count() {
        Counts known = known();
        if (known == null) {
            known = pool.run(this::read);
            last = known;
        }
        return known;
    }

    private Counts read() {
        Instant now = clock.instant();
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
