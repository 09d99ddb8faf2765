package io.tenure.input;

import io.tenure.text.Message;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values of query parameters, or the faults of those that can't be read.
public final class QueryParameters {
    private QueryParameters() {}

    public static @Nullable LocalDate day(String name, MultivaluedMap<String, String> asked, List<InputFault> faults) {
        String value = asked.getFirst(name);
        if (value == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(value);
            if (day.getYear() >= 2000 && day.getYear() <= 2200) {
                return day;
            }
        } catch (DateTimeException _) {
            // Told below.
        }
        faults.add(new InputFault(
                "wrong-type",
                "/" + name,
                value,
                Message.of("input.wrong-type.day-2026-06.expected"),
                Message.of("input.wrong-type.day-2026-06.message", "value", value)));
        return null;
    }
}
