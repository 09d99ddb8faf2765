package io.tenure.decision;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Problems for requests that never reach a resource: bodies announced as too large, and paths nobody knows.
@Singleton
final class ProblemRoutes {
    private static final String API = "/api/";
    private static final int FIRST = 100;

    private final long limit;

    ProblemRoutes(@ConfigProperty(name = "tenure.api.max-body-bytes") long limit) {
        this.limit = limit;
    }

    void refuseLargeBodies(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (path(context).startsWith(API) && announced(context) > limit) {
                        // What is left of the body is not worth reading.
                        context.response().putHeader(HttpHeaders.CONNECTION, "close");
                        answer(context, Problem.tooLarge(limit));
                    } else {
                        context.next();
                    }
                },
                FIRST);
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
