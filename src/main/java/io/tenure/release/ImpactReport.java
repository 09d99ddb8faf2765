package io.tenure.release;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.lifecycle.Hit;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What publishing a draft would change for the customers that were decided by it and by the active release.
///
/// @param draft its id
/// @param version of the draft
/// @param against number of the active release
/// @param customers how many were decided by both
/// @param skipped how many could not be decided by both, and so are not compared
/// @param lost how many of the skipped ones the active release decides; for the limit of level changes they
///     count as
///     changed
/// @param undecided the first of the skipped ones
@RegisterForReflection
@Schema(
        name = "Impact",
        description = "What publishing the draft would change for the customers of the file, or on record")
public record ImpactReport(
        int draft,
        int version,
        int against,
        int customers,

        @Schema(description = "Customers who could not be decided by both, and so are not compared")
        int skipped,

        @Schema(
                description =
                        "How many of the skipped ones the active release decides; they count as changed for the limit")
        int lost,

        List<Undecided> undecided,
        List<Outcome> outcomes) {
    @Schema(name = "ImpactExample", description = "A customer for whom it changes, and what decided it")
    public record Example(
            @Schema(nullable = true, description = "Of a row of the file") @Nullable
            String customerId,

            @Schema(nullable = true, description = "Of a recorded customer, who is not named") @Nullable
            UUID decisionId,

            @Schema(nullable = true) @Nullable DecidingRow before,
            @Schema(nullable = true) @Nullable DecidingRow after) {}

    @Schema(name = "DecidingRow")
    public record DecidingRow(String table, String name, String workbook, String sheet, int row) {
        static @Nullable DecidingRow of(@Nullable Hit hit) {
            return hit == null
                    ? null
                    : new DecidingRow(
                            hit.origin().table(),
                            hit.origin().name(),
                            hit.origin().workbook(),
                            hit.origin().sheet(),
                            hit.origin().row());
        }
    }

    @Schema(name = "ImpactMove", description = "How many customers go from one value to another")
    public record Move(String from, String to, int customers, double percent, List<Example> examples) {}

    @Schema(name = "ImpactOutcome", description = "The from-to matrix of one outcome, its filled cells only")
    public record Outcome(String outcome, int changed, double changedPercent, List<Move> moves) {}

    @Schema(name = "UndecidedCustomer")
    public record Undecided(
            @Schema(description = "Line of the file; 0 for a stored decision")
            long line,

            @Schema(nullable = true) @Nullable String customerId,
            @Schema(nullable = true) @Nullable UUID decisionId,
            String reason) {}
}
