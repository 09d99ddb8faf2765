package io.tenure.release;

import io.tenure.record.RecentDecisions;
import io.tenure.record.StoredDecision;
import jakarta.inject.Singleton;
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

/// Measures the impact of a draft on the customers on record: the latest decision of each is made again by both
/// rulesets, on what was presented and remembered then.
@Singleton
public final class RecordedImpact {
    /// So many are read, opened and decided in one go; only they are in memory, once for each processor.
    private static final int CHUNK_SIZE = 250;

    private static final int MAX_THREADS = 8;

    private final RecentDecisions recentDecisions;

    RecordedImpact(RecentDecisions recent) {
        this.recentDecisions = recent;
    }

    /// Adds the customers on record to an impact.
    ///
    /// @param most customers at most, the latest decided first
    public void measure(Impact impact, int most, @Nullable LocalDate from, @Nullable LocalDate to, Locale locale) {
        List<UUID> ids = recentDecisions.latest(most, from, to);
        int processors = Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        try (ExecutorService workers = Executors.newFixedThreadPool(processors)) {
            List<Future<Impact>> pieces = new ArrayList<>();
            for (int i = 0; i < ids.size(); i += CHUNK_SIZE) {
                List<UUID> piece = ids.subList(i, Math.min(i + CHUNK_SIZE, ids.size()));
                pieces.add(workers.submit(() -> measureChunk(impact.emptyCopy(), piece, locale)));
            }
            // In their order, so that the same record always gives the same examples.
            for (Future<Impact> piece : pieces) {
                impact.add(piece.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The impact could not be measured", e.getCause());
        }
    }

    private Impact measureChunk(Impact impact, List<UUID> piece, Locale locale) {
        for (StoredDecision recorded : recentDecisions.read(piece)) {
            impact.decide(recorded, locale);
        }
        return impact;
    }
}
