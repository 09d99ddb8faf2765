package io.tenure.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.http.Throttle.Result;
import io.tenure.record.Timelines;
import io.tenure.storage.Audit;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AccessDenialsTest {
    private static final Instant NOON = Instant.parse("2026-06-30T12:00:00Z");

    @Inject
    Audit audit;

    @Inject
    Timelines paths;

    @Test
    void countsTheAttemptsOfStrangersInsteadOfNotingEach() throws InterruptedException {
        // A clock that stands still, so that all attempts fall into one period.
        AccessDenials refusals =
                new AccessDenials(audit, paths, Clock.fixed(NOON, java.time.ZoneOffset.UTC), Duration.ofMillis(300));
        int attempts = AccessDenials.MAX_UNAUTHENTICATED + 490;
        for (int i = 0; i < attempts; i++) {
            refusals.unauthenticated(new ClaimedIdentity("flood", "x"), "POST", "/api/v1/rulesets/flood");
        }
        while (summaries().isEmpty()) {
            Thread.sleep(20);
        }
        refusals.stop();

        assertThat(summaries()).singleElement().satisfies(e -> {
            assertThat(e.actor()).isEqualTo("anonymous");
            assertThat(e.succeeded()).isFalse();
        });
        assertThat(entries().filter(e -> e.actor().equals("flood"))).hasSize(AccessDenials.MAX_UNAUTHENTICATED);
    }

    @Test
    void letsSoManyThroughInEachPeriod() {
        Throttle throttle = new Throttle(2, Duration.ofMinutes(1));
        assertThat(Stream.of(0, 10, 20, 59, 60, 61, 62)
                        .map(s -> throttle.check(NOON.plusSeconds(s)))
                        .toList())
                .containsExactly(
                        Result.ALLOWED,
                        Result.ALLOWED,
                        Result.FIRST_SUPPRESSED,
                        Result.SUPPRESSED,
                        Result.ALLOWED,
                        Result.ALLOWED,
                        Result.SUPPRESSED);
        assertThat(throttle.takeSuppressed()).isEqualTo(3);
        assertThat(throttle.takeSuppressed()).isZero();
        assertThat(throttle.check(NOON.plusSeconds(63))).isEqualTo(Result.FIRST_SUPPRESSED);
    }

    private List<Audit.Entry> summaries() {
        return entries().filter(e -> e.detail().startsWith("490 more attempts")).toList();
    }

    private Stream<Audit.Entry> entries() {
        return audit.latest(1_000, Long.MAX_VALUE).stream();
    }
}
