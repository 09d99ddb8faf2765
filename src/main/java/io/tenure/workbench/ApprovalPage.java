package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an approver sees of a draft, and the forms to ask for approval and to publish.
///
/// @param changes how many there are
/// @param findings null where the draft can't be checked right now
/// @param busy why; null where it was checked
/// @param request null where nobody asks for the approval of this version
/// @param runs impact runs of this version, the earliest first
/// @param form null for whoever can't publish it
/// @param obstacle why the person can't; null where the form is there
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ApprovalPage(
        Page page,
        DraftHead draft,
        int changes,
        @Nullable ShownFindings findings,
        @Nullable String busy,
        @Nullable Request request,
        List<Run> runs,
        @Nullable Form form,
        @Nullable String obstacle)
        implements TemplateInstance {
    /// @param at to the minute, in UTC
    record Request(String by, String at) {}

    /// An impact run.
    ///
    /// @param share of the customers whose retention level changes, in percent
    record Run(
            String by,
            String at,
            int against,
            boolean current,
            boolean wholeRecord,
            int customers,
            int levelChanges,
            String share,
            int lost,
            int skipped) {}

    /// What the approver decides.
    ///
    /// @param scheduled whether a release is scheduled, which this one would go ahead of
    /// @param limited whether a limit of level changes holds, so that a reason may be needed
    record Form(boolean scheduled, boolean limited) {}
}
