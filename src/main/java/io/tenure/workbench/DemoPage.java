package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/// Filling an empty instance with customers that were made up.
///
/// @param offered whether it can be begun
/// @param job how far it is; null where none was begun on this instance
/// @param decisions that were made; null until it is done
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record DemoPage(
        Page page,
        boolean offered,
        int customers,
        PageJob.@Nullable State job,
        @Nullable Integer decisions) implements TemplateInstance {}
