package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many small changes to a version of the rules its scenarios notice.
///
/// @param tables that can be chosen
/// @param table that was chosen; empty for all
/// @param job how far measuring it is; null where nobody asked for it
/// @param score null until it is measured
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record MutationScorePage(
        Page page,
        ScenarioHead head,
        List<String> tables,
        String table,
        PageJob.@Nullable State job,
        @Nullable Score score)
        implements TemplateInstance {
    /// @param percent of the changes tried, to one decimal, rounded down
    /// @param noticed how many of the changes tried the scenarios notice
    /// @param equivalent how many more no customer can tell
    /// @param untried how many were left when the time was over
    /// @param failing how many more scenarios aren't decided as they expect
    /// @param tables with cells that could be wrong unseen, those with most first
    /// @param whole names of the tables without any
    record Score(
            String percent,
            int bar,
            int noticed,
            int tried,
            int scenarios,
            int equivalent,
            int untried,
            int failing,
            List<TableScore> tables,
            List<String> whole) {}

    /// @param bar its percentage without decimals
    /// @param cells that could be wrong unseen, the first ones
    record TableScore(String name, String percent, int bar, int survived, List<ChangedCell> cells, int more) {}

    /// A small change to a cell.
    ///
    /// @param address of the row or parameter
    /// @param reached whether a scenario is decided by it, but expects nothing that changes
    record ChangedCell(String row, String address, String cell, String before, String after, boolean reached) {}
}
