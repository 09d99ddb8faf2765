package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// What somebody sees for a moment who comes back from the identity provider. A redirect would be part of the
/// provider's, and a browser sends the cookie of the session with requests of our own pages alone.
///
/// @param next path of the page that it goes on to
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record SignedInPage(Page page, String next) implements TemplateInstance {}
