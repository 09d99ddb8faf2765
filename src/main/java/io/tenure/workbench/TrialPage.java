package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/// One customer, decided by the active release and by a draft.
///
/// @param customerId as it was asked for; empty at first
/// @param fault why there is no result; null where there is one, and at first
/// @param result null at first
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record TrialPage(
        Page page,
        DraftHead draft,
        String customerId,
        @Nullable String fault,
        @Nullable ShownComparison result) implements TemplateInstance {}
