package io.tenure.release;

import io.tenure.engine.CompiledRuleset;
import io.tenure.record.DecisionLog;
import io.tenure.record.RecentDecisions;
import io.tenure.record.StoredDecision;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Measures the impact of a draft on the recorded customers: the latest decision of each is repeated by both
/// rulesets, on the facts that were given and recalled then.
@Singleton
public final class RecordedImpact {
    /// How many stored decisions a thread reads and repeats at a time; no more of them are in memory.
    private static final int CHUNK_SIZE = 250;

    private static final int SAMPLE_CHUNK_SIZE = 50;
    private static final int MAX_THREADS = 8;

    private final RecentDecisions recentDecisions;
    private final DecisionLog log;

    RecordedImpact(RecentDecisions recentDecisions, DecisionLog log) {
        this.recentDecisions = recentDecisions;
        this.log = log;
    }

    /// An impact without customers yet, in which experiments draw as in decisions.
    public Impact between(CompiledRuleset before, CompiledRuleset after, Clock clock) {
        return new Impact(before, after, clock, log::pseudonym);
    }

    /// Adds the recorded customers to an impact.
    ///
    /// @param maxCustomers how many at most, the latest decided first
    /// @param from first day of decisions, UTC; null for no limit
    /// @param to last day; null for no limit
    /// @return whether these were all customers on record
    public boolean measure(
            Impact impact, int maxCustomers, @Nullable LocalDate from, @Nullable LocalDate to, Locale locale) {
        List<UUID> ids = recentDecisions.latest(maxCustomers, from, to);
        int processors = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        try (ExecutorService workers = Executors.newFixedThreadPool(processors)) {
            List<Future<Impact>> chunks = new ArrayList<>();
            for (int i = 0; i < ids.size(); i += CHUNK_SIZE) {
                List<UUID> chunk = ids.subList(i, Math.min(i + CHUNK_SIZE, ids.size()));
                chunks.add(workers.submit(() -> measureChunk(impact.emptyCopy(), chunk, locale)));
            }
            // In their order, so that the same decisions always give the same examples.
            for (Future<Impact> chunk : chunks) {
                impact.add(chunk.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The impact could not be measured", e.getCause());
        }
        return from == null && to == null && ids.size() < maxCustomers;
    }

    /// Adds recorded customers to an impact for a while, the latest decided first.
    ///
    /// @param longest time after which no more are begun
    public void sample(Impact impact, int maxCustomers, Duration longest, Locale locale) {
        long end = System.nanoTime() + longest.toNanos();
        List<UUID> ids = recentDecisions.latest(maxCustomers, null, null);
        for (int i = 0; i < ids.size() && System.nanoTime() < end; i += SAMPLE_CHUNK_SIZE) {
            measureChunk(impact, ids.subList(i, Math.min(i + SAMPLE_CHUNK_SIZE, ids.size())), locale);
        }
    }

    private Impact measureChunk(Impact impact, List<UUID> chunk, Locale locale) {
        for (StoredDecision stored : recentDecisions.read(chunk)) {
            impact.decide(stored, locale);
        }
        return impact;
    }
}
