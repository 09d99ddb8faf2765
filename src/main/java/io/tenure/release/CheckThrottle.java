package io.tenure.release;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Makes long checks leave the processor, and the pauses of the garbage collector that their memory costs, to
/// decisions.
///
/// All checks together may work for [#BURST], enough for an ordinary bundle; beyond that they work one part of
/// [#PARTS] of the time, as long as decisions are made: a token bucket, filled with nanoseconds of work.
final class CheckThrottle {
    static final Duration BURST = Duration.ofMillis(500);

    /// With 4, decisions beside hostile checks waited for one collection a second; with 8, for half as many.
    static final int PARTS = 8;

    /// For how long after a decision the next one is expected.
    static final Duration BUSY = Duration.ofSeconds(1);

    /// As what a step counts at most: what has no steps within, such as compiling DRL and deciding the scenarios, is
    /// bounded elsewhere, and would let checks rest for a time that has nothing to do with what they go on to do.
    static final Duration MAX_STEP = Duration.ofMillis(100);

    /// So that a check notices soon that no decisions are made any more.
    private static final long MAX_PARK_NANOS = Duration.ofMillis(100).toNanos();

    private final LongSupplier nanoTime;
    private final LongConsumer park;
    private final long maxRestNanos;

    private volatile long lastDecision;
    private long credit = BURST.toNanos();
    private long credited;

    /// @param maxRest for how long one check rests at most, all its rests together
    CheckThrottle(Duration maxRest) {
        this(maxRest, System::nanoTime, LockSupport::parkNanos);
    }

    /// @param park waits for so many nanoseconds, or until the thread is interrupted
    CheckThrottle(Duration maxRest, LongSupplier nanoTime, LongConsumer park) {
        this.maxRestNanos = maxRest.toNanos();
        this.nanoTime = nanoTime;
        this.park = park;
        this.credited = nanoTime.getAsLong();
        this.lastDecision = credited - BUSY.toNanos() - 1;
    }

    void decisionMade() {
        lastDecision = nanoTime.getAsLong();
    }

    /// What the thread of a check that begins now does between its steps.
    Runnable restsOfCheck() {
        return new Runnable() {
            private long stepBegun = nanoTime.getAsLong();
            private long rested;

            @Override
            public void run() {
                long now = nanoTime.getAsLong();
                long debt = debtAfter(Math.min(now - stepBegun, MAX_STEP.toNanos()), now);
                stepBegun = now;
                while (debt > 0
                        && rested < maxRestNanos
                        && !Thread.currentThread().isInterrupted()) {
                    park.accept(Math.min(debt * PARTS, MAX_PARK_NANOS));
                    long then = nanoTime.getAsLong();
                    rested += then - stepBegun;
                    stepBegun = then;
                    debt = debtAfter(0, then);
                }
            }
        };
    }

    /// How many nanoseconds of work the checks are ahead of their share.
    private synchronized long debtAfter(long work, long now) {
        if (now - lastDecision > BUSY.toNanos()) {
            credit = BURST.toNanos();
        } else {
            credit = Math.min(BURST.toNanos(), credit + (now - credited) / PARTS) - work;
        }
        credited = now;
        return -credit;
    }
}
