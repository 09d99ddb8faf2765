package io.tenure.parser;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Single values as cells write them: numbers, percentages, days, yes and no, codes.
public final class ValueParser {
    private static final Pattern NUMBER = Pattern.compile("[+-]? ?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?( ?%)?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Digit}_.]*");
    private static final List<String> YES = List.of("true", "yes", "y", "是", "真");
    private static final List<String> NO = List.of("false", "no", "n", "否", "假");

    private ValueParser() {}

    /// A number or a percentage in plain digits; nothing for other text and for numbers too large to hold.
    static OptionalDouble number(String plain) {
        if (!NUMBER.matcher(plain).matches()) {
            return OptionalDouble.empty();
        }
        var percent = plain.endsWith("%");
        var digits = plain.replace("%", "").replace(" ", "");
        var exact = new BigDecimal(digits);
        var value = (percent ? exact.movePointLeft(2) : exact).doubleValue();
        // Not -0.0, which would differ from 0 in sets and hashes.
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value + 0.0);
    }

    /// A day in ISO form.
    static Optional<LocalDate> date(String plain) {
        var matcher = DATE.matcher(plain);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    public static Optional<Boolean> bool(String plain) {
        var word = plain.toLowerCase(Locale.ROOT);
        return YES.contains(word) ? Optional.of(true) : NO.contains(word) ? Optional.of(false) : Optional.empty();
    }

    public static boolean isName(String plain) {
        return NAME.matcher(plain).matches();
    }

    /// The day of a number cell, with what is wrong with it as a day.
    static Optional<LocalDate> date(Cell.Number number, Consumer<CellFault> faults) {
        if (number.value() < 0 || number.value() > 2_958_465) {
            faults.accept(CellFault.error(
                    "wrong-type",
                    Message.of("parser.wrong-type.number-no-day.message", "number", number.raw()),
                    Message.of("parser.shared.write-date-example-2026")));
            return Optional.empty();
        }
        if (number.hasTimeOfDay()) {
            faults.accept(CellFault.error(
                    "wrong-type",
                    Message.of("parser.wrong-type.cell-holds-time.message"),
                    Message.of("parser.wrong-type.cell-holds-time.fix", "day", number.day())));
            return Optional.empty();
        }
        return Optional.of(number.day());
    }

    static CellFault wrongType(Field term, String content) {
        return switch (term.type()) {
            case INTEGER ->
                CellFault.error(
                        "wrong-type",
                        Message.of(
                                "parser.wrong-type.no-whole-number.message", "content", content, "term", term.name()),
                        Message.of("parser.wrong-type.no-whole-number.fix"));
            case NUMBER ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.no-number.message", "content", content, "term", term.name()),
                        Message.of("parser.wrong-type.no-number.fix"));
            case BOOLEAN ->
                CellFault.error(
                        "wrong-type",
                        Message.of(
                                "parser.wrong-type.neither-true-nor.message", "content", content, "term", term.name()),
                        Message.of("parser.wrong-type.neither-true-nor.fix"));
            case DATE ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.no-date.message", "content", content, "term", term.name()),
                        Message.of("parser.shared.write-date-example-2026"));
            case CODE ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.no-code.message", "content", content, "term", term.name()),
                        Message.of("parser.wrong-type.no-code.fix", "term", term.name()));
            case TEXT ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.no-text-text.message", "content", content, "term", term.name()),
                        Message.of("parser.wrong-type.no-text-text.fix"));
        };
    }

    static CellFault unknownCode(Field term, String code, Collection<String> known) {
        var nearest = Dictionary.nearest(code, known);
        var few = known.size() <= 12 ? String.join(", ", known) : "";
        return CellFault.error(
                "unknown-code",
                Message.of("parser.unknown-code.message", "term", term.name(), "code", code),
                nearest.<Text>map(n -> Message.of("parser.shared.write", "nearest", n))
                        .orElse(
                                few.isEmpty()
                                        ? Message.of("parser.unknown-code.fix.other.codes")
                                        : Message.of("parser.unknown-code.fix.other.plain", "few", few)));
    }

    static CellFault unknownParameter(String name, Scope scope) {
        if (scope.dictionary().find(name).isPresent()) {
            return CellFault.error(
                    "not-a-parameter",
                    Message.of("parser.not-a-parameter.message", "name", name),
                    Message.of("parser.not-a-parameter.fix"));
        }
        var nearest = Dictionary.nearest(
                name, scope.parameters().keySet().stream().sorted().toList());
        return CellFault.error(
                "unknown-parameter",
                Message.of("parser.unknown-parameter.message", "name", name),
                nearest.<Text>map(n -> Message.of("parser.shared.write", "nearest", n))
                        .orElse(Message.of("parser.unknown-parameter.fix.other")));
    }

    static boolean isOutOfRange(Field term, double value) {
        var min = term.min();
        var max = term.max();
        return (min != null && value < min) || (max != null && value > max);
    }

    static CellFault outOfRange(Field term, String content) {
        var range = range(term);
        return CellFault.error(
                "out-of-range",
                Message.of("parser.out-of-range.message", "content", content, "term", term.name(), "range", range),
                Double.valueOf(1).equals(term.max())
                        ? Message.of("parser.out-of-range.fix.shares-stand-0", "range", range)
                        : Message.of("parser.out-of-range.fix.plain", "range", range));
    }

    static String range(Field term) {
        var min = term.min();
        var max = term.max();
        return min == null
                ? (max == null ? "" : "<= " + NumberText.exact(max))
                : max == null ? ">= " + NumberText.exact(min) : NumberText.exact(min) + ".." + NumberText.exact(max);
    }

    static CellFault notWhole(Field term, String content) {
        return CellFault.error(
                "not-whole",
                Message.of("parser.not-whole.message", "content", content, "term", term.name()),
                Message.of("parser.not-whole.fix"));
    }

    public static boolean isWhole(double value) {
        return value == Math.rint(value);
    }

    static boolean fitsType(FieldType type, double value) {
        return type != FieldType.INTEGER || Math.abs(value) <= Integer.MAX_VALUE;
    }

    static CellFault formulaError(Cell.ErrorCell cell) {
        var named = cell.error().equals("#NAME?") && isName(cell.formula());
        return CellFault.error(
                "formula-error",
                Message.of("parser.formula-error.message", "error", cell.error()),
                named
                        ? Message.of("parser.formula-error.fix.copy-name-apostrophe", "formula", cell.formula())
                        : Message.of("parser.formula-error.fix.mend-formula-itself"));
    }

    static CellFault formulaWithoutValue() {
        return CellFault.error(
                "formula-without-value",
                Message.of("parser.formula-without-value.message"),
                Message.of("parser.formula-without-value.fix"));
    }
}
