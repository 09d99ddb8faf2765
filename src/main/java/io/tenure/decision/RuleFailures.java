package io.tenure.decision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tenure.engine.RuleFailure;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Counts and logs the decisions that failed because a rule did, so that a release whose rules keep failing is
/// noticed.
@Singleton
public final class RuleFailures {
    private static final Logger LOG = Logger.getLogger(RuleFailures.class);

    /// How long a failure counts as recent.
    private static final Duration RECENT = Duration.ofMinutes(5);

    /// Most rules with a counter of their own; there are hardly more that fail.
    private static final int MAX_COUNTERS = 200;

    private static final String OTHER_RULES = "other";

    private final MeterRegistry registry;
    private final Clock clock;
    private final ConcurrentHashMap<FailingRule, Counter> counters = new ConcurrentHashMap<>();
    private volatile @Nullable RecentFailure last;

    private record FailingRule(int release, String rule, String code) {}

    /// @param rule name of the rule; empty where it is not known
    public record RecentFailure(int release, String rule, Instant at) {}

    RuleFailures(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void record(int release, RuleFailure failure) {
        Instant now = clock.instant();
        FailingRule failing = new FailingRule(release, failure.rule(), failure.code());
        boolean first = !counters.containsKey(failing);
        counter(failing).increment();
        RecentFailure before = last;
        last = new RecentFailure(release, failure.rule(), now);
        // One line for each rule, and again after a pause: a failing rule fails for many customers.
        if (first || before == null || before.at().plus(RECENT).isBefore(now)) {
            LOG.errorf("Release %d: %s", release, failure.message().en());
        }
    }

    private Counter counter(FailingRule failing) {
        FailingRule counted = counters.containsKey(failing) || counters.size() < MAX_COUNTERS
                ? failing
                : new FailingRule(failing.release, OTHER_RULES, failing.code);
        return counters.computeIfAbsent(
                counted,
                f -> Counter.builder("tenure.rule.failures")
                        .description("Decisions that failed because a rule did, by release, rule and cause")
                        .tag("release", Integer.toString(f.release))
                        .tag("rule", f.rule)
                        .tag("cause", f.code)
                        .register(registry));
    }

    /// The last failure of a release, if it was within the last five minutes.
    public Optional<RecentFailure> recent(int release) {
        RecentFailure failure = last;
        return failure != null
                        && failure.release() == release
                        && failure.at().plus(RECENT).isAfter(clock.instant())
                ? Optional.of(failure)
                : Optional.empty();
    }
}
