package io.tenure.workbench;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;

/// The cookies of the pages: no script reads them, no page of another site sends them, and over TLS they are sent over
/// TLS alone.
final class PageCookies {
    /// How long a form to sign in may stay open.
    static final Duration FORM_LIFETIME = Duration.ofHours(12);

    private PageCookies() {}

    /// @param lifetime zero to remove the cookie
    static NewCookie of(String name, String value, Duration lifetime, RoutingContext context) {
        boolean encrypted =
                context.request().isSSL() || "https".equals(context.request().scheme());
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge((int) lifetime.toSeconds())
                .httpOnly(true)
                .secure(encrypted)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
