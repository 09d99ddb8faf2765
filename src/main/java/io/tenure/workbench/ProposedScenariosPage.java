package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.MutationScorePage.ChangedCell;
import io.tenure.workbench.ScenarioTexts.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scenarios that would notice small changes which those of a version of the rules don't.
///
/// @param tables that can be chosen
/// @param table that was chosen; empty for all
/// @param job how far the search is; null where nobody asked for it
/// @param found null until something is found
/// @param writable whether this program can write workbooks
/// @param editable whether the person may confirm some
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ProposedScenariosPage(
        Page page,
        ScenarioHead head,
        List<String> tables,
        String table,
        PageJob.@Nullable State job,
        @Nullable Found found,
        boolean writable,
        boolean editable)
        implements TemplateInstance {
    /// @param changes that no scenario notices
    /// @param noticed how many of them the proposed ones would notice
    /// @param shown the first ones
    /// @param more how many further ones there are
    record Found(int changes, int noticed, int count, List<Proposal> shown, int more) {}

    /// @param guarded cells whose small changes it notices
    record Proposal(int number, String name, List<Value> facts, List<Value> expected, List<ChangedCell> guarded) {}
}
