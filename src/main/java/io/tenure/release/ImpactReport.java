package io.tenure.release;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.lifecycle.Hit;
import io.tenure.region.EditedCell;
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
/// @param outcomes those of every report, and those of a ruleset's own and the second and third action where they
/// change
/// @param money sums of amounts
/// @param exclusions those that change for anybody
/// @param edits the edited cells that move anybody, those that move the most first
/// @param changed how many of `customers` are decided otherwise in anything
/// @param changedOtherwise how many of these change by no edited cell of a table
/// @param otherEdits what else was edited, in words
/// @param unknownFacts facts and measures that edited rows ask for and that no customer has
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
        List<Outcome> outcomes,

        @Schema(
                description =
                        "Sums of amounts by both; the names are outcomes in money, and score1 and cost1 of the first action")
        List<Money> money,

        @Schema(description = "Exclusions that change for anybody, up to 100")
        List<ExclusionChange> exclusions,

        @Schema(description = "The edited cells that move anybody, those that move the most first, up to 50")
        List<Edit> edits,

        @Schema(
                description =
                        "How many are decided otherwise in any outcome, signal, candidate, exclusion or advised action")
        int changed,

        @Schema(description = "How many of those change by no edited cell of a table")
        int changedOtherwise,

        @Schema(description = "What was edited beside tables and may change decisions")
        List<String> otherEdits,

        @Schema(
                description = "Facts and measures that edited rows ask for and that no customer has: the comparison"
                        + " says nothing about customers who have them")
        List<String> unknownFacts) {
    @Schema(name = "ImpactExample", description = "A customer for whom it changes, and what decided it")
    public record Example(
            @Schema(nullable = true, description = "Of a row of the file") @Nullable
            String customerId,

            @Schema(nullable = true, description = "Of a recorded customer, who is not named") @Nullable
            UUID decisionId,

            @Schema(nullable = true) @Nullable DecidingRow before,
            @Schema(nullable = true) @Nullable DecidingRow after,

            @Schema(
                    description =
                            "The edited cells that decide otherwise about the customer; empty where it is another edit")
            List<EditedCell> cells) {}

    @Schema(name = "ImpactCustomer", description = "A customer of the file, or a stored decision")
    public record Customer(
            @Schema(nullable = true) @Nullable String customerId,
            @Schema(nullable = true) @Nullable UUID decisionId) {}

    @Schema(name = "ImpactEdit", description = "An edited cell, and how many customers it moves")
    public record Edit(EditedCell cell, int customers, List<Customer> examples) {}

    @Schema(name = "ImpactMoney", description = "An amount summed over the customers of one currency who have it")
    public record Money(
            String name,

            @Schema(nullable = true, description = "As the customers have it; null where it is unknown") @Nullable
            String currency,

            int customers,

            @Schema(description = "For how many of them it changes")
            int changed,

            double before,
            double after) {}

    @Schema(name = "ImpactExclusion", description = "For how many customers a rule or limit excludes an action")
    public record ExclusionChange(
            String action,
            String rule,
            int before,
            int after,

            @Schema(description = "How many are excluded that were not")
            int added,

            @Schema(description = "How many were excluded and are not any more")
            int removed) {}

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
