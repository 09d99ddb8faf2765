package io.tenure.workbench;

import io.tenure.release.CheckPool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is counted when somebody asks, since that takes a while, and kept for ten minutes.
///
/// @param <T> the counts
final class KeptCount<T> {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private record Counted<T>(Instant at, T counts) {}

    private final CheckPool pool;
    private final Clock clock;
    private final Function<Instant, T> count;
    private volatile @Nullable Counted<T> last;

    /// @param count is given the time
    KeptCount(CheckPool pool, Clock clock, Function<Instant, T> count) {
        this.pool = pool;
        this.clock = clock;
        this.count = count;
    }

    /// What was counted a while ago; where nothing was, counts if asked to, and is null otherwise.
    ///
    /// @throws io.tenure.release.CheckRefusedException if too many checks wait already, or it takes too long
    @Nullable
    T get(boolean isAsked) {
        T known = known();
        return known != null || !isAsked ? known : count();
    }

    private @Nullable T known() {
        Counted<T> known = last;
        return known != null && known.at.plus(KEPT).isAfter(clock.instant()) ? known.counts : null;
    }

    private synchronized T count() {
        T known = known();
        if (known != null) {
            return known;
        }
        Counted<T> counted = pool.run(() -> {
            Instant now = clock.instant();
            return new Counted<>(now, count.apply(now));
        });
        last = counted;
        return counted.counts;
    }
}
