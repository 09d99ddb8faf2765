package io.tenure.api;

import io.tenure.release.ActiveRuleset;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Readiness: a ruleset is active.
@Readiness
@Singleton
final class RulesetHealth implements HealthCheck {
    private final ActiveRuleset activeRuleset;

    RulesetHealth(ActiveRuleset activeRuleset) {
        this.activeRuleset = activeRuleset;
    }

    @Override
    public HealthCheckResponse call() {
        return activeRuleset
                .current()
                .map(active -> HealthCheckResponse.named("ruleset")
                        .up()
                        .withData("release", active.release())
                        .withData("hash", active.ruleset().ruleset().hash())
                        .build())
                .orElseGet(() -> HealthCheckResponse.named("ruleset").down().build());
    }
}
