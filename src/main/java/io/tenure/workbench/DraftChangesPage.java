package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// What a draft changes of its base, both sides next to each other.
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record DraftChangesPage(Page page, DraftHead draft, ShownChanges changes) implements TemplateInstance {}
