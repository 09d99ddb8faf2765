package io.tenure.api;

import io.tenure.record.DecisionLog;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Readiness: decisions can be stored, in the database or in the journal.
@Readiness
@Singleton
final class RecordHealth implements HealthCheck {
    private final DecisionLog log;

    RecordHealth(DecisionLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("record")
                .status(!log.isEnabled() || !log.isUnavailable() || log.hasJournal())
                .withData("storage", !log.isEnabled() ? "none" : log.isUnavailable() ? "journal" : "database")
                .build();
    }
}
