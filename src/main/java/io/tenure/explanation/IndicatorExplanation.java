package io.tenure.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an indicator adds to its score.
///
/// @param source the fact or measure that it reads
/// @param value null for unknown
/// @param points 0 to 100; null where the value is unknown
/// @param weight as the sheet has it, in proportion to the others
/// @param part points that it adds to the score: of the known weights its own share, times its points; null where it
///     adds none, and for a score that the caller gave
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ExplainedIndicator", description = "What an indicator adds to its score")
public record IndicatorExplanation(
        String indicator,
        String source,
        String label,
        @Schema(implementation = Object.class) @Nullable Object value,
        @Nullable Double points,
        double weight,
        @Nullable Double part) {}
