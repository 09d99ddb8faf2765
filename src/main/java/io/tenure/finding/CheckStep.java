package io.tenure.finding;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/// Where a check of what people upload can end early, or rest.
public final class CheckStep {
    private static final ScopedValue<Runnable> BETWEEN_STEPS = ScopedValue.newInstance();

    private CheckStep() {}

    /// Called by everything that grows with what people upload, between its steps.
    ///
    /// @throws CancellationException if the thread is interrupted, since nobody waits for the check any more
    public static void next() {
        endIfInterrupted();
        if (BETWEEN_STEPS.isBound()) {
            BETWEEN_STEPS.get().run();
            endIfInterrupted();
        }
    }

    /// Does work whose steps are followed by something: a rest, as a rule.
    public static <T> T withRests(Runnable betweenSteps, Supplier<T> work) {
        return ScopedValue.where(BETWEEN_STEPS, betweenSteps).call(work::get);
    }

    /// Called instead of [#next] by work that is as cheap as what it would make way for.
    ///
    /// @throws CancellationException if the thread is interrupted, since nobody waits for the check any more
    public static void endIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the check was interrupted");
        }
    }
}
