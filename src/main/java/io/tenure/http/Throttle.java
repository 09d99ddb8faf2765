package io.tenure.http;

import java.time.Duration;
import java.time.Instant;

/// Lets so many through in each period, and counts the rest.
final class Throttle {
    enum Result {
        ALLOWED,
        /// The first since what was held back was last told.
        FIRST_SUPPRESSED,
        SUPPRESSED
    }

    private final int max;
    private final Duration period;
    private Instant end = Instant.MIN;
    private int allowed;
    private int suppressed;

    Throttle(int most, Duration period) {
        this.max = most;
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

    /// How many were held back since this was last asked.
    synchronized int takeSuppressed() {
        int count = suppressed;
        suppressed = 0;
        return count;
    }
}
