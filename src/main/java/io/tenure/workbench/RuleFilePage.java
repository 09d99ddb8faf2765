package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// A file of code with its lines.
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record RuleFilePage(Page page, ShownVersion version, List<RuleAnchor> rules, List<SourceLine> lines)
        implements TemplateInstance {
    /// Where a rule begins.
    record RuleAnchor(String name, int line) {}

    /// @param findings about it
    record SourceLine(int number, String text, List<ShownFinding> findings) {}
}
