package io.tenure.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.record.Timelines;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The newest decisions about a customer as the API shows them.
///
/// @param decisions newest first
@RegisterForReflection
@Schema(name = "CustomerDecisions", description = "The newest decisions about a customer, newest first")
record CustomerDecisionsView(List<CustomerDecision> decisions) {
    /// @param trial whether the request named the release, so that the decision is no part of the timeline
    /// @param stage null where nothing was decided, as the members after it
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "CustomerDecision", description = "A stored decision in short")
    record CustomerDecision(
            UUID decisionId,
            Instant decidedAt,
            LocalDate asOf,
            int release,
            boolean trial,
            @Nullable String stage,
            @Nullable String retentionLevel,
            @Nullable String riskBand,
            @Nullable String action,
            @Nullable String channel) {}

    static CustomerDecisionsView of(List<Timelines.DecisionSummary> decisions) {
        return new CustomerDecisionsView(decisions.stream()
                .map(d -> new CustomerDecision(
                        d.decisionId(),
                        d.decidedAt(),
                        d.asOf(),
                        d.release(),
                        d.trial(),
                        d.stage(),
                        d.retentionLevel(),
                        d.riskBand(),
                        d.action(),
                        d.channel()))
                .toList());
    }
}
