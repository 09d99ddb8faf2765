package io.tenure.decision;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import io.tenure.lifecycle.Type;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Turns JSON values and cells of files into values of the dictionary's types, or into faults.
final class Typing {
    /// Beyond this, sums of money lose their cents and products their meaning.
    private static final double LARGEST = 1e15;

    private static final int LONGEST_TEXT = 200;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;
    private static final String CURRENCY = "ISO 4217";

    private final List<Fault> faults;

    Typing(List<Fault> faults) {
        this.faults = faults;
    }

    /// The typed value; null where it is unknown or, with a fault added, wrong.
    @Nullable
    Object ofJson(Term term, String parent, Json json) {
        return switch (json) {
            case Json.Nul _ -> null;
            case Json.Str(String text) -> ofString(term, parent, text);
            case Json.Num(String text) -> ofNumber(term, parent, text);
            case Json.Bool(boolean value) ->
                term.type() == Type.BOOLEAN ? (Object) value : wrongType(term, parent, value);
            case Json.Obj _, Json.Arr _ -> wrongType(term, parent, json.shown());
        };
    }

    /// The typed value of a cell of a file, where everything is text; blank is unknown.
    @Nullable
    Object ofCell(Term term, String parent, String cell) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return null;
        }
        return switch (term.type()) {
            case INTEGER, NUMBER -> isNumber(text) ? ofNumber(term, parent, text) : wrongType(term, parent, cell);
            case BOOLEAN ->
                switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> (Object) true;
                    case "false" -> false;
                    default -> wrongType(term, parent, cell);
                };
            case CODE, TEXT, DATE -> ofString(term, parent, text);
        };
    }

    private @Nullable Object ofString(Term term, String parent, String text) {
        return switch (term.type()) {
            case CODE -> term.codes().contains(text) ? text : unknownCode(term, parent, text);
            case TEXT -> isText(term, text) ? text : wrong("wrong-text", term, parent, text);
            case DATE -> date(term, parent, text);
            case INTEGER, NUMBER -> isNumber(text) ? numberAsText(term, parent, text) : wrongType(term, parent, text);
            case BOOLEAN -> wrongType(term, parent, text);
        };
    }

    private @Nullable Object ofNumber(Term term, String parent, String text) {
        if (!term.type().isNumeric()) {
            return wrongType(term, parent, new Json.Num(text).shown());
        }
        double value = Double.parseDouble(text);
        if (Double.isNaN(value) || Double.isInfinite(value) && !Character.isDigit(text.charAt(text.length() - 1))) {
            return add(new Fault(
                    "not-a-number",
                    Json.pointer(parent, term.name()),
                    text,
                    expected(term),
                    new Text(
                            "%s is no number; leave %s out where it is not known.".formatted(text, term.name()),
                            "%s不是数字；未知时请省略%s。".formatted(text, term.name()))));
        }
        if (term.type() == Type.INTEGER && value != Math.rint(value)) {
            return wrongType(term, parent, value);
        }
        double largest = term.type() == Type.INTEGER ? Integer.MAX_VALUE : LARGEST;
        boolean tooLow = value < (term.min() == null ? -largest : term.min());
        boolean tooHigh = value > (term.max() == null ? largest : term.max());
        if (tooLow || tooHigh) {
            return wrong("out-of-range", term, parent, Double.isInfinite(value) ? text : value);
        }
        return term.type() == Type.INTEGER ? (Object) (int) value : (Object) (value + 0.0);
    }

    private @Nullable Object date(Term term, String parent, String text) {
        LocalDate date;
        try {
            if (text.length() != 10) {
                return wrongType(term, parent, text);
            }
            date = LocalDate.parse(text);
        } catch (DateTimeException _) {
            return wrongType(term, parent, text);
        }
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            return wrong("out-of-range", term, parent, text);
        }
        return date;
    }

    private static boolean isText(Term term, String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
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
        return !term.unit().equals(CURRENCY) || text.matches("[A-Z]{3}");
    }

    private static boolean isNumber(String text) {
        return text.length() <= 100 && text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    }

    private @Nullable Object unknownCode(Term term, String parent, String text) {
        String near = Dictionary.nearest(text, term.codes()).orElse("");
        return add(new Fault(
                "unknown-code",
                Json.pointer(parent, term.name()),
                text,
                expected(term),
                new Text(
                        "%s is not one of the codes of %s.".formatted(text, term.name())
                                + didYouMean(near).en(),
                        "%s不是%s的代码。".formatted(text, term.name())
                                + didYouMean(near).zh())));
    }

    private @Nullable Object numberAsText(Term term, String parent, String text) {
        return add(new Fault(
                "number-as-text",
                Json.pointer(parent, term.name()),
                text,
                expected(term),
                new Text(
                        "%s is text; write it without quotes.".formatted(term.name()),
                        "%s是文本；请去掉引号。".formatted(term.name()))));
    }

    private @Nullable Object wrongType(Term term, String parent, @Nullable Object value) {
        return wrong("wrong-type", term, parent, value);
    }

    private @Nullable Object wrong(String code, Term term, String parent, @Nullable Object value) {
        Text expected = expected(term);
        String shown = value instanceof Double d ? AnswerWriter.plain(d) : String.valueOf(value);
        return add(new Fault(
                code,
                Json.pointer(parent, term.name()),
                value,
                expected,
                new Text(
                        "%s must be %s, and is %s.".formatted(term.name(), expected.en(), shown),
                        "%s应为%s，而不是%s。".formatted(term.name(), expected.zh(), shown))));
    }

    private @Nullable Object add(Fault fault) {
        faults.add(fault);
        return null;
    }

    static Text didYouMean(String near) {
        return near.isEmpty()
                ? new Text("", "")
                : new Text(" Did you mean %s?".formatted(near), "是否指%s？".formatted(near));
    }

    /// What may stand for a term, in words.
    static Text expected(Term term) {
        return switch (term.type()) {
            case INTEGER -> number(term, "a whole number", "整数");
            case NUMBER -> number(term, "a number", "数字");
            case BOOLEAN -> new Text("true or false", "true或false");
            case CODE ->
                new Text("one of " + String.join(", ", term.codes()), "以下代码之一：" + String.join("、", term.codes()));
            case TEXT ->
                term.unit().equals(CURRENCY)
                        ? new Text("a currency code of three capitals, as EUR", "三个大写字母的货币代码，如EUR")
                        : new Text(
                                String.format(
                                        Locale.ROOT,
                                        "text of 1 to %d characters without control characters",
                                        LONGEST_TEXT),
                                String.format(Locale.ROOT, "1至%d个字符的文本，不含控制字符", LONGEST_TEXT));
            case DATE ->
                new Text(
                        String.format(Locale.ROOT, "a day as 2026-06-30, from %d to %d", FIRST_YEAR, LAST_YEAR),
                        String.format(Locale.ROOT, "形如2026-06-30的日期，%d年至%d年", FIRST_YEAR, LAST_YEAR));
        };
    }

    private static Text number(Term term, String en, String zh) {
        String unit = term.unit().isEmpty() ? "" : " (" + term.unit() + ")";
        String unitZh = term.unit().isEmpty() ? "" : "（" + term.unit() + "）";
        if (term.min() != null && term.max() != null) {
            String low = AnswerWriter.plain(term.min());
            String high = AnswerWriter.plain(term.max());
            return new Text(en + " from " + low + " to " + high + unit, low + "至" + high + "的" + zh + unitZh);
        }
        if (term.min() != null) {
            String low = AnswerWriter.plain(term.min());
            return new Text(en + " of " + low + " or more" + unit, "不小于" + low + "的" + zh + unitZh);
        }
        if (term.max() != null) {
            String high = AnswerWriter.plain(term.max());
            return new Text(en + " of " + high + " or less" + unit, "不大于" + high + "的" + zh + unitZh);
        }
        return new Text(en + unit, zh + unitZh);
    }
}
