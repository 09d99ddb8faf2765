package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// What the check finds in a cell that isn't saved.
///
/// @param findings about the cell and its row
/// @param elsewhere how many errors it causes in other places
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record CheckedCell(ShownVersion version, List<ShownFinding> findings, long elsewhere) implements TemplateInstance {}
