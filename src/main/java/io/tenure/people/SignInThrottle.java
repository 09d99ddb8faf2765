package io.tenure.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Slows down guessing: after some failures for one name from one address each further attempt has to wait, twice as
/// long each time. Others from that address don't wait: behind a proxy, everybody may have the same.
///
/// Counts only on this instance, and resets after 15 minutes without failures.
@Singleton
final class SignInThrottle {
    static final int FREE_FAILURES = 5;
    static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    static final Duration MAX_WAIT = Duration.ofMinutes(15);

    private static final int MAX_ENTRIES = 100_000;
    private static final int MAX_DOUBLINGS = 10;

    private record Failures(int count, @Nullable Instant blockedUntil) {}

    private final Clock clock;
    private final Cache<String, Failures> failures = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterWrite(MAX_WAIT)
            .build();

    @Inject
    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /// How long an attempt still has to wait; empty if it is allowed now.
    Optional<Duration> wait(String name, String address) {
        Failures known = failures.getIfPresent(pair(name, address));
        Instant now = clock.instant();
        return known == null || known.blockedUntil == null || !known.blockedUntil.isAfter(now)
                ? Optional.empty()
                : Optional.of(Duration.between(now, known.blockedUntil));
    }

    void failed(String name, String address) {
        failures.asMap().merge(pair(name, address), new Failures(1, null), (known, _) -> {
            int count = known.count + 1;
            int beyond = count - FREE_FAILURES;
            return new Failures(count, beyond < 0 ? null : clock.instant().plus(waitAfter(beyond)));
        });
    }

    void succeeded(String name, String address) {
        failures.invalidate(pair(name, address));
    }

    private static Duration waitAfter(int beyond) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, MAX_DOUBLINGS));
        return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    }

    private static String pair(String name, String address) {
        return name + '\n' + address;
    }
}
