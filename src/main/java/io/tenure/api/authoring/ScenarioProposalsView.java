package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.mutation.ScenarioSheet;
import io.tenure.release.DraftMutants;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Scenarios proposed for a draft, as the API shows them.
///
/// @param version of the draft
/// @param mutants small changes that no scenario of the draft notices
/// @param noticed how many of these the proposed scenarios notice
/// @param rows the heading and a row for each scenario, as in a sheet of scenarios
@RegisterForReflection
@Schema(
        name = "ProposedScenarios",
        description = "Scenarios at the boundaries of the rules, with what is decided now, for a person to confirm")
record ScenarioProposalsView(
        int draft,
        int version,

        @Schema(description = "Small changes to the rules that no scenario of the draft notices")
        int mutants,

        @Schema(description = "How many of these the proposed scenarios notice")
        int noticed,

        @Schema(
                description =
                        "The heading and a row for each scenario, as in a sheet of scenarios; empty where none is proposed")
        List<List<String>> rows) {
    static ScenarioProposalsView of(DraftMutants.Proposals proposals) {
        var result = proposals.result();
        return new ScenarioProposalsView(
                proposals.draft().id(),
                proposals.draft().version(),
                result.mutants(),
                result.mutants() - result.survivors().size(),
                result.scenarios().isEmpty()
                        ? List.of()
                        : new ScenarioSheet(proposals.dictionary()).proposed(result.scenarios()));
    }
}
