package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The form to sign in.
///
/// @param name as it was tried before; empty at first
/// @param fault why it failed before; null at first
/// @param next path of the page to show then
/// @param provider host of the identity provider; null if nobody signs in there
/// @param providerAddress where signing in there begins
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record SignInPage(
        Page page,
        String name,
        @Nullable String fault,
        String next,
        @Nullable String provider,
        String providerAddress) implements TemplateInstance {
    /// The path on which the code flow of the identity provider begins and ends.
    static final String PROVIDER_PATH = "/sign-in/provider";

    /// @param secret that the form's token is derived from, in a cookie
    /// @param provider host of the identity provider; empty if nobody signs in there
    static SignInPage of(
            Locale locale, String secret, String name, @Nullable Text fault, String next, Optional<String> provider) {
        return new SignInPage(
                Page.unsigned(Message.of("workbench.sign-in.title"), locale, FormToken.of(secret), next),
                name,
                fault == null ? null : fault.in(locale),
                next,
                provider.orElse(null),
                PROVIDER_PATH + "?next=" + PageAddress.encode(next));
    }
}
