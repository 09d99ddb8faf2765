package io.tenure.http;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Who looks into the record, and in which language and form they want to be answered.
///
/// A bean parameter of JAX-RS, which fills its fields.
public class RequestContext {
    public static final String TEXT = "text/plain;charset=UTF-8";
    public static final String SVG = "image/svg+xml";

    @Context
    @SuppressWarnings("NullAway.Init")
    SecurityContext security;

    @Context
    @SuppressWarnings("NullAway.Init")
    HttpHeaders headers;

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

    @HeaderParam(HttpHeaders.ACCEPT)
    @Parameter(hidden = true)
    @Nullable
    String accept;

    public String userName() {
        return security.getUserPrincipal().getName();
    }

    public Locale locale() {
        return Languages.of(headers);
    }

    /// The first form asked for of those that the record is told in; JSON where it is none of them.
    public String responseType() {
        if (accept == null) {
            return MediaType.APPLICATION_JSON;
        }
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isWildcardType() || type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return MediaType.APPLICATION_JSON;
            }
            if (type.isCompatible(MediaType.TEXT_PLAIN_TYPE)) {
                return TEXT;
            }
            if (type.isCompatible(MediaType.valueOf(SVG))) {
                return SVG;
            }
        }
        return MediaType.APPLICATION_JSON;
    }

    public Response respond(Object entity, String form) {
        return respond(Response.ok(entity, form), locale());
    }

    public Response respond(Response.ResponseBuilder answer, Locale language) {
        // What is said of a customer is for who asked, and for no cache on the way.
        return answer.header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE + ", " + HttpHeaders.ACCEPT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    public Response problem(Problem problem) {
        return problem.response(locale(), uri.getRequestUri().getPath());
    }

    /// The id, or null for what is none.
    public static @Nullable UUID parseUuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            // What is short of digits would be taken, too, and filled up.
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
