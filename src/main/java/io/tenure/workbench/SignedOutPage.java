package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// What somebody sees who had signed in at the identity provider, where they are still signed in.
///
/// @param address of the provider's page to sign out
/// @param provider its host
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record SignedOutPage(Page page, String address, String provider) implements TemplateInstance {}
