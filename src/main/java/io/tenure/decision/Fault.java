package io.tenure.decision;

import io.tenure.lifecycle.Text;
import org.jspecify.annotations.Nullable;

/// One thing wrong with a customer as presented.
///
/// @param code short stable name of what was found: `unknown-name`, `out-of-range`
/// @param pointer where, as an RFC 6901 JSON pointer; for a row of a file `/` and the column's name
/// @param value what stands there: String, Number, Boolean, or null where there is nothing to show
/// @param expected what may stand there
/// @param message what is wrong, in plain words
public record Fault(String code, String pointer, @Nullable Object value, Text expected, Text message) {
    private static final int LONGEST_SHOWN = 120;

    public Fault {
        if (value instanceof String s && s.length() > LONGEST_SHOWN) {
            value = s.substring(0, LONGEST_SHOWN) + "…";
        }
    }
}
