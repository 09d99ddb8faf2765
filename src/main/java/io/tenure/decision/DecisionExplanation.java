package io.tenure.decision;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.explanation.Explanation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why a stored decision is as it is, and why not otherwise: explained by the release that made it, from the facts of
/// then.
///
/// @param identical whether that release decides the same again, in every value of the response; otherwise the
///     explanation is of what this version of Tenure would decide
@RegisterForReflection
@Schema(name = "DecisionExplanation", description = "Why a stored decision is as it is, and why not otherwise")
public record DecisionExplanation(
        UUID decisionId, Instant decidedAt, LocalDate asOf, int release, boolean identical, Explanation explanation) {}
