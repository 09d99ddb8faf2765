package io.tenure.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckThrottleTest {
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();
    private static final Duration MAX_REST = Duration.ofSeconds(30);

    private long now = 1_000_000;
    private boolean decisionsAreMade;
    private final CheckThrottle throttle = new CheckThrottle(MAX_REST, () -> now, this::pass);

    /// Lets time pass, with a decision in every millisecond or none at all.
    private void pass(long nanos) {
        now += nanos;
        if (decisionsAreMade) {
            throttle.decisionMade();
        }
    }

    /// How long a check of so many steps of a millisecond takes.
    private Duration check(int steps) {
        long begun = now;
        Runnable rests = throttle.restsOfCheck();
        for (int i = 0; i < steps; i++) {
            pass(MILLISECOND);
            rests.run();
        }
        return Duration.ofNanos(now - begun);
    }

    @Test
    void aCheckOfAnOrdinaryBundleDoesNotRest() {
        decisionsAreMade = true;

        assertThat(check(500)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aLongCheckWorksAnEighthOfTheTimeWhileDecisionsAreMade() {
        decisionsAreMade = true;

        assertThat(check(2_500)).isBetween(Duration.ofMillis(16_000), Duration.ofMillis(16_500));
    }

    @Test
    void checksThatFollowEachOtherShareWhatOneMayWork() {
        decisionsAreMade = true;

        check(500);

        assertThat(check(500)).isBetween(Duration.ofMillis(3_500), Duration.ofMillis(3_600));
    }

    @Test
    void workWithoutStepsWithinIsFollowedByAShortRest() {
        decisionsAreMade = true;
        check(500);
        long begun = now;
        Runnable rests = throttle.restsOfCheck();

        pass(Duration.ofSeconds(3).toNanos());
        rests.run();

        assertThat(Duration.ofNanos(now - begun)).isBetween(Duration.ofMillis(3_000), Duration.ofMillis(3_500));
    }

    @Test
    void aCheckWorksAtFullSpeedWhereNoDecisionsAreMade() {
        assertThat(check(60_000)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aCheckGoesOnAtFullSpeedSoonAfterTheLastDecision() {
        decisionsAreMade = true;
        check(1_000);
        decisionsAreMade = false;

        assertThat(check(10_000)).isLessThan(Duration.ofMillis(11_100));
    }

    @Test
    void allRestsOfACheckTogetherAreBounded() {
        decisionsAreMade = true;

        Duration rests = check(20_000).minusMillis(20_000);

        assertThat(rests).isBetween(MAX_REST, MAX_REST.plusMillis(100));
    }

    @Test
    void anInterruptedCheckDoesNotRest() {
        decisionsAreMade = true;
        check(500);
        Thread.currentThread().interrupt();
        try {
            assertThat(check(100)).isEqualTo(Duration.ofMillis(100));
        } finally {
            Thread.interrupted();
        }
    }
}
