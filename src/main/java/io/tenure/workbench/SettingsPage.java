package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The rows of a sheet of the settings: facts, outcomes or contact limits.
///
/// @param address path of the page
/// @param newTitle what adding one is called
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record SettingsPage(
        Page page,
        String address,
        ShownVersion version,
        String hint,
        String newTitle,
        List<String> headings,
        List<SettingsEntry> entries)
        implements TemplateInstance {
    /// @param address of its form
    /// @param cells without the name
    record SettingsEntry(String name, String address, List<String> cells, List<ShownFinding> findings) {}
}
