package io.tenure.release;

import io.tenure.finding.CheckStep;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Runs what takes long and depends on what people upload, a few at a time and beside the threads that decide:
/// checks of drafts, impact runs and the annotation of workbooks.
///
/// One that isn't done in time is interrupted and its thread given up: until it ends, another thread takes its place,
/// so that a check that ignores the interruption keeps nobody from checking. At most [#MAX_HUNG] are replaced.
///
/// While decisions are made, long checks rest between their steps ([CheckThrottle]), for half of that time at most.
@Singleton
public final class CheckPool {
    /// Most threads that are given up and replaced at a time; they end with their checks, or with the process.
    static final int MAX_HUNG = 4;

    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(CheckPool.class);

    private final ThreadPoolExecutor threads;
    private final int concurrent;
    private final Duration timeout;
    private final CheckThrottle throttle;
    private int hung;

    /// @param concurrent how many run at once
    /// @param waiting how many more may wait
    /// @param timeout after which one that waits or runs is given up
    CheckPool(
            @ConfigProperty(name = "tenure.release.concurrent-checks") int concurrent,
            @ConfigProperty(name = "tenure.release.waiting-checks") int waiting,
            @ConfigProperty(name = "tenure.release.check-timeout") Duration timeout) {
        this.concurrent = concurrent;
        this.timeout = timeout;
        this.throttle = new CheckThrottle(timeout.dividedBy(2));
        this.threads = new ThreadPoolExecutor(
                concurrent,
                concurrent,
                30,
                TimeUnit.SECONDS,
                waiting == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(waiting),
                task -> {
                    Thread thread = new Thread(task, "check");
                    thread.setDaemon(true);
                    thread.setPriority(Thread.MIN_PRIORITY);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    private enum Progress {
        WAITING,
        RUNNING,
        ENDED,
        GIVEN_UP
    }

    /// A check, and how far it is.
    private final class Check<T> implements Callable<T> {
        private final Supplier<T> work;
        private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.WAITING);

        Check(Supplier<T> work) {
            this.work = work;
        }

        @Override
        public T call() {
            if (!progress.compareAndSet(Progress.WAITING, Progress.RUNNING)) {
                throw new CancellationException();
            }
            try {
                return CheckStep.withRests(throttle.restsOfCheck(), work);
            } finally {
                if (progress.getAndSet(Progress.ENDED) == Progress.GIVEN_UP) {
                    replaceThreads(-1);
                }
            }
        }

        /// Lets another thread take the place of the one that runs this, if any does.
        void giveUp() {
            boolean isWaiting = progress.compareAndSet(Progress.WAITING, Progress.GIVEN_UP);
            if (!isWaiting && progress.compareAndSet(Progress.RUNNING, Progress.GIVEN_UP)) {
                replaceThreads(1);
            }
        }
    }

    /// Runs a check, and waits for it.
    ///
    /// @throws CheckRefusedException if too many wait already, or it isn't done in time; it is then interrupted
    public <T> T run(Supplier<T> work) {
        Check<T> check = new Check<>(work);
        FutureTask<T> running = new FutureTask<>(check);
        try {
            threads.execute(running);
        } catch (RejectedExecutionException full) {
            throw CheckRefusedException.full(waiting(), RETRY_WHEN_FULL);
        }
        try {
            return running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            cancel(running, check);
            throw CheckRefusedException.late(timeout);
        } catch (InterruptedException e) {
            cancel(running, check);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /// Does work on the thread that calls, which rests between its steps as checks do.
    public void withRests(Runnable work) {
        CheckStep.withRests(throttle.restsOfCheck(), () -> {
            work.run();
            return true;
        });
    }

    private void cancel(FutureTask<?> running, Check<?> check) {
        running.cancel(true);
        // One that never began keeps no place in the queue.
        threads.remove(running);
        check.giveUp();
    }

    private synchronized void replaceThreads(int more) {
        hung += more;
        int size = concurrent + Math.min(hung, MAX_HUNG);
        if (hung > MAX_HUNG) {
            LOG.errorf("%s checks ignore that they were interrupted; their threads are no longer replaced", hung);
        }
        if (size > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(size);
            threads.setCorePoolSize(size);
        } else {
            threads.setCorePoolSize(size);
            threads.setMaximumPoolSize(size);
        }
    }

    /// Told of each decision that somebody waits for: long checks rest meanwhile.
    public void decisionMade() {
        throttle.decisionMade();
    }

    /// How many checks wait for their turn.
    public int waiting() {
        return threads.getQueue().size();
    }

    /// How many checks were given up and still run.
    synchronized int hung() {
        return hung;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
