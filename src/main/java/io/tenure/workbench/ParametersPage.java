package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// All parameters.
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ParametersPage(Page page, ShownVersion version, List<ParameterEntry> parameters) implements TemplateInstance {
    /// @param value as it is written
    /// @param amount what a share comes to; empty for other values
    /// @param range empty for none
    /// @param rows how many rows name it
    record ParameterEntry(
            String name,
            String address,
            String value,
            String amount,
            String unit,
            String range,
            String meaning,
            int rows,
            List<ShownFinding> findings) {}
}
