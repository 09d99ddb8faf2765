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
import org.jspecify.annotations.Nullable;

/// Does for many callers at once what each of them asks for, and lets each wait for their own part.
///
/// While one group is being worked on the next one gathers, so that groups grow with the load by themselves, and a
/// caller who is alone never waits for others. In a crowd a group waits as long again as the one before it took,
/// so that they grow faster: what a group costs beside its items is then spent on fewer of them.
final class GroupCommit<I, O> {
    /// Works on one group.
    interface Work<I, O> {
        /// @return one result for each item, in their order
        List<O> process(List<I> items);
    }

    /// How soon a worker that nobody gives work notices that it is to stop.
    private static final int POLL_MILLIS = 50;

    /// Where the last group was so large, the next one waits for more.
    private static final int LARGE_GROUP = 6;

    private static final long MAX_WAIT_NANOS = Duration.ofMillis(5).toNanos();

    private record Submission<I, O>(I item, CompletableFuture<O> result) {}

    private final Work<I, O> work;
    private final int maxGroupSize;
    private final BlockingQueue<Submission<I, O>> queue;
    private final String name;
    private volatile @Nullable Thread thread;

    /// @param most largest group
    /// @param queued so many may wait beyond the group that is being worked on
    GroupCommit(String name, int most, int queued, Work<I, O> work) {
        this.name = name;
        this.maxGroupSize = most;
        this.queue = new LinkedBlockingQueue<>(queued);
        this.work = work;
    }

    void start() {
        Thread worker = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
        // Before it runs: what it finds here tells it whether to go on.
        thread = worker;
        worker.start();
    }

    /// Lets what waits be done first.
    void stop() throws InterruptedException {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.join();
        }
    }

    /// Waits until the item is done, but not for ever.
    ///
    /// @throws RecordUnavailable if too many wait already, the patience ends, or the work found the database away
    O submit(I item, Duration patience) {
        Submission<I, O> waiting = new Submission<>(item, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            throw new RecordUnavailable("too many decisions wait for the database", null);
        }
        if (thread == null) {
            waiting.result.completeExceptionally(new RecordUnavailable("the service is stopping", null));
        }
        try {
            return waiting.result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RecordUnavailable("the database takes too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecordUnavailable("the service is stopping", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RecordUnavailable away
                    ? new RecordUnavailable(away)
                    : new IllegalStateException(String.valueOf(e.getMessage()), e);
        }
    }

    private void run() {
        List<Submission<I, O>> group = new ArrayList<>(maxGroupSize);
        long wait = 0;
        while (thread != null || !queue.isEmpty()) {
            try {
                Submission<I, O> first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
            } catch (InterruptedException _) {
                continue;
            }
            LockSupport.parkNanos(wait);
            queue.drainTo(group, maxGroupSize - 1);
            long begun = System.nanoTime();
            finish(group);
            wait = group.size() < LARGE_GROUP ? 0 : Math.min(MAX_WAIT_NANOS, System.nanoTime() - begun);
            group.clear();
        }
    }

    private void finish(List<Submission<I, O>> group) {
        try {
            List<O> results = work.process(group.stream().map(Submission::item).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result.complete(results.get(i));
            }
        } catch (RuntimeException | Error e) {
            group.forEach(w -> w.result.completeExceptionally(e));
        }
    }
}
