package io.tenure.workbench;

import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Work that takes longer than somebody waits for a page, how far it is, and what it found.
///
/// @param <T> what it finds
final class PageJob<T> implements Runnable {
    /// Told how far the work is.
    interface Progress {
        /// @param done steps
        /// @param total steps; 0 while that isn't known
        void report(int done, int total);
    }

    /// How far it is, for a page.
    ///
    /// @param underWay whether it waits or runs
    /// @param failed whether it ended without a result
    record State(boolean underWay, boolean failed, int done, int total) {
        /// Whether the work has begun and its steps are known.
        public boolean isCounted() {
            return total > 0;
        }
    }

    private static final Logger LOG = Logger.getLogger(PageJob.class);

    private final Function<Progress, T> work;
    private State state = new State(true, false, 0, 0);
    private @Nullable T result;

    PageJob(Function<Progress, T> work) {
        this.work = work;
    }

    @Override
    public void run() {
        try {
            end(work.apply((done, total) -> progress(new State(true, false, done, total))));
        } catch (RuntimeException | Error bug) {
            // Also an Error: otherwise the page would say for ever that it is under way.
            LOG.error("Work for a page failed", bug);
            progress(new State(false, true, 0, 0));
        }
    }

    private synchronized void progress(State now) {
        state = now;
    }

    private synchronized void end(T found) {
        result = found;
        state = new State(false, false, state.total, state.total);
    }

    synchronized State state() {
        return state;
    }

    /// What it found; null until it is done.
    synchronized @Nullable T result() {
        return result;
    }
}
