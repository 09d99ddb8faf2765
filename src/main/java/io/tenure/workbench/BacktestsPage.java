package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Backtests of the rules.
///
/// @param supported whether this program can run backtests
/// @param startable whether the person may begin one
/// @param notice why what was asked for wasn't done; null for none
/// @param drafts open ones, to compare with
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record BacktestsPage(
        Page page,
        boolean supported,
        boolean startable,
        @Nullable String notice,
        List<Integer> drafts,
        List<Entry> backtests,
        boolean underWay)
        implements TemplateInstance {
    /// @param report address of its report; empty until it is done
    /// @param failure why it failed; empty where it didn't
    record Entry(
            String id,
            String createdAt,
            String createdBy,
            int release,
            @Nullable Integer draft,
            String cuts,
            int horizon,
            int customers,
            String state,
            int percent,
            String report,
            String failure) {}
}
