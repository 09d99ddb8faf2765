package io.tenure.http;

import io.tenure.input.InputFault;
import io.tenure.input.ValueBinding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/// Rejects query parameters that the endpoint doesn't have, repeated ones, and values of another type.
public class QueryParameterCheck {
    @ServerRequestFilter
    public Optional<Response> reject(UriInfo uri, HttpHeaders headers, SimpleResourceInfo resource) {
        Map<String, List<String>> sent = new TreeMap<>(uri.getQueryParameters());
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        List<InputFault> faults = faults(sent, Endpoints.of(resource).queryParameters());
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.badInput(faults).response(Languages.of(headers), LoggablePath.of(uri)));
    }

    /// @param sent the values by name
    /// @param known the types of the endpoint's parameters by name
    static List<InputFault> faults(Map<String, List<String>> sent, Map<String, Class<?>> known) {
        List<InputFault> faults = new ArrayList<>();
        sent.forEach((name, values) -> {
            Class<?> type = known.get(name);
            if (type == null) {
                faults.add(unknown(name, known.keySet()));
            } else if (values.size() > 1 && type != List.class) {
                faults.add(new InputFault(
                        "duplicate",
                        "/" + name,
                        null,
                        Message.of("http.query.once.expected"),
                        Message.of("http.query.once.message", "name", name, "times", values.size())));
            } else {
                values.stream()
                        .filter(value -> !fits(value, type))
                        .forEach(value -> faults.add(wrongType(name, value, type)));
            }
        });
        return faults;
    }

    private static boolean fits(String value, Class<?> type) {
        if (type == boolean.class) {
            return value.equals("true") || value.equals("false");
        }
        if (type == int.class || type == Integer.class) {
            return value.matches("[0-9]{1,9}");
        }
        return type != long.class || value.matches("[0-9]{1,18}") || value.equals(String.valueOf(Long.MAX_VALUE));
    }

    private static InputFault wrongType(String name, String value, Class<?> type) {
        return new InputFault(
                "wrong-type",
                "/" + name,
                value,
                type == boolean.class
                        ? Message.of("http.query.boolean.expected")
                        : Message.of("http.query.whole-number.expected"),
                Message.of("http.query.wrong-type.message", "name", name, "value", value));
    }

    private static InputFault unknown(String name, Collection<String> known) {
        return new InputFault(
                "unknown-name",
                "/" + name,
                null,
                known.isEmpty()
                        ? Message.of("http.query.none.expected")
                        : Message.of("http.query.known.expected", "known", known),
                ValueBinding.didYouMean(
                        Message.of("http.query.unknown.message", "name", name),
                        Dictionary.nearest(name, known).orElse("")));
    }
}
