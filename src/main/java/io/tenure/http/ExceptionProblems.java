package io.tenure.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.tenure.encryption.DecryptionException;
import io.tenure.input.CustomerIds;
import io.tenure.storage.Database;
import io.tenure.text.Message;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;

/// Maps exceptions to problems, and never shows a stack trace.
public class ExceptionProblems {
    private static final Logger LOG = Logger.getLogger(ExceptionProblems.class);

    /// The way to authenticate with a name and a password.
    static final String BASIC_CHALLENGE = "Basic realm=\"Tenure\"";
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final String RULESETS_PATH = "/api/v1/rulesets";
    private static final Set<String> READ_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    static final String BEARER_CHALLENGE = "Bearer realm=\"Tenure\"";

    private final AccessDenials accessDenials;
    private final boolean acceptsTokens;
    private final long maxFormText;

    ExceptionProblems(
            AccessDenials accessDenials,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean acceptsTokens,
            @ConfigProperty(name = "quarkus.http.limits.max-form-attribute-size") long maxFormText) {
        this.accessDenials = accessDenials;
        this.acceptsTokens = acceptsTokens;
        this.maxFormText = maxFormText;
    }

    @ServerExceptionMapper
    public Response httpError(
            WebApplicationException e, HttpHeaders headers, UriInfo uri, ContainerRequestContext request) {
        SortedSet<String> methods = Endpoints.methods(uri.getRequestUri().getPath());
        int status = statusOf(e, request.getMethod(), methods);
        // Bodies as a whole are limited before; this is a text in a form.
        Problem problem = status == TOO_LARGE ? Problem.textTooLarge(maxFormText) : ofStatus(status);
        Response response = problem.response(Languages.of(headers), LoggablePath.of(uri));
        return status == METHOD_NOT_ALLOWED
                ? Response.fromResponse(response)
                        .header(HttpHeaders.ALLOW, String.join(", ", methods))
                        .build()
                : response;
    }

    /// Where several endpoints share the beginning of a path, another method than theirs counts as not found.
    private static int statusOf(WebApplicationException e, String method, SortedSet<String> methods) {
        int status = e.getResponse().getStatus();
        return status == NOT_FOUND && !methods.isEmpty() && !methods.contains(method) ? METHOD_NOT_ALLOWED : status;
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(
            SecurityException e, HttpHeaders headers, UriInfo uri, ContainerRequestContext request) {
        String path = LoggablePath.of(uri);
        if (e.getCause() instanceof TooManySignInsException tooMany) {
            return tooManySignIns(tooMany, headers, path);
        }
        if (path.startsWith(RULESETS_PATH) && !READ_METHODS.contains(request.getMethod())) {
            accessDenials.unauthenticated(
                    ClaimedIdentity.of(headers.getHeaderString(HttpHeaders.AUTHORIZATION)), request.getMethod(), path);
        }
        Response.ResponseBuilder response = Response.fromResponse(ofStatus(401).response(Languages.of(headers), path));
        if (acceptsTokens) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, BEARER_CHALLENGE);
        }
        return response.header(HttpHeaders.WWW_AUTHENTICATE, BASIC_CHALLENGE).build();
    }

    private static Response tooManySignIns(TooManySignInsException e, HttpHeaders headers, String path) {
        long seconds = e.waitTime().toSeconds() + 1;
        Response response = Problem.of(
                        429,
                        "too-many-sign-ins",
                        Message.of("http.too-many-sign-ins.title"),
                        Message.of("http.too-many-sign-ins.detail", "seconds", seconds))
                .response(Languages.of(headers), path);
        return Response.fromResponse(response)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(
            ForbiddenException e,
            HttpHeaders headers,
            UriInfo uri,
            ContainerRequestContext request,
            SimpleResourceInfo resource) {
        String path = LoggablePath.of(uri);
        Principal user = request.getSecurityContext().getUserPrincipal();
        if (user != null) {
            accessDenials.forbidden(
                    user.getName(),
                    request.getMethod(),
                    path,
                    uri.getPathParameters().getFirst(CustomerIds.NAME));
        }
        List<String> needed = e instanceof RoleMissingException missing
                ? List.of(missing.role())
                : Endpoints.of(resource).roles();
        List<String> owned = Roles.ALL.stream()
                .filter(request.getSecurityContext()::isUserInRole)
                .toList();
        return Problem.forbidden(needed, owned).response(Languages.of(headers), path);
    }

    @ServerExceptionMapper
    public Response decryptionKeyMissing(DecryptionException e, HttpHeaders headers, UriInfo uri) {
        LOG.warn(e.getMessage());
        return Problem.decryptionKeyMissing().response(Languages.of(headers), LoggablePath.of(uri));
    }

    @ServerExceptionMapper
    public Response internalError(Throwable e, HttpHeaders headers, UriInfo uri) {
        if (Database.sqlException(e).filter(Database::isUnavailable).isPresent()) {
            LOG.warnf("The database was unavailable for %s.", LoggablePath.of(uri));
            return Problem.databaseUnavailable().response(Languages.of(headers), LoggablePath.of(uri));
        }
        if (Database.sqlException(e).filter(Database::isUnsupportedText).isPresent()) {
            return Problem.unsupportedText().response(Languages.of(headers), LoggablePath.of(uri));
        }
        if (isOfForm(e)) {
            LOG.warnf(
                    "The form sent to %s can't be read (%s).",
                    LoggablePath.of(uri), e.getClass().getName());
            return Problem.malformedForm().response(Languages.of(headers), LoggablePath.of(uri));
        }
        String reference = UUID.randomUUID().toString();
        LOG.errorf(LogRedaction.withoutMessages(e), "%s failed (%s)", LoggablePath.of(uri), reference);
        return Problem.internalError(reference).response(Languages.of(headers), LoggablePath.of(uri));
    }

    /// Whether reading a form failed, for which Quarkus has no exception of its own.
    private static boolean isOfForm(Throwable e) {
        return Stream.of(e.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(FormBodyHandler.class.getName()));
    }

    /// The problem of an HTTP status that says nothing more.
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 401 ->
                Problem.of(
                        401,
                        "unauthenticated",
                        Message.of("http.unauthenticated.title"),
                        Message.of("http.unauthenticated.detail"));
            case 403 -> Problem.forbidden(List.of(), List.of());
            case 404 ->
                Problem.of(404, "not-found", Message.of("http.not-found.title"), Message.of("http.not-found.detail"));
            case 405 ->
                Problem.of(
                        405,
                        "method-not-allowed",
                        Message.of("http.method-not-allowed.title"),
                        Message.of("http.method-not-allowed.detail"));
            case 406 ->
                Problem.of(
                        406,
                        "not-acceptable",
                        Message.of("http.not-acceptable.title"),
                        Message.of("http.not-acceptable.detail"));
            case 415 ->
                Problem.of(
                        415,
                        "unsupported-media-type",
                        Message.of("http.unsupported-media-type.title"),
                        Message.of("http.unsupported-media-type.detail"));
            default ->
                Problem.of(
                        status,
                        "http-error",
                        Message.of("http.other.title"),
                        Message.of("http.other.detail", "status", status));
        };
    }
}
