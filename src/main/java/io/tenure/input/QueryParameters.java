package io.tenure.input;

import io.tenure.text.Message;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads query parameters, and collects the faults of invalid ones.
public final class QueryParameters {
    private static final int MIN_YEAR = 2000;
    private static final int MAX_YEAR = 2200;

    private QueryParameters() {}

    /// A day such as `2026-06-30`, of the years 2000 to 2200; null if the parameter is missing or, with a fault,
    /// invalid.
    public static @Nullable LocalDate day(
            String name, MultivaluedMap<String, String> parameters, List<InputFault> faults) {
        String value = parameters.getFirst(name);
        if (value == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(value);
            if (isInRange(day)) {
                return day;
            }
        } catch (DateTimeException _) {
            // Reported below.
        }
        faults.add(new InputFault(
                "wrong-type",
                "/" + name,
                value,
                Message.of("input.wrong-type.day.expected"),
                Message.of("input.wrong-type.day.message", "value", value)));
        return null;
    }

    /// Whether a day is of the years 2000 to 2200, as every day and moment of a request that no customer has.
    public static boolean isInRange(LocalDate day) {
        return day.getYear() >= MIN_YEAR && day.getYear() <= MAX_YEAR;
    }

    /// A whole number from 1 to a limit.
    ///
    /// @param otherwise the number where the parameter is missing or, with a fault, invalid
    public static int count(
            String name, MultivaluedMap<String, String> parameters, int otherwise, int most, List<InputFault> faults) {
        String value = parameters.getFirst(name);
        if (value == null) {
            return otherwise;
        }
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
        if (number < 1 || number > most) {
            faults.add(new InputFault(
                    "out-of-range",
                    "/" + name,
                    value,
                    Message.of("input.count.expected", "most", most),
                    Message.of("input.count.message", "name", name, "most", most, "value", value)));
            return otherwise;
        }
        return number;
    }
}
