package io.tenure.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
    private static final String ADDRESS = "192.0.2.7";

    private Instant now = Instant.parse("2026-06-30T12:00:00Z");
    private final SignInThrottle throttle = new SignInThrottle(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new AssertionError("Nothing asks for another zone");
        }
    });

    @Test
    void fourFailuresAreFree() {
        fail("ann", ADDRESS, 4);

        assertThat(throttle.wait("ann", ADDRESS)).isEmpty();
    }

    @Test
    void theFifthFailureCostsFiveSecondsAndEachFurtherOneTwiceAsMuch() {
        fail("ann", ADDRESS, 5);
        assertThat(throttle.wait("ann", ADDRESS)).contains(Duration.ofSeconds(5));

        fail("ann", ADDRESS, 1);
        assertThat(throttle.wait("ann", ADDRESS)).contains(Duration.ofSeconds(10));
    }

    @Test
    void nobodyWaitsLongerThanAQuarterOfAnHour() {
        fail("ann", ADDRESS, 29);

        assertThat(throttle.wait("ann", ADDRESS)).contains(Duration.ofMinutes(15));
    }

    @Test
    void theWaitEnds() {
        fail("ann", ADDRESS, 5);
        now = now.plusSeconds(5);

        assertThat(throttle.wait("ann", ADDRESS)).isEmpty();
    }

    @Test
    void othersAreNotKeptOutByFailuresOfOneName() {
        fail("ann", ADDRESS, 5);

        assertThat(throttle.wait("bob", ADDRESS)).isEmpty();
        assertThat(throttle.wait("ann", "198.51.100.1")).isEmpty();
    }

    @Test
    void signingInClearsTheFailuresOfTheName() {
        fail("ann", ADDRESS, 4);
        throttle.succeeded("ann", ADDRESS);
        fail("ann", ADDRESS, 4);

        assertThat(throttle.wait("ann", ADDRESS)).isEmpty();
    }

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(name, address);
        }
    }
}
