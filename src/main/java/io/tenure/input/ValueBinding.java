package io.tenure.input;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Converts JSON values and cells of files to values of the dictionary's types, or reports faults.
public final class ValueBinding {
    /// The largest number: beyond it, a double loses cents.
    private static final double MAX_NUMBER = 1e15;

    private static final int MAX_TEXT_LENGTH = 200;
    private static final int MIN_YEAR = 1900;
    private static final int MAX_YEAR = 2200;
    private static final String CURRENCY_UNIT = "ISO 4217";

    private final List<InputFault> faults;

    ValueBinding(List<InputFault> faults) {
        this.faults = faults;
    }

    /// The typed value; null if it is unknown, or invalid, for which a fault is added.
    @Nullable
    Object fromJson(Field field, String parent, Json json) {
        return switch (json) {
            case Json.Null _ -> null;
            case Json.Str(String text) -> fromString(field, parent, text);
            case Json.Num(String text) -> fromNumber(field, parent, text);
            case Json.Bool(boolean value) ->
                field.type() == FieldType.BOOLEAN ? (Object) value : wrongType(field, parent, value);
            case Json.Obj _, Json.Arr _ -> wrongType(field, parent, json.displayValue());
        };
    }

    /// The typed value of a cell of a file, where everything is text; null if it is blank or, with a fault,
    /// invalid.
    @Nullable
    Object fromCell(Field field, String parent, String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return null;
        }
        return switch (field.type()) {
            case INTEGER, NUMBER -> isNumber(text) ? fromNumber(field, parent, text) : wrongType(field, parent, cell);
            case BOOLEAN ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> (Object) true;
                    case "false" -> false;
                    default -> wrongType(field, parent, cell);
                };
            case CODE, DATE -> fromString(field, parent, text);
            // Blanks at the ends of an id are a fault as in a request.
            case TEXT -> fromString(field, parent, isCustomerId(field) ? cell : text);
        };
    }

    private @Nullable Object fromString(Field field, String parent, String text) {
        return switch (field.type()) {
            case CODE -> field.codes().contains(text) ? text : unknownCode(field, parent, text);
            case TEXT -> isValidText(field, text) ? text : invalidValue("invalid-text", field, parent, text);
            case DATE -> date(field, parent, text);
            case INTEGER, NUMBER -> isNumber(text) ? numberAsText(field, parent, text) : wrongType(field, parent, text);
            case BOOLEAN -> wrongType(field, parent, text);
        };
    }

    private @Nullable Object fromNumber(Field field, String parent, String text) {
        if (!field.type().isNumeric()) {
            return wrongType(field, parent, new Json.Num(text).displayValue());
        }
        double value = Double.parseDouble(text);
        if (Double.isNaN(value) || Double.isInfinite(value) && !Character.isDigit(text.charAt(text.length() - 1))) {
            return addFault(new InputFault(
                    "not-a-number",
                    Json.pointer(parent, field.name()),
                    text,
                    expected(field),
                    Message.of("input.not-a-number.message", "text", text, "field", field.name())));
        }
        if (field.type() == FieldType.INTEGER && value != Math.rint(value)) {
            return wrongType(field, parent, value);
        }
        double largest = field.type() == FieldType.INTEGER ? Integer.MAX_VALUE : MAX_NUMBER;
        boolean tooLow = value < (field.min() == null ? -largest : field.min());
        boolean tooHigh = value > (field.max() == null ? largest : field.max());
        if (tooLow || tooHigh) {
            return invalidValue("out-of-range", field, parent, Double.isInfinite(value) ? text : value);
        }
        return field.type() == FieldType.INTEGER ? (Object) (int) value : (Object) (value + 0.0);
    }

    private @Nullable Object date(Field field, String parent, String text) {
        LocalDate date;
        try {
            if (text.length() != 10) {
                return wrongType(field, parent, text);
            }
            date = LocalDate.parse(text);
        } catch (DateTimeException _) {
            return wrongType(field, parent, text);
        }
        if (date.getYear() < MIN_YEAR || date.getYear() > MAX_YEAR) {
            return invalidValue("out-of-range", field, parent, text);
        }
        return date;
    }

    private static boolean isCustomerId(Field field) {
        return field.name().equals(CustomerIds.NAME);
    }

    private static boolean isValidText(Field field, String text) {
        if (isCustomerId(field)) {
            return CustomerIds.isValid(text);
        }
        if (text.isBlank() || text.length() > MAX_TEXT_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean unpaired = Character.isSurrogate(c)
                    && !(Character.isHighSurrogate(c)
                                    && i + 1 < text.length()
                                    && Character.isLowSurrogate(text.charAt(i + 1))
                            || Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
            if (Character.isISOControl(c) || unpaired) {
                return false;
            }
        }
        return !field.unit().equals(CURRENCY_UNIT) || text.matches("[A-Z]{3}");
    }

    private static boolean isNumber(String text) {
        return text.length() <= 100 && text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    }

    private @Nullable Object unknownCode(Field field, String parent, String text) {
        String near = Dictionary.nearest(text, field.codes()).orElse("");
        return addFault(new InputFault(
                "unknown-code",
                Json.pointer(parent, field.name()),
                text,
                expected(field),
                didYouMean(Message.of("input.unknown-code.message", "text", text, "field", field.name()), near)));
    }

    private @Nullable Object numberAsText(Field field, String parent, String text) {
        return addFault(new InputFault(
                "number-as-text",
                Json.pointer(parent, field.name()),
                text,
                expected(field),
                Message.of("input.number-as-text.message", "field", field.name())));
    }

    private @Nullable Object wrongType(Field field, String parent, @Nullable Object value) {
        return invalidValue("wrong-type", field, parent, value);
    }

    private @Nullable Object invalidValue(String code, Field field, String parent, @Nullable Object value) {
        Text expected = expected(field);
        String shown = value instanceof Double d ? NumberText.plain(d) : String.valueOf(value);
        return addFault(new InputFault(
                code,
                Json.pointer(parent, field.name()),
                value,
                expected,
                Message.of("input.value.invalid", "field", field.name(), "expected", expected, "value", shown)));
    }

    private @Nullable Object addFault(InputFault fault) {
        faults.add(fault);
        return null;
    }

    /// The message, followed by a suggestion.
    ///
    /// @param near the name or code that was probably meant; empty for no suggestion
    public static Text didYouMean(Text message, String near) {
        return near.isEmpty() ? message : withHint(message, Message.of("input.hint.did-you-mean", "near", near));
    }

    /// The message, followed by another sentence.
    static Text withHint(Text message, Text hint) {
        return Message.of("input.hint.message", "message", message, "hint", hint);
    }

    /// What a field accepts, in words.
    static Text expected(Field field) {
        return switch (field.type()) {
            case INTEGER -> expectedNumber(field, Message.of("input.value.whole-number"));
            case NUMBER -> expectedNumber(field, Message.of("input.value.number"));
            case BOOLEAN -> Message.of("input.value.boolean");
            case CODE -> Message.of("input.value.one-of", "codes", field.codes());
            case TEXT ->
                isCustomerId(field)
                        ? CustomerIds.expected()
                        : field.unit().equals(CURRENCY_UNIT)
                                ? Message.of("input.value.currency")
                                : Message.of("input.value.text", "maxTextLength", MAX_TEXT_LENGTH);
            case DATE -> Message.of("input.value.date", "minYear", MIN_YEAR, "maxYear", MAX_YEAR);
        };
    }

    private static Text expectedNumber(Field field, Text kind) {
        Text range = range(field, kind);
        return field.unit().isEmpty()
                ? range
                : Message.of("input.value.with-unit", "range", range, "unit", field.unitText());
    }

    private static Text range(Field field, Text kind) {
        if (field.min() != null && field.max() != null) {
            String min = NumberText.plain(field.min());
            String max = NumberText.plain(field.max());
            return Message.of("input.value.from-to", "kind", kind, "min", min, "max", max);
        }
        if (field.min() != null) {
            return Message.of("input.value.from", "kind", kind, "min", NumberText.plain(field.min()));
        }
        if (field.max() != null) {
            return Message.of("input.value.to", "kind", kind, "max", NumberText.plain(field.max()));
        }
        return kind;
    }

    /// The fault of a value that is of another kind than the request has there.
    static InputFault wrongJsonType(String pointer, Json json, Text expected) {
        return new InputFault(
                "wrong-type",
                pointer,
                json.displayValue(),
                expected,
                Message.of("input.wrong-type.json.message", "expected", expected));
    }
}
