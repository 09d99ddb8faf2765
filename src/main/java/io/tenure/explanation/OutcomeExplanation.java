package io.tenure.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How one outcome was decided.
///
/// @param value null for one that is unknown
/// @param decidedBy the row or rule that wrote it last; null where none did
/// @param overridden rows and rules that wrote it before, in order; of the risk points the rows that added to them
/// @param lost rows that could have written it and didn't: of the table that decided those before the deciding row,
///     the closest ones; where nothing wrote it, the closest rows of all tables that can
/// @param lostRows how many rows that is, with those that aren't listed
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ExplainedOutcome", description = "The row that decided an outcome, and the rows that lost")
public record OutcomeExplanation(
        String outcome,
        @Schema(implementation = Object.class) @Nullable Object value,
        @Nullable RowExplanation decidedBy,
        List<RowExplanation> overridden,
        List<RowExplanation> lost,
        int lostRows) {
    public OutcomeExplanation {
        overridden = List.copyOf(overridden);
        lost = List.copyOf(lost);
    }
}
