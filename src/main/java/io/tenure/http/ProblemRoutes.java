package io.tenure.http;

import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Problems for requests that never reach a resource: malformed ones, those of other sites, empty tokens, and unknown
/// paths.
@Singleton
final class ProblemRoutes {
    private static final int BEFORE_AUTHENTICATION = 1_000;
    private static final int FIRST = 2_000;
    private static final int BEFORE_ROUTES = 9_000;
    private static final long MILLIS_TO_READ = 1_000;
    private static final Pattern EMPTY_TOKEN = Pattern.compile("Bearer\\s+\\.+\\s*", Pattern.CASE_INSENSITIVE);

    private final RequestOrigin origins;
    private final AccessDenials accessDenials;
    private final List<String> watchers;

    ProblemRoutes(
            AccessDenials accessDenials,
            @ConfigProperty(name = "tenure.http.allowed-origins") Optional<List<String>> allowedOrigins,
            @ConfigProperty(name = "quarkus.http.auth.policy.watchers.roles-allowed") List<String> watchers) {
        this.origins = RequestOrigin.of(allowedOrigins);
        this.accessDenials = accessDenials;
        this.watchers = watchers;
    }

    /// Quarkus would answer them without a body; `Tenure` and the native build tell it to leave them to us.
    void rejectMalformedUris(@Observes Filters filters) {
        filters.register(
                context -> {
                    if (isUri(context.request().uri())) {
                        context.next();
                    } else {
                        reject(context, Problem.malformedUri());
                    }
                },
                BEFORE_ROUTES);
    }

    /// Vert.x lets no handler see a request without a host, or whose path doesn't begin with a slash.
    void rejectWhatVertxRejects(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            boolean hasHost = context.request().authority() != null;
            if (hasHost && path(context).startsWith("/")) {
                context.next();
            } else {
                context.addHeadersEndHandler(
                        _ -> SecurityHeaders.add(null, context.response().headers()));
                reject(context, hasHost ? Problem.malformedUri() : Problem.malformedHost());
            }
        });
    }

    private static boolean isUri(@Nullable String text) {
        try {
            return text != null && new URI(text).getRawPath() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /// Before anything is read or signed in, so that neither the body nor the credentials matter.
    void rejectOtherSites(@Observes Filters filters) {
        filters.register(
                context -> {
                    HttpServerRequest request = context.request();
                    if (origins.isForeign(
                            request.method().name(),
                            request.scheme() + "://" + request.getHeader(HttpHeaders.HOST),
                            request.getHeader(HttpHeaders.ORIGIN),
                            request.getHeader("Sec-Fetch-Site"))) {
                        accessDenials.crossSite(
                                request.getHeader(HttpHeaders.AUTHORIZATION),
                                request.method().name(),
                                LoggablePath.ofUnmatched(path(context)));
                        respond(context, Problem.crossSite());
                    } else {
                        context.next();
                    }
                },
                FIRST);
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

    /// The pages under `/q` are no endpoints of JAX-RS, which would map the exception.
    void rejectPages(@Observes Router router) {
        router.route("/q/*").failureHandler(context -> {
            if (context.failure() instanceof AuthenticationFailedException) {
                respondUnauthenticated(context);
            } else if (context.failure() instanceof ForbiddenException
                    && context.user() instanceof QuarkusHttpUser user) {
                Set<String> owned = user.getSecurityIdentity().getRoles();
                respond(
                        context,
                        Problem.forbidden(
                                watchers,
                                Roles.ALL.stream().filter(owned::contains).toList()));
            } else {
                context.next();
            }
        });
    }

    /// Where the flow of the identity provider breaks, as with a code that it doesn't take, there would be no page.
    void refuseSignIn(@Observes Router router) {
        router.route("/sign-in/provider").failureHandler(context -> {
            if (context.failure() instanceof AuthenticationCompletionException) {
                context.redirect("/sign-in/refused");
            } else {
                context.next();
            }
        });
    }

    void rejectUnknownPaths(@Observes Router router) {
        router.route("/*").last().handler(context -> {
            SortedSet<String> methods = Endpoints.methods(path(context));
            if (methods.isEmpty() || methods.contains(context.request().method().name())) {
                respond(context, ExceptionProblems.ofStatus(404));
            } else {
                context.response().putHeader(HttpHeaders.ALLOW, String.join(", ", methods));
                respond(context, ExceptionProblems.ofStatus(405));
            }
        });
    }

    /// The path of the request; empty if the request line was malformed, for which Vert.x has none.
    private static String path(RoutingContext context) {
        String path = context.request().path();
        return path == null ? "" : path;
    }

    /// Responds, and ends the connection instead of reading the rest of the body.
    static void reject(RoutingContext context, Problem problem) {
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        respond(context, problem);
        if (!context.request().isEnded()) {
            // A sender that is still sending has this time to notice the response.
            context.vertx()
                    .setTimer(
                            MILLIS_TO_READ, _ -> context.request().connection().close());
        }
    }

    /// Asks for credentials, for a page of which no endpoint of JAX-RS maps the exception.
    static void respondUnauthenticated(RoutingContext context) {
        context.response()
                .putHeader(jakarta.ws.rs.core.HttpHeaders.WWW_AUTHENTICATE, ExceptionProblems.BASIC_CHALLENGE);
        respond(context, ExceptionProblems.ofStatus(401));
    }

    static void respond(RoutingContext context, Problem problem) {
        Locale locale = Languages.of(context.request());
        context.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.JSON)
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .end(Buffer.buffer(problem.toBytes(locale, LoggablePath.ofUnmatched(path(context)))));
    }
}
