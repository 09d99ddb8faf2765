package io.tenure.replay;

import io.tenure.csv.UnreadableFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Processes customers on all cores and delivers the results in the order of the file, with only a few in
/// memory at a time.
public final class ParallelPipeline {
    private static final int BATCH_SIZE = 64;
    private static final int MAX_QUEUED_PER_CORE = 4;

    private ParallelPipeline() {}

    /// Receives the results one after the other, on the caller's thread.
    public interface ResultConsumer<R> {
        void accept(R result) throws IOException;
    }

    /// What is processed, one after the other, read on the caller's thread.
    public interface Source<T> {
        /// The next one; null after the last.
        @Nullable
        T next() throws IOException, UnreadableFileException;
    }

    /// @param work called from any thread
    public static <T, R> void run(Source<T> source, Function<T, R> work, ResultConsumer<R> next)
            throws IOException, UnreadableFileException {
        int cores = Runtime.getRuntime().availableProcessors();
        Deque<Future<List<R>>> waiting = new ArrayDeque<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(
                cores, Thread.ofPlatform().name("decide-", 0).daemon().factory())) {
            try {
                for (List<T> entries = nextBatch(source); !entries.isEmpty(); entries = nextBatch(source)) {
                    List<T> batch = entries;
                    waiting.add(workers.submit(() -> batch.stream().map(work).toList()));
                    if (waiting.size() > cores * MAX_QUEUED_PER_CORE) {
                        deliver(waiting.remove(), next);
                    }
                }
                while (!waiting.isEmpty()) {
                    deliver(waiting.remove(), next);
                }
            } finally {
                // After success nothing is left; after a failure the rest is not needed.
                workers.shutdownNow();
            }
        }
    }

    private static <T> List<T> nextBatch(Source<T> source) throws IOException, UnreadableFileException {
        List<T> batch = new ArrayList<>(BATCH_SIZE);
        while (batch.size() < BATCH_SIZE) {
            @Nullable T entry = source.next();
            if (entry == null) {
                break;
            }
            batch.add(entry);
        }
        return batch;
    }

    private static <R> void deliver(Future<List<R>> done, ResultConsumer<R> next) throws IOException {
        try {
            for (R result : done.get()) {
                next.accept(result);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException bug
                    ? bug
                    : new IllegalStateException(failed.getCause());
        }
    }
}
