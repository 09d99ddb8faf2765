package io.tenure.http;

import java.time.Duration;
import java.time.Instant;

/// Allows a number of events in each period, and counts the others.
final class Throttle {
    enum Result {
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

    Throttle(int max, Duration period) {
        this.max = max;
        this.period = period;
    }

    Duration period() {
        return period;
    }

    synchronized Result check(Instant now) {
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
