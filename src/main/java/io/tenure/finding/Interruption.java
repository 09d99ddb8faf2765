package io.tenure.finding;

import java.util.concurrent.CancellationException;

/// Ends a check for which nobody waits any more.
public final class Interruption {
    private Interruption() {}

    /// Asked by everything that grows with what people upload, between its steps.
    ///
    /// @throws CancellationException if the thread is interrupted, as it is when the time of a check is over
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the check was interrupted");
        }
    }
}
