package io.tenure.decision;

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

/// Problems for requests that never reach a resource: bodies announced as too large, tokens with nothing in them, and
/// paths nobody knows.
@Singleton
final class ProblemRoutes {
    private static final String API = "/api/";
    private static final String RULES = "/api/v1/rulesets/";
    private static final int FIRST = 100;
    private static final int BEFORE_WHO_ASKS = 1_000;
    private static final Pattern ONLY_DOTS = Pattern.compile("Bearer\\s+\\.+\\s*", Pattern.CASE_INSENSITIVE);

    private final long limit;
    private final long uploadLimit;

    ProblemRoutes(
            @ConfigProperty(name = "tenure.api.max-body-bytes") long limit,
            @ConfigProperty(name = "tenure.rules.max-upload-bytes") long uploadLimit) {
        this.limit = limit;
        this.uploadLimit = uploadLimit;
    }

    void refuseLargeBodies(@Observes Filters filters) {
        filters.register(
                context -> {
                    String path = path(context);
                    long most = path.startsWith(RULES) ? uploadLimit : limit;
                    if (path.startsWith(API) && announced(context) > most) {
                        // What is left of the body is not worth reading.
                        context.response().putHeader(HttpHeaders.CONNECTION, "close");
                        answer(context, Problem.tooLarge(most));
                    } else {
                        context.next();
                    }
                },
                FIRST);
    }

    /// The OIDC extension takes a token of dots apart before it asks whether there is anything between them, and fails.
    void refuseEmptyTokens(@Observes Filters filters) {
        filters.register(
                context -> {
                    String token = context.request().getHeader(HttpHeaders.AUTHORIZATION);
                    if (token != null && ONLY_DOTS.matcher(token).matches()) {
                        context.response().putHeader(jakarta.ws.rs.core.HttpHeaders.WWW_AUTHENTICATE, Problems.TOKEN);
                        answer(context, Problems.ofStatus(401));
                    } else {
                        context.next();
                    }
                },
                BEFORE_WHO_ASKS);
    }

    void answerUnknownPaths(@Observes Router router) {
        router.route("/*").last().handler(context -> answer(context, Problems.ofStatus(404)));
    }

    /// The path asked for; Vert.x knows none where the request line made no sense.
    private static String path(RoutingContext context) {
        String path = context.request().path();
        return path == null ? "" : path;
    }

    private static long announced(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static void answer(RoutingContext context, Problem problem) {
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
                .end(Buffer.buffer(problem.bytes(locale, path(context))));
    }
}
