package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All drafts, and the form to make one of files.
///
/// @param active number of the active release, which new drafts change; null where none is
/// @param open those that aren't published, the latest first
/// @param published the others
/// @param editor whether the person may make one
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record DraftsPage(Page page, @Nullable Integer active, List<Entry> open, List<Entry> published, boolean editor)
        implements TemplateInstance {
    /// A draft in one line.
    ///
    /// @param changedAt to the minute, in UTC
    /// @param release what it was published as; null while it is open
    /// @param mine whether the person worked on it
    /// @param stale whether another release became active since its base
    record Entry(
            int number,
            String comment,
            String authors,
            String changedAt,
            int files,
            @Nullable Integer release,
            boolean mine,
            boolean stale) {}
}
