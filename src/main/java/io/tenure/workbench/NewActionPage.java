package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.RowPage.CodeChoice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A form for an action that isn't in the catalogue yet: what it is, when it is proposed, and when it isn't allowed.
///
/// @param fault why nothing was saved; null at first
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record NewActionPage(
        Page page, ShownVersion version, @Nullable String fault, List<Section> sections) implements TemplateInstance {
    /// A row that is added to a sheet.
    ///
    /// @param inputs what most actions need
    /// @param more conditions that few need
    record Section(String title, String place, String hint, List<FormInput> inputs, List<FormInput> more) {}

    /// @param field of the form
    /// @param code heading of the sheet, or name that the column reads or writes
    /// @param hint meaning, unit and range
    record FormInput(String field, String title, String code, String hint, String value, List<CodeChoice> choices) {}
}
