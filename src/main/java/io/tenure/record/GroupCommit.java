package io.tenure.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Processes the items of many callers in groups, and lets each caller wait for their own result.
///
/// While one group is processed the next one collects, so that groups grow with the load, and a single caller never
/// waits for others. Under high load a group waits as long again as the one before it took, so that groups grow
/// faster: the fixed cost of a group is then shared by more items.
///
/// An item at fault fails nobody but its caller.
final class GroupCommit<I, O> {
    /// Processes one group.
    interface Work<I, O> {
        /// @param again whether some of the items may have been processed before, in a group that failed
        /// @return one result for each item, in their order
        List<O> process(List<I> items, boolean again);
    }

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);

    /// How soon an idle worker notices that it is to stop.
    private static final int POLL_MILLIS = 50;

    /// After a group of at least this size, the next one waits for more items.
    private static final int LARGE_GROUP = 6;

    private static final long MAX_WAIT_NANOS = Duration.ofMillis(5).toNanos();

    private record Submission<I, O>(I item, CompletableFuture<O> result) {}

    private final Work<I, O> work;
    private final int maxGroupSize;
    private final BlockingQueue<Submission<I, O>> queue;
    private final String name;
    private volatile @Nullable Thread thread;

    /// @param name of the worker's thread
    /// @param maxGroupSize items of one group at most
    /// @param maxQueued items at most that wait for the next groups
    GroupCommit(String name, int maxGroupSize, int maxQueued, Work<I, O> work) {
        this.name = name;
        this.maxGroupSize = maxGroupSize;
        this.queue = new LinkedBlockingQueue<>(maxQueued);
        this.work = work;
    }

    void start() {
        Thread worker = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
        // Set before it runs, since the worker stops when it finds null here.
        thread = worker;
        worker.start();
    }

    /// Stops once all waiting items are processed.
    void stop() throws InterruptedException {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.join();
        }
    }

    /// Waits for the result of an item.
    ///
    /// @throws RecordUnavailable if too many items are waiting, the time is over, or the database is unavailable
    O submit(I item, Duration timeout) {
        Submission<I, O> submission = new Submission<>(item, new CompletableFuture<>());
        if (!queue.offer(submission)) {
            throw new RecordUnavailable("too many decisions are waiting for the database", null);
        }
        if (thread == null) {
            submission.result.completeExceptionally(new RecordUnavailable("the service is stopping", null));
        }
        try {
            return submission.result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RecordUnavailable("the database takes too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecordUnavailable("the service is stopping", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RecordUnavailable unavailable
                    ? new RecordUnavailable(unavailable)
                    : new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    private void run() {
        List<Submission<I, O>> group = new ArrayList<>(maxGroupSize);
        long wait = 0;
        while (thread != null || !queue.isEmpty()) {
            try {
                wait = processNext(group, wait);
            } catch (InterruptedException _) {
                // Stops only where it is told to.
            } catch (RuntimeException | Error e) {
                // Memory may run out anywhere. Callers would wait in vain for a worker that has ended.
                group.forEach(submission -> submission.result.completeExceptionally(e));
                LOG.errorf("A group of decisions failed (%s).", e.getClass().getSimpleName());
            }
            group.clear();
        }
    }

    /// @return how long the next group is to wait, in nanoseconds
    private long processNext(List<Submission<I, O>> group, long wait) throws InterruptedException {
        Submission<I, O> first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
            return wait;
        }
        group.add(first);
        LockSupport.parkNanos(wait);
        queue.drainTo(group, maxGroupSize - 1);
        long start = System.nanoTime();
        process(group, false);
        return group.size() < LARGE_GROUP ? 0 : Math.min(MAX_WAIT_NANOS, System.nanoTime() - start);
    }

    /// Halves a group that fails, until the item at fault stands alone.
    private void process(List<Submission<I, O>> group, boolean again) {
        try {
            List<O> results = work.process(group.stream().map(Submission::item).toList(), again);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result.complete(results.get(i));
            }
        } catch (RecordUnavailable e) {
            group.forEach(submission -> submission.result.completeExceptionally(e));
        } catch (RuntimeException | Error e) {
            int half = group.size() / 2;
            if (half == 0) {
                group.getFirst().result.completeExceptionally(e);
            } else {
                process(group.subList(0, half), true);
                process(group.subList(half, group.size()), true);
            }
        }
    }
}
