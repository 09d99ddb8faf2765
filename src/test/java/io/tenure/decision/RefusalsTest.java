package io.tenure.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.decision.Throttle.Verdict;
import io.tenure.history.Paths;
import io.tenure.storage.Audit;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RefusalsTest {
    private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");

    @Inject
    Audit audit;

    @Inject
    Paths paths;

    @Test
    void countsTheAttemptsOfStrangersInsteadOfNotingEach() throws InterruptedException {
        // A clock that stands still, so that all attempts fall into one period.
        Refusals refusals =
                new Refusals(audit, paths, Clock.fixed(NOON, java.time.ZoneOffset.UTC), Duration.ofMillis(300));
        int attempts = Refusals.MOST_UNKNOWN + 490;
        for (int i = 0; i < attempts; i++) {
            refusals.unauthenticated(new Credentials("flood", "x"), "POST", "/api/v1/rulesets/flood");
        }
        while (summaries().isEmpty()) {
            Thread.sleep(20);
        }
        refusals.stop();

        assertThat(summaries()).singleElement().satisfies(e -> {
            assertThat(e.who()).isEqualTo("nobody");
            assertThat(e.done()).isFalse();
        });
        assertThat(entries().filter(e -> e.who().equals("flood"))).hasSize(Refusals.MOST_UNKNOWN);
    }

    @Test
    void letsSoManyThroughInEachPeriod() {
        Throttle throttle = new Throttle(2, Duration.ofMinutes(1));
        assertThat(Stream.of(0, 10, 20, 59, 60, 61, 62)
                        .map(s -> throttle.at(NOON.plusSeconds(s)))
                        .toList())
                .containsExactly(
                        Verdict.PASSES,
                        Verdict.PASSES,
                        Verdict.FIRST_HELD_BACK,
                        Verdict.HELD_BACK,
                        Verdict.PASSES,
                        Verdict.PASSES,
                        Verdict.HELD_BACK);
        assertThat(throttle.takeHeldBack()).isEqualTo(3);
        assertThat(throttle.takeHeldBack()).isZero();
        assertThat(throttle.at(NOON.plusSeconds(63))).isEqualTo(Verdict.FIRST_HELD_BACK);
    }

    private List<Audit.Entry> summaries() {
        return entries().filter(e -> e.detail().startsWith("490 more attempts")).toList();
    }

    private Stream<Audit.Entry> entries() {
        return audit.latest(1_000, Long.MAX_VALUE).stream();
    }
}
