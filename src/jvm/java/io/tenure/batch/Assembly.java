package io.tenure.batch;

import java.io.IOException;
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

/// Works on customers on all cores and hands the results on in their order, holding only a few at a time.
final class Assembly {
    private static final int TOGETHER = 64;
    private static final int WAITING_PER_CORE = 4;

    private Assembly() {}

    /// Where the results go, one after the other, on the caller's thread.
    interface Next {
        void accept(Verdict verdict) throws IOException;
    }

    static void run(Customers customers, Function<Customers.Entry, Verdict> work, Next next)
            throws IOException, CannotDecide {
        int cores = Runtime.getRuntime().availableProcessors();
        Deque<Future<List<Verdict>>> waiting = new ArrayDeque<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(
                cores, Thread.ofPlatform().name("decide-", 0).daemon().factory())) {
            try {
                for (List<Customers.Entry> some = some(customers); !some.isEmpty(); some = some(customers)) {
                    List<Customers.Entry> batch = some;
                    waiting.add(workers.submit(() -> batch.stream().map(work).toList()));
                    if (waiting.size() > cores * WAITING_PER_CORE) {
                        hand(waiting.remove(), next);
                    }
                }
                while (!waiting.isEmpty()) {
                    hand(waiting.remove(), next);
                }
            } finally {
                // Nothing is left after success; after a failure nobody wants the rest.
                workers.shutdownNow();
            }
        }
    }

    private static List<Customers.Entry> some(Customers customers) throws IOException, CannotDecide {
        List<Customers.Entry> some = new ArrayList<>(TOGETHER);
        while (some.size() < TOGETHER) {
            Customers.@Nullable Entry entry = customers.next();
            if (entry == null) {
                break;
            }
            some.add(entry);
        }
        return some;
    }

    private static void hand(Future<List<Verdict>> done, Next next) throws IOException {
        try {
            for (Verdict verdict : done.get()) {
                next.accept(verdict);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException bug
                    ? bug
                    : new IllegalStateException(failed.getCause());
        }
    }
}
