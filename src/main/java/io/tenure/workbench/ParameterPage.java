package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.ParametersPage.ParameterEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parameter: its value to change, where it is used, and what it was in earlier releases.
///
/// @param typed the value as somebody typed it
/// @param source where the value comes from, in the words of its author
/// @param fault why a change wasn't saved; null where it was, or nothing was tried
/// @param saved whether a change was saved just now
/// @param formulas whether formulas of measures or contact limits use it
/// @param history the latest release first
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ParameterPage(
        Page page,
        ShownVersion version,
        ParameterEntry parameter,
        String typed,
        String source,
        @Nullable String fault,
        boolean saved,
        List<UsingRow> rows,
        boolean formulas,
        List<PastValue> history)
        implements TemplateInstance {
    /// A row or a rule that names the parameter.
    record UsingRow(String title, String address, String text) {}

    /// @param value from this release on; null where it has none
    record PastValue(
            int release,
            String since,
            String author,
            @Nullable String value) {}
}
