package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/// The facts of a decision as a form, and how the customer would be decided on others.
///
/// @param result null at first
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record FactsPage(
        Page page,
        DecisionHead head,
        ChangedFacts.Inputs inputs,
        @Nullable ShownComparison result) implements TemplateInstance {}
