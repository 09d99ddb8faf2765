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

/// Turns JSON values and cells of files into values of the dictionary's types, or into faults.
public final class ValueBinding {
    /// Beyond this, sums of money lose their cents and products their meaning.
    private static final double MAX_NUMBER = 1e15;

    private static final int MAX_TEXT_LENGTH = 200;
    private static final int MIN_YEAR = 1900;
    private static final int MAX_YEAR = 2200;
    private static final String CURRENCY_UNIT = "ISO 4217";

    private final List<InputFault> faults;

    ValueBinding(List<InputFault> faults) {
        this.faults = faults;
    }

    /// The typed value; null where it is unknown or, with a fault added, wrong.
    @Nullable
    Object fromJson(Field term, String parent, Json json) {
        return switch (json) {
            case Json.Null _ -> null;
            case Json.Str(String text) -> fromString(term, parent, text);
            case Json.Num(String text) -> fromNumber(term, parent, text);
            case Json.Bool(boolean value) ->
                term.type() == FieldType.BOOLEAN ? (Object) value : wrongType(term, parent, value);
            case Json.Obj _, Json.Arr _ -> wrongType(term, parent, json.displayValue());
        };
    }

    /// The typed value of a cell of a file, where everything is text; blank is unknown.
    @Nullable
    Object fromCell(Field term, String parent, String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return null;
        }
        return switch (term.type()) {
            case INTEGER, NUMBER -> isNumber(text) ? fromNumber(term, parent, text) : wrongType(term, parent, cell);
            case BOOLEAN ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> (Object) true;
                    case "false" -> false;
                    default -> wrongType(term, parent, cell);
                };
            case CODE, TEXT, DATE -> fromString(term, parent, text);
        };
    }

    private @Nullable Object fromString(Field term, String parent, String text) {
        return switch (term.type()) {
            case CODE -> term.codes().contains(text) ? text : unknownCode(term, parent, text);
            case TEXT -> isValidText(term, text) ? text : invalidValue("wrong-text", term, parent, text);
            case DATE -> date(term, parent, text);
            case INTEGER, NUMBER -> isNumber(text) ? numberAsText(term, parent, text) : wrongType(term, parent, text);
            case BOOLEAN -> wrongType(term, parent, text);
        };
    }

    private @Nullable Object fromNumber(Field term, String parent, String text) {
        if (!term.type().isNumeric()) {
            return wrongType(term, parent, new Json.Num(text).displayValue());
        }
        double value = Double.parseDouble(text);
        if (Double.isNaN(value) || Double.isInfinite(value) && !Character.isDigit(text.charAt(text.length() - 1))) {
            return addFault(new InputFault(
                    "not-a-number",
                    Json.pointer(parent, term.name()),
                    text,
                    expected(term),
                    Message.of("input.not-a-number.message", "text", text, "term", term.name())));
        }
        if (term.type() == FieldType.INTEGER && value != Math.rint(value)) {
            return wrongType(term, parent, value);
        }
        double largest = term.type() == FieldType.INTEGER ? Integer.MAX_VALUE : MAX_NUMBER;
        boolean tooLow = value < (term.min() == null ? -largest : term.min());
        boolean tooHigh = value > (term.max() == null ? largest : term.max());
        if (tooLow || tooHigh) {
            return invalidValue("out-of-range", term, parent, Double.isInfinite(value) ? text : value);
        }
        return term.type() == FieldType.INTEGER ? (Object) (int) value : (Object) (value + 0.0);
    }

    private @Nullable Object date(Field term, String parent, String text) {
        LocalDate date;
        try {
            if (text.length() != 10) {
                return wrongType(term, parent, text);
            }
            date = LocalDate.parse(text);
        } catch (DateTimeException _) {
            return wrongType(term, parent, text);
        }
        if (date.getYear() < MIN_YEAR || date.getYear() > MAX_YEAR) {
            return invalidValue("out-of-range", term, parent, text);
        }
        return date;
    }

    private static boolean isValidText(Field term, String text) {
        if (text.isBlank() || text.length() > MAX_TEXT_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lonely = Character.isSurrogate(c)
                    && !(Character.isHighSurrogate(c)
                                    && i + 1 < text.length()
                                    && Character.isLowSurrogate(text.charAt(i + 1))
                            || Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1)));
            if (Character.isISOControl(c) || lonely) {
                return false;
            }
        }
        return !term.unit().equals(CURRENCY_UNIT) || text.matches("[A-Z]{3}");
    }

    private static boolean isNumber(String text) {
        return text.length() <= 100 && text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    }

    private @Nullable Object unknownCode(Field term, String parent, String text) {
        String near = Dictionary.nearest(text, term.codes()).orElse("");
        return addFault(new InputFault(
                "unknown-code",
                Json.pointer(parent, term.name()),
                text,
                expected(term),
                Message.of("input.unknown-code.message", "text", text, "term", term.name(), "near", didYouMean(near))));
    }

    private @Nullable Object numberAsText(Field term, String parent, String text) {
        return addFault(new InputFault(
                "number-as-text",
                Json.pointer(parent, term.name()),
                text,
                expected(term),
                Message.of("input.number-as-text.message", "term", term.name())));
    }

    private @Nullable Object wrongType(Field term, String parent, @Nullable Object value) {
        return invalidValue("wrong-type", term, parent, value);
    }

    private @Nullable Object invalidValue(String code, Field term, String parent, @Nullable Object value) {
        Text expected = expected(term);
        String shown = value instanceof Double d ? NumberText.plain(d) : String.valueOf(value);
        return addFault(new InputFault(
                code,
                Json.pointer(parent, term.name()),
                value,
                expected,
                Message.of("input.value-binding.must", "term", term.name(), "expected", expected, "shown", shown)));
    }

    private @Nullable Object addFault(InputFault fault) {
        faults.add(fault);
        return null;
    }

    public static Text didYouMean(String near) {
        return near.isEmpty() ? Text.of("", "") : Message.of("input.value-binding.did-you-mean", "near", near);
    }

    /// What may stand for a term, in words.
    static Text expected(Field term) {
        return switch (term.type()) {
            case INTEGER -> expectedNumber(term, Message.of("input.value-binding.whole-number"));
            case NUMBER -> expectedNumber(term, Message.of("input.value-binding.number"));
            case BOOLEAN -> Message.of("input.shared.true-false");
            case CODE -> Message.of("input.value-binding.one-of", "codes", term.codes());
            case TEXT ->
                term.unit().equals(CURRENCY_UNIT)
                        ? Message.of("input.value-binding.currency-code-three-capitals")
                        : Message.of("input.value-binding.text-1-characters-without", "maxTextLength", MAX_TEXT_LENGTH);
            case DATE -> Message.of("input.value-binding.day-2026-06-30", "minYear", MIN_YEAR, "maxYear", MAX_YEAR);
        };
    }

    private static Text expectedNumber(Field term, Text words) {
        String unit = term.unit().isEmpty() ? "" : " (" + term.unit() + ")";
        String unitZh = term.unit().isEmpty() ? "" : "（" + term.unit() + "）";
        if (term.min() != null && term.max() != null) {
            String low = NumberText.plain(term.min());
            String high = NumberText.plain(term.max());
            return Text.of(
                    words.en() + " from " + low + " to " + high + unit, low + "至" + high + "的" + words.zh() + unitZh);
        }
        if (term.min() != null) {
            String low = NumberText.plain(term.min());
            return Text.of(words.en() + " of " + low + " or more" + unit, "不小于" + low + "的" + words.zh() + unitZh);
        }
        if (term.max() != null) {
            String high = NumberText.plain(term.max());
            return Text.of(words.en() + " of " + high + " or less" + unit, "不大于" + high + "的" + words.zh() + unitZh);
        }
        return Text.of(words.en() + unit, words.zh() + unitZh);
    }
}
