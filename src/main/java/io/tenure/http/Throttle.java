package io.tenure.http;

import java.time.Duration;
import java.time.Instant;

/// Allows a number of events in each period, and counts the others.
public final class Throttle {
    public enum Result {
        ALLOWED,
        /// The first suppressed one since [#takeSuppressed] was called.
        FIRST_SUPPRESSED,
        SUPPRESSED
    }

    private final int max;
    private final Duration period;
    private Instant end = Instant.MIN;
    private int allowed;
    private int suppressed;

    public Throttle(int max, Duration period) {
        this.max = max;
        this.period = period;
    }

    Duration period() {
        return period;
    }

    /// Counts one event at a moment.
    public synchronized Result check(Instant now) {
        if (!now.isBefore(end)) {
            end = now.plus(period);
            allowed = 0;
        }
        if (allowed < max) {
            allowed++;
            return Result.ALLOWED;
        }
        suppressed++;
        return suppressed == 1 ? Result.FIRST_SUPPRESSED : Result.SUPPRESSED;
    }

    /// How many events were suppressed since the last call.
    synchronized int takeSuppressed() {
        int count = suppressed;
        suppressed = 0;
        return count;
    }
}
