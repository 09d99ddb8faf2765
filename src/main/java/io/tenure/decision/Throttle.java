package io.tenure.decision;

import java.time.Duration;
import java.time.Instant;

/// Lets so many through in each period, and counts the rest.
final class Throttle {
    enum Verdict {
        PASSES,
        /// The first since what was held back was last told.
        FIRST_HELD_BACK,
        HELD_BACK
    }

    private final int most;
    private final Duration period;
    private Instant end = Instant.MIN;
    private int passed;
    private int heldBack;

    Throttle(int most, Duration period) {
        this.most = most;
        this.period = period;
    }

    Duration period() {
        return period;
    }

    synchronized Verdict at(Instant now) {
        if (!now.isBefore(end)) {
            end = now.plus(period);
            passed = 0;
        }
        if (passed < most) {
            passed++;
            return Verdict.PASSES;
        }
        heldBack++;
        return heldBack == 1 ? Verdict.FIRST_HELD_BACK : Verdict.HELD_BACK;
    }

    /// How many were held back since this was last asked.
    synchronized int takeHeldBack() {
        int count = heldBack;
        heldBack = 0;
        return count;
    }
}
