package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A draft: its files, what its check found, and its scenarios.
///
/// @param files that it changes
/// @param findings null where the draft can't be checked right now
/// @param busy why; null where it was checked
/// @param annotatable whether workbooks can be downloaded with their findings
/// @param saved whether files were just stored
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record DraftPage(
        Page page,
        DraftHead draft,
        List<FileEntry> files,
        @Nullable ShownFindings findings,
        @Nullable String busy,
        boolean annotatable,
        boolean saved)
        implements TemplateInstance {
    /// A file that the draft adds, replaces or deletes.
    ///
    /// @param address of its download
    /// @param annotated address of its download with findings; null for other files than workbooks
    record FileEntry(
            String path,
            boolean removed,
            long kilobytes,
            String author,
            String address,
            @Nullable String annotated) {}
}
