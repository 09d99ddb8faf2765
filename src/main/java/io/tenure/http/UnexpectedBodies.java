package io.tenure.http;

import io.tenure.input.InputFault;
import io.tenure.text.Message;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;
import org.jspecify.annotations.Nullable;

/// Rejects a body where none is read, since whoever sends one expects it to have an effect, and JSON in another
/// charset than UTF-8.
public class UnexpectedBodies {
    @ServerRequestFilter
    public Optional<Response> reject(
            UriInfo uri, HttpHeaders headers, SimpleResourceInfo resource, RoutingContext context) {
        if (context.get(BodyReception.ATTRIBUTE) == null) {
            return Optional.empty();
        }
        if (Endpoints.of(resource).readsBody()) {
            return isUtf8(headers.getMediaType())
                    ? Optional.empty()
                    : Optional.of(
                            ExceptionProblems.ofStatus(415).response(Languages.of(headers), LoggablePath.of(uri)));
        }
        return Optional.of(Problem.badInput(List.of(new InputFault(
                        "unexpected-body",
                        "",
                        null,
                        Message.of("http.unexpected-body.expected"),
                        Message.of("http.unexpected-body.message"))))
                .response(Languages.of(headers), LoggablePath.of(uri)));
    }

    private static boolean isUtf8(@Nullable MediaType type) {
        String charset = type == null || !type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                ? null
                : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || charset.equalsIgnoreCase("utf-8");
    }
}
