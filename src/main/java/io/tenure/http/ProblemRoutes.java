package io.tenure.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Problems for requests that never reach a resource: bodies whose announced length is too large, empty tokens, and
/// unknown paths.
@Singleton
final class ProblemRoutes {
    private static final String API_PATH = "/api/";
    private static final String RULESETS_PATH = "/api/v1/rulesets/";
    private static final int BODY_SIZE_PRIORITY = 100;
    private static final int BEFORE_AUTHENTICATION = 1_000;
    private static final Pattern EMPTY_TOKEN = Pattern.compile("Bearer\\s+\\.+\\s*", Pattern.CASE_INSENSITIVE);

    private final long limit;
    private final long uploadLimit;

    ProblemRoutes(
            @ConfigProperty(name = "tenure.api.max-body-bytes") long limit,
            @ConfigProperty(name = "tenure.rules.max-upload-bytes") long uploadLimit) {
        this.limit = limit;
        this.uploadLimit = uploadLimit;
    }

    void rejectLargeBodies(@Observes Filters filters) {
        filters.register(
                context -> {
                    String path = path(context);
                    long max = path.startsWith(RULESETS_PATH) ? uploadLimit : limit;
                    if (path.startsWith(API_PATH) && contentLength(context) > max) {
                        // Instead of reading the rest of the body.
                        context.response().putHeader(HttpHeaders.CONNECTION, "close");
                        respond(context, Problem.tooLarge(max));
                    } else {
                        context.next();
                    }
                },
                BODY_SIZE_PRIORITY);
    }

    /// Without this, the OIDC extension fails on a token that consists of dots.
    void rejectEmptyTokens(@Observes Filters filters) {
        filters.register(
                context -> {
                    String token = context.request().getHeader(HttpHeaders.AUTHORIZATION);
                    if (token != null && EMPTY_TOKEN.matcher(token).matches()) {
                        context.response()
                                .putHeader(
                                        jakarta.ws.rs.core.HttpHeaders.WWW_AUTHENTICATE,
                                        ExceptionProblems.BEARER_CHALLENGE);
                        respond(context, ExceptionProblems.ofStatus(401));
                    } else {
                        context.next();
                    }
                },
                BEFORE_AUTHENTICATION);
    }

    void rejectUnknownPaths(@Observes Router router) {
        router.route("/*").last().handler(context -> respond(context, ExceptionProblems.ofStatus(404)));
    }

    /// The path of the request; empty if the request line was malformed, for which Vert.x has none.
    private static String path(RoutingContext context) {
        String path = context.request().path();
        return path == null ? "" : path;
    }

    private static long contentLength(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static void respond(RoutingContext context, Problem problem) {
        boolean chinese = context.acceptableLanguages().stream()
                .map(l -> l.tag())
                .filter(t -> t.equals("zh") || t.equals("en"))
                .findFirst()
                .map("zh"::equals)
                .orElse(false);
        Locale locale = chinese ? Locale.CHINESE : Locale.ENGLISH;
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.JSON)
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .end(Buffer.buffer(problem.toBytes(locale, path(context))));
    }
}
