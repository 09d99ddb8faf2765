package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.mutation.MutationReport;
import io.tenure.release.DraftMutants;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The mutation report of a draft as the API shows it.
@RegisterForReflection
@Schema(
        name = "Mutants",
        description = "How many small changes to a draft (mutants) its scenarios notice, and where they would not")
record MutantsView(
        int draft,
        int version,

        @Schema(description = "Share of the changes tried that scenarios notice, 0 to 1; equivalent ones left out")
        double score,

        @Schema(description = "How many changes could be made")
        int mutants,

        @Schema(description = "How many of those tried scenarios notice")
        int killed,

        @Schema(description = "How many no customer can tell, which is proven; they don't count")
        int equivalent,

        @Schema(description = "How many were not tried, because the time was over")
        int untried,

        @Schema(description = "How many scenarios were decided")
        int scenarios,

        @Schema(description = "How many scenarios don't pass, and were left out")
        int failing,

        List<TableView> tables,

        @Schema(description = "The cells that could be wrong unseen, the first 1,000")
        List<SurvivorView> survivors) {
    private static final int MAX_SURVIVORS = 1_000;

    /// One table, or the sheet of parameters.
    @RegisterForReflection
    @Schema(name = "TableMutants")
    record TableView(String table, int killed, int survived, int equivalent) {}

    /// A cell that could be wrong unseen.
    @RegisterForReflection
    @Schema(name = "Survivor")
    record SurvivorView(
            String file,
            String sheet,
            String cell,
            String table,

            @Schema(description = "The row, or the parameter")
            String row,

            @Schema(description = "What the cell says", examples = ">= 3")
            String before,

            @Schema(description = "What it could say without any scenario noticing", examples = "> 3")
            String after,

            @Schema(description = "Whether a scenario is decided by it, but expects nothing that it changes")
            boolean reached) {}

    /// How far a run is.
    @RegisterForReflection
    @Schema(name = "MutantsProgress")
    record ProgressView(
            boolean running,

            @Schema(description = "How many changes have been tried; 0 where no run is under way")
            int tried,

            @Schema(description = "How many there are") int total) {
        static ProgressView of(DraftMutants.Progress progress) {
            return new ProgressView(true, progress.tried(), progress.total());
        }
    }

    static MutantsView of(DraftMutants.Result result) {
        MutationReport report = result.report();
        return new MutantsView(
                result.draft().id(),
                result.draft().version(),
                report.score(),
                report.mutants(),
                report.killed(),
                report.equivalent(),
                report.untried(),
                report.scenarios(),
                report.failing(),
                report.tables().stream()
                        .map(one -> new TableView(one.table(), one.killed(), one.survived(), one.equivalent()))
                        .toList(),
                report.survivors().stream()
                        .limit(MAX_SURVIVORS)
                        .map(one -> new SurvivorView(
                                one.address().file(),
                                one.address().sheet(),
                                one.address().cell(),
                                one.table(),
                                one.row(),
                                one.before(),
                                one.after(),
                                one.reached()))
                        .toList());
    }
}
