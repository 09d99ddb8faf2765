package io.tenure.analysis;

import io.tenure.finding.CheckStep;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What an analysis may still do, counted in words of bits, or rows, that it looks at: a few nanoseconds each.
public final class Work {
    private final @Nullable Work whole;
    private long remaining;

    private Work(long amount, @Nullable Work whole) {
        this.remaining = amount;
        this.whole = whole;
    }

    /// As much as may be done for one bundle.
    public static Work ofBundle(AnalysisLimits limits) {
        return new Work(limits.maxBundleWork(), null);
    }

    /// A part of this work, for one question.
    Work part(long amount) {
        return new Work(amount, this);
    }

    /// Counts something that is about to be done, or was.
    void add(long amount) {
        remaining -= amount;
        if (whole != null) {
            whole.add(amount);
        }
    }

    /// Whether nothing more may be done.
    ///
    /// @throws CancellationException if the thread is interrupted: nobody waits for the answer any more
    boolean isDone() {
        CheckStep.next();
        return remaining < 0 || (whole != null && whole.isDone());
    }
}
