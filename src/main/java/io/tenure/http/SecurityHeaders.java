package io.tenure.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gives every response the headers that keep a browser from running, framing, storing or guessing at what it gets, and
/// caches from mixing up encodings.
@Singleton
final class SecurityHeaders {
    /// Before every other filter, so that what they reject has the headers, too.
    private static final int FIRST = 10_000;

    private static final String NOTHING =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// The page of the API has its script and its styles in itself, and asks this service alone.
    private static final String API_PAGE = "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self'"
            + " 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// The other pages have neither in themselves.
    private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// A report has its styles in itself.
    private static final String REPORT = PAGE.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private static final Pattern REPORT_PATH = Pattern.compile("/results/backtests/[0-9a-f-]+/report");

    /// A picture may only style itself.
    private static final String PICTURE = NOTHING + "; style-src 'unsafe-inline'";

    void add(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.addHeadersEndHandler(_ ->
                            add(context.request().path(), context.response().headers()));
                    context.next();
                },
                FIRST);
    }

    /// @param path of the request; null where it has none
    static void add(@Nullable String path, MultiMap headers) {
        headers.set(
                HttpHeaders.VARY,
                headers.contains(HttpHeaders.VARY)
                        ? String.join(", ", headers.getAll(HttpHeaders.VARY)) + ", Accept-Encoding"
                        : "Accept-Encoding");
        String policy = policy(path, headers.get(HttpHeaders.CONTENT_TYPE));
        headers.set("Content-Security-Policy", policy);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        // Without a referrer a browser also hides the origin of a form, by which its own page is known.
        headers.set("Referrer-Policy", policy.equals(PAGE) || policy.equals(REPORT) ? "same-origin" : "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    private static String policy(@Nullable String path, @Nullable String contentType) {
        if (contentType == null) {
            return NOTHING;
        }
        if (contentType.startsWith("text/html")) {
            return path == null
                    ? PAGE
                    : path.startsWith("/q/")
                            ? API_PAGE
                            : REPORT_PATH.matcher(path).matches() ? REPORT : PAGE;
        }
        return contentType.startsWith("image/svg") ? PICTURE : NOTHING;
    }
}
