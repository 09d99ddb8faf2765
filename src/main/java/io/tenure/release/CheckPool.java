package io.tenure.release;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Runs what takes long and depends on what people upload, a few at a time and beside the threads that decide:
/// checks of drafts, impact runs and the annotation of workbooks.
@Singleton
public final class CheckPool {
    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads;
    private final Duration timeout;

    /// @param concurrent how many run at once
    /// @param waiting how many more may wait
    /// @param timeout after which one that waits or runs is given up
    CheckPool(
            @ConfigProperty(name = "tenure.release.concurrent-checks") int concurrent,
            @ConfigProperty(name = "tenure.release.waiting-checks") int waiting,
            @ConfigProperty(name = "tenure.release.check-timeout") Duration timeout) {
        this.timeout = timeout;
        this.threads = new ThreadPoolExecutor(
                concurrent, concurrent, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, "check");
                    thread.setDaemon(true);
                    thread.setPriority(Thread.MIN_PRIORITY);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /// Runs a check, and waits for it.
    ///
    /// @throws CheckRefusedException if too many wait already, or it isn't done in time; it is then interrupted
    public <T> T run(Supplier<T> check) {
        Future<T> running;
        try {
            running = threads.submit(check::get);
        } catch (RejectedExecutionException full) {
            throw CheckRefusedException.full(waiting(), RETRY_WHEN_FULL);
        }
        try {
            return running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            running.cancel(true);
            throw CheckRefusedException.late(timeout);
        } catch (InterruptedException e) {
            running.cancel(true);
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

    /// How many checks wait for their turn.
    int waiting() {
        return threads.getQueue().size();
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
