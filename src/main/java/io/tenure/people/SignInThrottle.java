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

/// Slows down guessing: after some failures for one name from one address, or for any names from one address, each
/// further attempt has to wait, twice as long each time.
///
/// It counts on this instance alone, and forgets after a quiet quarter of an hour.
@Singleton
final class SignInThrottle {
    static final int FREE_FAILURES_PER_NAME = 5;
    static final int FREE_FAILURES_PER_ADDRESS = 30;
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

    /// How long an attempt has still to wait; empty where it may be made now.
    Optional<Duration> wait(String name, String address) {
        Instant now = clock.instant();
        Duration longest = Duration.ZERO;
        for (String key : new String[] {pair(name, address), address}) {
            Failures known = failures.getIfPresent(key);
            if (known != null && known.blockedUntil != null && known.blockedUntil.isAfter(now)) {
                Duration left = Duration.between(now, known.blockedUntil);
                longest = left.compareTo(longest) > 0 ? left : longest;
            }
        }
        return longest.isZero() ? Optional.empty() : Optional.of(longest);
    }

    void failed(String name, String address) {
        count(pair(name, address), FREE_FAILURES_PER_NAME);
        count(address, FREE_FAILURES_PER_ADDRESS);
    }

    void succeeded(String name, String address) {
        failures.invalidate(pair(name, address));
    }

    private void count(String key, int free) {
        failures.asMap().merge(key, new Failures(1, null), (known, _) -> {
            int count = known.count + 1;
            int beyond = count - free;
            return new Failures(count, beyond < 0 ? null : clock.instant().plus(waitAfter(beyond)));
        });
    }

    private static Duration waitAfter(int beyond) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(beyond, MAX_DOUBLINGS));
        return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    }

    private static String pair(String name, String address) {
        return name + '\n' + address;
    }
}
