package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// Why a request was rejected, as a page.
///
/// @param status the HTTP status
/// @param faults everything wrong with the request; empty for other problems
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ProblemPage(Page page, int status, String detail, List<String> faults) implements TemplateInstance {}
