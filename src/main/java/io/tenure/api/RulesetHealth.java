package io.tenure.api;

import io.tenure.decision.RuleFailures;
import io.tenure.release.ActiveRuleset;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Readiness: a ruleset is active. Rules that fail are reported, but keep no instance from being ready, since they fail
/// on every instance and for some customers only.
@Readiness
@Singleton
final class RulesetHealth implements HealthCheck {
    private final ActiveRuleset activeRuleset;
    private final RuleFailures ruleFailures;

    RulesetHealth(ActiveRuleset activeRuleset, RuleFailures ruleFailures) {
        this.activeRuleset = activeRuleset;
        this.ruleFailures = ruleFailures;
    }

    @Override
    public HealthCheckResponse call() {
        return activeRuleset
                .current()
                .map(this::up)
                .orElseGet(() -> HealthCheckResponse.named("ruleset").down().build());
    }

    private HealthCheckResponse up(ActiveRuleset.CompiledRelease active) {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("ruleset")
                .up()
                .withData("release", active.release())
                .withData("hash", active.ruleset().ruleset().hash());
        ruleFailures
                .recent(active.release())
                .ifPresent(failure -> response.withData("failingRule", failure.rule())
                        .withData("lastFailure", failure.at().toString()));
        return response.build();
    }
}
