package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// What a draft and the active release changed in different ways, and the form to choose.
///
/// @param merged files that both changed
/// @param mayMerge whether the person may take over what was published meanwhile
/// @param mayChoose whether they may choose at each conflict, too: whoever worked on the draft
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ConflictsPage(
        Page page, DraftHead draft, List<String> merged, List<Conflict> conflicts, boolean mayMerge, boolean mayChoose)
        implements TemplateInstance {
    /// @param id names it in the choice
    /// @param subject row or rule, and column
    /// @param base what it was before both changes, `mine` in the draft, `theirs` in the active release
    record Conflict(
            String id,
            String mineAddress,
            String theirsAddress,
            String kind,
            String subject,
            String base,
            String mine,
            String theirs) {}
}
