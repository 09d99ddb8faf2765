package io.tenure.decision;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Origin;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts decisions: how long they take, their stages and retention levels, and the rows that matched.
@Singleton
public final class DecisionMetrics {
    private final MeterRegistry registry;
    private final Timer latency;
    private final Map<StageAndLevel, LongAdder> decisions = new ConcurrentHashMap<>();
    private final Map<TableRow, LongAdder> rows = new ConcurrentHashMap<>();

    /// Each row's counter by its origin, which every hit of the row shares: looked up by identity, since
    /// an origin's own hash walks all its lists. Replaced as a whole when it grows, never changed.
    private volatile Map<Origin, LongAdder> byOrigin = Map.of();

    private record StageAndLevel(String stage, String level) {}

    private record TableRow(String table, String row) {}

    DecisionMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.latency = Timer.builder("tenure.decision")
                .description("Time to decide one customer, reading and writing not included")
                .serviceLevelObjectives(
                        Duration.ofNanos(20_000),
                        Duration.ofNanos(50_000),
                        Duration.ofNanos(100_000),
                        Duration.ofNanos(250_000),
                        Duration.ofNanos(500_000),
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1))
                .register(registry);
    }

    /// Counts one decision; cheap enough to be called for every one.
    public void record(DecisionResult result, long nanos) {
        latency.record(nanos, TimeUnit.NANOSECONDS);
        StageAndLevel outcome = new StageAndLevel(
                orNone(result.decision().getStage()), orNone(result.decision().getRetentionLevel()));
        LongAdder count = decisions.get(outcome);
        (count == null ? register(outcome) : count).increment();
        for (Hit hit : result.hits()) {
            LongAdder hits = byOrigin.get(hit.origin());
            (hits == null ? register(hit.origin()) : hits).increment();
        }
    }

    private LongAdder register(StageAndLevel outcome) {
        return decisions.computeIfAbsent(outcome, o -> {
            LongAdder count = new LongAdder();
            FunctionCounter.builder("tenure.decisions", count, LongAdder::doubleValue)
                    .description("Decisions by stage and retention level")
                    .tag("stage", o.stage)
                    .tag("level", o.level)
                    .register(registry);
            return count;
        });
    }

    private synchronized LongAdder register(Origin origin) {
        LongAdder known = byOrigin.get(origin);
        if (known != null) {
            return known;
        }
        // A row keeps its count when a new release contains it again.
        LongAdder count = rows.computeIfAbsent(new TableRow(origin.table(), origin.name()), r -> {
            LongAdder hits = new LongAdder();
            FunctionCounter.builder("tenure.hits", hits, LongAdder::doubleValue)
                    .description("Hits by table and row")
                    .tag("table", r.table)
                    .tag("row", r.row)
                    .register(registry);
            return hits;
        });
        Map<Origin, LongAdder> grown = new IdentityHashMap<>(byOrigin);
        grown.put(origin, count);
        byOrigin = grown;
        return count;
    }

    private static String orNone(@Nullable String code) {
        return code == null ? "none" : code;
    }
}
