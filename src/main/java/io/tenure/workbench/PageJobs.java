package io.tenure.workbench;

import io.tenure.release.CheckPool;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Does work for pages in the background, one job at a time, beside the threads that decide. Like checks, it rests
/// between its steps while decisions are made.
@Singleton
final class PageJobs {
    /// For how long a job may work; what it found until then counts.
    static final Duration MAX_TIME = Duration.ofMinutes(10);

    private static final int MAX_WAITING = 4;

    private final CheckPool pool;
    private final ThreadPoolExecutor thread;

    PageJobs(CheckPool pool) {
        this.pool = pool;
        this.thread =
                new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread worker = new Thread(task, "page-job");
                    worker.setDaemon(true);
                    worker.setPriority(Thread.MIN_PRIORITY);
                    return worker;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /// Begins a job when its turn comes, unless it is under way or done.
    ///
    /// @param kept the jobs of its kind
    /// @param key names the job
    /// @return false if too many wait already
    synchronized <K, T> boolean start(KeptValues<K, PageJob<T>> kept, K key, PageJob<T> job) {
        PageJob<T> known = kept.known(key);
        if (known != null && !known.state().failed()) {
            return true;
        }
        try {
            thread.execute(() -> pool.withRests(job));
        } catch (RejectedExecutionException _) {
            return false;
        }
        kept.put(key, job);
        return true;
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
