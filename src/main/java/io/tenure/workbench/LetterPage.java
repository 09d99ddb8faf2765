package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The letter that explains a decision to its customer, to copy or print.
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record LetterPage(Page page, DecisionHead head, String letter) implements TemplateInstance {}
