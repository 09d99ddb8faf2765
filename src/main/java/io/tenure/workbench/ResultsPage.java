package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of the decisions: outcomes that people reported, and what became of proposed actions.
///
/// @param groupings by which decisions can be grouped
/// @param caution what the numbers can't show
/// @param measures empty where nothing was decided in the period
/// @param funnel null until somebody asks for it
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ResultsPage(
        Page page,
        String from,
        String to,
        List<Grouping> groupings,
        long decisions,
        long customers,
        long presented,
        String amount,
        String caution,
        List<Measure> measures,
        @Nullable Funnel funnel)
        implements TemplateInstance {
    record Grouping(String name, String label, boolean chosen) {}

    /// A share, for each group.
    record Measure(String title, List<Line> lines) {}

    /// @param note how the group differs from the others, or why nothing can be told; empty for neither
    /// @param kind class of the style: good, bad, quiet, or empty
    /// @param bar null where nothing was counted
    record Line(
            String group,
            String sentence,
            String note,
            String kind,
            @Nullable Bar bar) {}

    /// An interval on a scale from 0 to 100.
    record Bar(double low, double width, double point) {}

    /// @param steps from proposed to ranked
    /// @param rules that removed actions, those first that removed most
    record Funnel(String at, int customers, int advised, List<Step> steps, List<RemovingRule> rules) {}

    /// @param removed since the step before
    /// @param percent of the first step
    record Step(String label, int actions, int removed, int percent) {}

    /// @param address of its row, or of a search for it; empty for a limit
    /// @param alone how many no other rule removed
    record RemovingRule(String name, String address, String reason, boolean limit, int actions, int alone) {}
}
