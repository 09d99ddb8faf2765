package io.tenure.http;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// One HTTP request: who sent it, and in which language and format they want the response.
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

    /// Among the headers too; but JAX-RS knows a bean parameter by a field that holds a parameter.
    @HeaderParam(HttpHeaders.ACCEPT)
    @Parameter(hidden = true)
    @Nullable
    String accept;

    /// The name of the authenticated person or program.
    public String userName() {
        return security.getUserPrincipal().getName();
    }

    public boolean hasRole(String role) {
        return security.isUserInRole(role);
    }

    /// The language of the response: English or Chinese.
    public Locale locale() {
        return Languages.of(headers);
    }

    /// The path of the request from `/api/v1` on, without the id of a customer.
    public String path() {
        return LoggablePath.of(uri);
    }

    /// The query parameters by name, decoded.
    public MultivaluedMap<String, String> queryParameters() {
        return uri.getQueryParameters();
    }

    /// The media type of the body; null if the request names none.
    public @Nullable MediaType contentType() {
        return headers.getMediaType();
    }

    /// The first format in `Accept` that is JSON or one of those offered; JSON if none is.
    ///
    /// @param offered formats besides JSON that the endpoint has: [#TEXT], [#SVG]
    public String responseType(String... offered) {
        if (accept == null) {
            return MediaType.APPLICATION_JSON;
        }
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.isWildcardType() || type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return MediaType.APPLICATION_JSON;
            }
            for (String format : List.of(offered)) {
                if (type.isCompatible(MediaType.valueOf(format))) {
                    return format;
                }
            }
        }
        return MediaType.APPLICATION_JSON;
    }

    /// Whether the response is text rather than JSON, for endpoints that have both.
    public boolean wantsText() {
        return responseType(TEXT).equals(TEXT);
    }

    /// A JSON response.
    public Response ok(Object view) {
        return respond(Response.ok(view, MediaType.APPLICATION_JSON_TYPE), locale());
    }

    public Response text(String text) {
        return respond(Response.ok(text, TEXT), locale());
    }

    /// A response that names its language, and that caches keep apart by language and format.
    public Response respond(Response.ResponseBuilder response, Locale language) {
        return response.header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE + ", " + HttpHeaders.ACCEPT)
                .build();
    }

    /// A response about a customer, which no cache may keep.
    public Response confidential(Object entity, String type) {
        return confidential(Response.ok(entity, type), locale());
    }

    /// A response about a customer, which no cache may keep.
    public Response confidential(Response.ResponseBuilder response, Locale language) {
        return respond(response.header(HttpHeaders.CACHE_CONTROL, "no-store"), language);
    }

    public Response problem(Problem problem) {
        return problem.response(locale(), path());
    }

    /// The id, or null if the text isn't one in its usual form of 36 characters.
    public static @Nullable UUID parseUuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            // Java also accepts groups with fewer digits, and pads them.
            return id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
