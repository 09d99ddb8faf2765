package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/// The form to find a customer.
///
/// @param customerId as it was tried before; empty at first
/// @param fault why nothing was found; null at first
/// @param demo whether customers that were made up can be had
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record FindCustomerPage(
        Page page, String customerId, @Nullable String fault, boolean demo) implements TemplateInstance {}
