package io.tenure.api;

import io.tenure.http.Languages;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.release.Draft;
import io.tenure.release.DraftResult;
import io.tenure.release.Rejected;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Who asks, in which language, and for what: what every answer needs to know of its request.
///
/// A bean parameter of JAX-RS, which fills its fields.
class AuthoringContext {
    static final String TEXT = "text/plain;charset=UTF-8";

    @jakarta.ws.rs.core.Context
    @SuppressWarnings("NullAway.Init")
    SecurityContext security;

    @jakarta.ws.rs.core.Context
    @SuppressWarnings("NullAway.Init")
    HttpHeaders headers;

    @jakarta.ws.rs.core.Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

    @jakarta.ws.rs.HeaderParam(HttpHeaders.IF_MATCH)
    @Nullable
    String ifMatch;

    String userName() {
        return security.getUserPrincipal().getName();
    }

    Draft.Editor editor() {
        return new Draft.Editor(userName(), security.isUserInRole(Roles.RULE_ENGINEER));
    }

    Locale locale() {
        return Languages.of(headers);
    }

    boolean wantsText() {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isWildcardType() || type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
            if (type.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
                return true;
            }
        }
        return false;
    }

    Response ok(Object view) {
        return respond(Response.ok(view, MediaType.APPLICATION_JSON_TYPE));
    }

    Response text(String text) {
        return respond(Response.ok(text, TEXT));
    }

    Response problem(Problem problem) {
        return problem.response(locale(), uri.getRequestUri().getPath());
    }

    Response draftResponse(DraftResult changed, int status) {
        return switch (changed) {
            case Rejected declined -> problem(RejectionProblem.of(declined));
            case DraftResult.Updated(Draft draft) ->
                respond(Response.status(status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(Views.DraftView.of(draft))
                        .header(HttpHeaders.ETAG, "\"" + draft.version() + "\""));
        };
    }

    /// The version that `If-Match` names; null where it names none.
    @Nullable
    Integer expectedVersion() {
        String match = ifMatch;
        if (match == null || match.equals("*")) {
            return null;
        }
        String digits = match.replaceFirst("^W/", "").replace("\"", "").strip();
        // No version is 0, so that what cannot be understood never passes for a match.
        return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private Response respond(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CONTENT_LANGUAGE, locale().toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }
}
