package io.tenure.input;

import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// One thing wrong with a customer as presented.
///
/// @param code short stable name of what was found: `unknown-name`, `out-of-range`
/// @param pointer where, as an RFC 6901 JSON pointer; for a row of a file `/` and the column's name
/// @param value what stands there: String, Number, Boolean, or null where there is nothing to show
/// @param expected what may stand there
/// @param message what is wrong, in plain words
public record InputFault(
        String code, String pointer, @Nullable Object value, Text expected, Text message) {
    private static final int MAX_VALUE_LENGTH = 120;

    public InputFault {
        if (value instanceof String s && s.length() > MAX_VALUE_LENGTH) {
            value = s.substring(0, MAX_VALUE_LENGTH) + "…";
        }
    }
}
