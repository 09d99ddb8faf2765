package io.tenure.http;

import io.tenure.input.CustomerIds;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;

/// The path of a request as the log, the audit and problems may have it: without the id of a customer.
final class LoggablePath {
    /// Of the API, and of the pages.
    private static final List<List<String>> CUSTOMERS =
            List.of(List.of("api", "v1", "customers"), List.of("customers"));

    private static final String HIDDEN = "*";

    private LoggablePath() {}

    /// The path of a request that reached JAX-RS: where its route has a customer's id as a parameter, the path
    /// of the route, whatever the id and however it was written.
    static String of(UriInfo uri) {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request != null
                && request.getTarget() != null
                // Not yet known where several methods of a path differ by the type of the body alone.
                && request.getTarget().getPathParameterIndexes() != null
                && uri.getPathParameters().containsKey(CustomerIds.NAME)) {
            ResteasyReactiveResourceInfo method = request.getTarget().getLazyMethod();
            return Endpoints.of(method.getResourceClass(), method.getName())
                    .path()
                    .replace("{" + CustomerIds.NAME + "}", HIDDEN);
        }
        return ofUnmatched(uri.getRequestUri().getRawPath());
    }

    /// The path of a request that has no route, or none yet: without all that comes after the word `customers`.
    ///
    /// @param rawPath as sent, percent-encoded
    static String ofUnmatched(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.split("/")) {
            String segment = decode(raw).replaceFirst(";.*", "");
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        for (List<String> customers : CUSTOMERS) {
            if (segments.size() > customers.size()
                    && segments.subList(0, customers.size()).equals(customers)) {
                return "/" + String.join("/", customers) + "/" + HIDDEN;
            }
        }
        return rawPath;
    }

    static boolean isHidden(String rawPath) {
        return !ofUnmatched(rawPath).equals(rawPath);
    }

    /// Decoded like a path: a plus is a plus.
    static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return encoded;
        }
    }
}
