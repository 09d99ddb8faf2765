package io.tenure.workbench;

import io.tenure.input.QueryParameters;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values of forms, which may hold anything.
final class FormValues {
    private static final String DIGITS = "[0-9]{1,9}";

    private FormValues() {}

    /// The version of a draft that a form was made from; 0, which no draft has, for anything else.
    static int version(@Nullable String text) {
        return text != null && text.matches(DIGITS) ? Integer.parseInt(text) : 0;
    }

    /// The moment of a field `datetime-local`, as UTC.
    ///
    /// @return empty where it is no moment of the years 2000 to 2200
    static Optional<Instant> moment(String text) {
        try {
            LocalDateTime moment = LocalDateTime.parse(text.strip());
            return QueryParameters.isInRange(moment.toLocalDate())
                    ? Optional.of(moment.toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /// The text without spaces around it; empty for none.
    static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
