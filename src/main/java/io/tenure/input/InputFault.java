package io.tenure.input;

import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Characters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A fault of a request.
///
/// @param code short stable name of what was found: `unknown-name`, `out-of-range`
/// @param pointer where it is, as a JSON pointer (RFC 6901); for a row of a file `/` and the name of the column
/// @param value the value found there: String, Number or Boolean; null if there is none to show
/// @param expected what is allowed there
/// @param message what is wrong
public record InputFault(
        String code, String pointer, @Nullable Object value, Text expected, Text message) {
    /// The most faults that a response lists; beyond them, only their number is told.
    public static final int MAX_SHOWN = 100;

    private static final int MAX_VALUE_LENGTH = 120;

    public InputFault {
        if (value instanceof String s && s.length() > MAX_VALUE_LENGTH) {
            value = s.substring(0, MAX_VALUE_LENGTH) + "…";
        }
    }

    /// The fault of a field of a form that holds a text, which may be left out.
    ///
    /// @param text empty for none
    /// @param maxLength in UTF-16 units
    /// @return empty where it can be stored
    public static Optional<InputFault> ofText(String name, String text, int maxLength) {
        return text.length() <= maxLength && Characters.isPlain(text)
                ? Optional.empty()
                : Optional.of(
                        invalidText("/" + name, name, text, Message.of("input.object.text", "maxLength", maxLength)));
    }

    /// The fault of a member or field that isn't what it should be.
    ///
    /// @param pointer where it is
    /// @param field its name
    public static InputFault invalidText(String pointer, String field, String value, Text expected) {
        return new InputFault(
                "invalid-text",
                pointer,
                value,
                expected,
                Message.of("input.value.invalid", "field", field, "expected", expected, "value", value));
    }

    /// The name that was probably meant; empty for none, also where so many faults came before that nobody is
    /// shown it.
    static String nearest(int faultsBefore, String name, Collection<String> known) {
        return faultsBefore < MAX_SHOWN ? Dictionary.nearest(name, known).orElse("") : "";
    }
}
