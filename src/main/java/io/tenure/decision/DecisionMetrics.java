package io.tenure.decision;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Origin;
import io.tenure.release.ActiveRuleset;
import io.tenure.table.Table;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts decisions: how long they take, their stages and retention levels, and the rows that matched.
///
/// Rows and rules of the active release are counted from 0 on, so that those that never matched can be found.
/// The number of counters is limited whatever the releases contain.
@Singleton
public final class DecisionMetrics {
    /// Most rows with a counter of their own; the hits of the others are counted together.
    static final int MAX_ROWS = 10_000;

    /// Most rows of a table that is counted from 0 on; rows of larger ones have a counter once they match.
    static final int MAX_ROWS_OF_TABLE = 1_000;

    /// After every other observer of the start.
    private static final int LAST = 10_000;

    private static final TableRow OTHER = new TableRow("other", "other");

    private final MeterRegistry registry;
    private final ActiveRuleset active;
    private final Timer latency;
    private final Map<StageAndLevel, LongAdder> decisions = new ConcurrentHashMap<>();
    private final Map<TableRow, LongAdder> rows = new ConcurrentHashMap<>();

    /// Each row's counter by its origin, which every hit of the row shares: looked up by identity, since
    /// an origin's own hash walks all its lists. Replaced as a whole when it grows, never changed.
    private volatile Map<Origin, LongAdder> byOrigin = Map.of();

    private record StageAndLevel(String stage, String level) {}

    private record TableRow(String table, String row) {
        static TableRow of(Origin origin) {
            return new TableRow(origin.table(), origin.name());
        }
    }

    DecisionMetrics(MeterRegistry registry, ActiveRuleset active) {
        this.registry = registry;
        this.active = active;
        Gauge.builder("tenure.release.active", active, DecisionMetrics::release)
                .description("Number of the active release; 0 while there is none")
                .register(registry);
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

    /// After the first release is active. In the background, since a start has no time for it.
    void start(@Observes @Priority(LAST) StartupEvent event) {
        active.onActivation(release -> Thread.ofPlatform()
                .daemon()
                .name("row-metrics")
                .start(() -> countFromZero(
                        release.ruleset().ruleset().tables(), release.ruleset().ruleOrigins())));
    }

    private static int release(ActiveRuleset active) {
        return active.current().map(ActiveRuleset.CompiledRelease::release).orElse(0);
    }

    /// Registers the counters of all rows and rules, as far as the limits allow.
    void countFromZero(List<Table> tables, List<Origin> rules) {
        for (Table table : tables) {
            if (table.rows().size() <= MAX_ROWS_OF_TABLE) {
                table.rows().stream()
                        .filter(row -> !table.writesNothing(row))
                        .forEach(row -> counter(new TableRow(table.name(), row.name())));
            }
        }
        rules.forEach(rule -> counter(TableRow.of(rule)));
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
        LongAdder count = counter(TableRow.of(origin));
        Map<Origin, LongAdder> grown = new IdentityHashMap<>(byOrigin);
        grown.put(origin, count);
        byOrigin = grown;
        return count;
    }

    /// A row keeps its count when a new release contains it again.
    private synchronized LongAdder counter(TableRow row) {
        TableRow counted = rows.containsKey(row) || rows.size() < MAX_ROWS ? row : OTHER;
        return rows.computeIfAbsent(counted, r -> {
            LongAdder hits = new LongAdder();
            FunctionCounter.builder("tenure.hits", hits, LongAdder::doubleValue)
                    .description("Hits by table and row")
                    .tag("table", r.table)
                    .tag("row", r.row)
                    .register(registry);
            return hits;
        });
    }

    private static String orNone(@Nullable String code) {
        return code == null ? "none" : code;
    }
}
