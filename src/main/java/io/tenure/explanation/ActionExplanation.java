package io.tenure.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of one action of the catalogue.
///
/// @param label what people are shown for it
/// @param rank 1 for the best; null for one that isn't ranked
/// @param score money; null for one that isn't ranked
/// @param sentence what became of it, in one sentence
/// @param rows the rows behind that: those that proposed a ranked one, those that excluded an excluded one, the row
///     that came closest to proposing one that isn't proposed
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ExplainedAction", description = "What became of one action of the catalogue, and why")
public record ActionExplanation(
        String action,
        String label,
        Status status,
        @Nullable Integer rank,
        @Nullable Double score,
        String sentence,
        List<RowExplanation> rows) {
    /// What became of an action.
    @Schema(
            name = "ActionStatus",
            description = "ADVISED: ranks first; OUTRANKED: allowed, but another ranks before it; EXCLUDED: a row or"
                    + " rule of eligibility excludes it; NO_CHANNEL: the limits on contacts leave it no channel;"
                    + " WITHHELD: by an experiment, to measure what advice brings;"
                    + " VALUE_UNKNOWN: proposed, but what it is worth isn't known; NOT_PROPOSED: no row proposes it")
    public enum Status {
        ADVISED,
        OUTRANKED,
        EXCLUDED,
        NO_CHANNEL,
        WITHHELD,
        VALUE_UNKNOWN,
        NOT_PROPOSED
    }

    public ActionExplanation {
        rows = List.copyOf(rows);
    }
}
