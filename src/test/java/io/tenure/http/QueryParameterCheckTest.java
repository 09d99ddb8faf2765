package io.tenure.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.input.InputFault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QueryParameterCheckTest {
    private static final Map<String, Class<?>> KNOWN = Map.of(
            "limit",
            int.class,
            "before",
            long.class,
            "replaceAll",
            boolean.class,
            "action",
            List.class,
            "from",
            String.class);

    @Test
    void everythingWrongIsToldAtOnce() {
        List<InputFault> faults = QueryParameterCheck.faults(
                new TreeMap<>(Map.of(
                        "limit", List.of("ten"),
                        "before", List.of("1", "2"),
                        "replaceAll", List.of("yes"),
                        "acton", List.of("A"))),
                KNOWN);
        assertThat(faults)
                .extracting(InputFault::pointer)
                .containsExactly("/acton", "/before", "/limit", "/replaceAll");
        assertThat(faults)
                .extracting(fault -> fault.message().en())
                .containsExactly(
                        "There is no query parameter acton here. Did you mean action?",
                        "The query parameter before appears 2 times.",
                        "The query parameter limit cannot be \"ten\".",
                        "The query parameter replaceAll cannot be \"yes\".");
    }

    @Test
    void validParametersPass() {
        assertThat(QueryParameterCheck.faults(
                        Map.of(
                                "limit", List.of("100"),
                                "before", List.of("9223372036854775807"),
                                "replaceAll", List.of("false"),
                                "action", List.of("A", "B"),
                                "from", List.of("anything")),
                        KNOWN))
                .isEmpty();
    }

    @Test
    void numbersThatAreTooLargeSignedOrEmptyAreNone() {
        for (String value : List.of("", "-1", "+1", "1.0", " 1", "99999999999", "0x1")) {
            assertThat(QueryParameterCheck.faults(Map.of("limit", List.of(value)), KNOWN))
                    .as(value)
                    .hasSize(1);
        }
        assertThat(QueryParameterCheck.faults(Map.of("before", List.of("9223372036854775808")), KNOWN))
                .hasSize(1);
    }
}
