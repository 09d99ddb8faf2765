package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The form to sign in.
///
/// @param name as it was tried before; empty at first
/// @param fault why it failed before; null at first
/// @param next path of the page to show then
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record SignInPage(Page page, String name, @Nullable String fault, String next) implements TemplateInstance {
    /// @param secret that the form's token is derived from, in a cookie
    static SignInPage of(Locale locale, String secret, String name, @Nullable Text fault, String next) {
        return new SignInPage(
                new Page(
                        Message.of("workbench.sign-in.title").in(locale),
                        "",
                        null,
                        List.of(),
                        locale,
                        FormToken.of(secret),
                        next),
                name,
                fault == null ? null : fault.in(locale),
                next);
    }
}
