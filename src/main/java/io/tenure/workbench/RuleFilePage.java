package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A file of code with its lines.
///
/// @param address path of the page
/// @param rules of the file, in their order
/// @param hits whom the rules applied to; null where nobody asked
/// @param findings about the file as a whole
/// @param typed the text to change; null where it is only shown
/// @param why the person can't change it; null where they can
/// @param fault why a change wasn't saved; null where it was, or nothing was tried
/// @param saved whether a change was saved just now
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record RuleFilePage(
        Page page,
        String address,
        ShownVersion version,
        List<RuleAnchor> rules,
        TablePage.@Nullable HitCount hits,
        List<ShownFinding> findings,
        List<SourceLine> lines,
        @Nullable String typed,
        @Nullable String why,
        @Nullable String fault,
        boolean saved)
        implements TemplateInstance {
    /// Where a rule begins.
    ///
    /// @param hits customers to whom it applied
    record RuleAnchor(String name, int line, int hits) {}

    /// @param findings about it
    record SourceLine(int number, String text, List<ShownFinding> findings) {}
}
