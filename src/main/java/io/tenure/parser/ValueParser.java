package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.TextNormalizer;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Single values as cells write them: numbers, percentages, days, yes and no, codes.
public final class ValueParser {
    private static final Pattern NUMBER = Pattern.compile("[+-]? ?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?( ?%)?");
    /// Points between groups of three digits: `1.000` is a thousand in half of Europe, and 1 elsewhere.
    private static final Pattern THOUSANDS = Pattern.compile("([+-]? ?)([1-9]\\d{0,2}(?:\\.\\d{3})+)( ?%)?");
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Digit}_.]*");
    private static final List<String> YES = List.of("true", "yes", "y", "是", "真");
    private static final List<String> NO = List.of("false", "no", "n", "否", "假");

    private static final int MAX_CODES_LISTED = 12;

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

    /// What is wrong with a number whose points can be read as thousands separators. In a column of whole numbers that
    /// is an error, since its decimals would be pointless; in others a single point is only doubtful.
    static Optional<CellFault> ambiguousThousands(String plain, Field field) {
        var number = THOUSANDS.matcher(plain);
        if (!number.matches() || !field.type().isNumeric()) {
            return Optional.empty();
        }
        var large = plain.replace(".", "");
        var single = number(plain);
        if (single.isEmpty()) {
            return Optional.of(CellFault.error(
                    "ambiguous-thousands",
                    Message.of("parser.ambiguous-thousands.separators.message", "content", plain),
                    Message.of("parser.ambiguous-thousands.separators.fix", "large", large)));
        }
        var message = Message.of(
                "parser.ambiguous-thousands.message", "content", plain, "large", large, "small", small(plain));
        return Optional.of(
                field.type() == FieldType.INTEGER
                        ? CellFault.error(
                                "ambiguous-thousands",
                                message,
                                Message.of("parser.ambiguous-thousands.fix", "large", large, "small", small(plain)))
                        : CellFault.warning(
                                "ambiguous-thousands",
                                message,
                                Message.of(
                                        "parser.ambiguous-thousands.decimal.fix",
                                        "large",
                                        large,
                                        "small",
                                        small(plain))));
    }

    /// A number as read, without zeros at its end.
    private static String small(String plain) {
        var percent = plain.endsWith("%") ? "%" : "";
        var digits = plain.replace("%", "").replace(" ", "");
        return new BigDecimal(digits).stripTrailingZeros().toPlainString() + percent;
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
                    Message.of("parser.wrong-type.serial-number.message", "number", number.raw()),
                    Message.of("parser.wrong-type.date.fix")));
            return Optional.empty();
        }
        if (number.hasTimeOfDay()) {
            faults.accept(CellFault.error(
                    "wrong-type",
                    Message.of("parser.wrong-type.time.message"),
                    Message.of("parser.wrong-type.time.fix", "day", number.day())));
            return Optional.empty();
        }
        return Optional.of(number.day());
    }

    /// The day in a filled cell that belongs to no field; null after an error among the faults.
    public static @Nullable LocalDate day(Cell cell, Consumer<CellFault> faults) {
        Optional<LocalDate> day = switch (cell) {
            case Cell.Number number -> date(number, faults);
            case Cell.Text(var content) -> {
                var plain = TextNormalizer.unquote(TextNormalizer.normalize(content));
                var date = date(plain);
                if (date.isEmpty()) {
                    faults.accept(notADay(plain));
                }
                yield date;
            }
            case Cell.ErrorCell error -> {
                faults.accept(formulaError(error));
                yield Optional.empty();
            }
            case Cell.FormulaWithoutValue _ -> {
                faults.accept(formulaWithoutValue());
                yield Optional.empty();
            }
            case Cell.Bool _, Cell.Empty _ -> {
                faults.accept(notADay(cell.raw()));
                yield Optional.empty();
            }
        };
        return day.orElse(null);
    }

    private static CellFault notADay(String content) {
        return CellFault.error(
                "wrong-type",
                Message.of("parser.wrong-type.day.message", "content", content),
                Message.of("parser.wrong-type.date.fix"));
    }

    static CellFault wrongType(Field field, String content) {
        return switch (field.type()) {
            case INTEGER ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.integer.message", "content", content, "field", field.name()),
                        Message.of("parser.wrong-type.integer.fix"));
            case NUMBER ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.number.message", "content", content, "field", field.name()),
                        Message.of("parser.wrong-type.number.fix"));
            case BOOLEAN ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.boolean.message", "content", content, "field", field.name()),
                        Message.of("parser.wrong-type.boolean.fix"));
            case DATE ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.date.message", "content", content, "field", field.name()),
                        Message.of("parser.wrong-type.date.fix"));
            case CODE ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.code.message", "content", content, "field", field.name()),
                        Message.of("parser.wrong-type.code.fix", "field", field.name()));
            case TEXT ->
                CellFault.error(
                        "wrong-type",
                        Message.of("parser.wrong-type.text.message", "content", content, "field", field.name()),
                        Message.of("parser.wrong-type.text.fix"));
        };
    }

    static CellFault unknownCode(Field field, String code, Scope scope) {
        var known = scope.codes(field);
        var isAction = field.codes().isEmpty();
        var cause = isAction
                ? scope.causes().cause(code, SettingsSheets.ACTIONS)
                : field.kind() == FieldKind.OUTCOME
                        ? scope.causes().cause(code, SettingsSheets.CODES)
                        : scope.causes().cause(code);
        if (cause.isPresent()) {
            return followsFrom(code, cause.get());
        }
        var nearest = scope.causes().nearestName(code, known);
        return CellFault.error(
                        "unknown-code",
                        Message.of("parser.unknown-code.message", "field", field.name(), "code", code),
                        nearest.<Text>map(n -> Message.of("parser.nearest.fix", "nearest", n))
                                .orElse(
                                        isAction
                                                ? Message.of("parser.unknown-code.action.fix")
                                                : known.isEmpty() || known.size() > MAX_CODES_LISTED
                                                        ? Message.of("parser.unknown-code.fix")
                                                        : Message.of(
                                                                "parser.unknown-code.codes.fix",
                                                                "codes",
                                                                List.copyOf(known))))
                .meaning(code, nearest);
    }

    static CellFault unknownParameter(String name, Scope scope) {
        if (scope.dictionary().find(name).isPresent()) {
            return CellFault.error(
                    "not-a-parameter",
                    Message.of("parser.not-a-parameter.message", "name", name),
                    Message.of("parser.not-a-parameter.fix"));
        }
        var cause = scope.causes().cause(name, SettingsSheets.PARAMETERS);
        if (cause.isPresent()) {
            return followsFrom(name, cause.get());
        }
        var nearest = scope.causes().nearest(name, scope.parameters().keySet());
        return CellFault.error(
                        "unknown-parameter",
                        Message.of("parser.unknown-parameter.message", "name", name),
                        nearest.<Text>map(n -> Message.of("parser.nearest.fix", "nearest", n))
                                .orElse(Message.of("parser.unknown-parameter.fix")))
                .meaning(name, nearest);
    }

    /// The fault of a cell that uses a name whose own row in the settings is wrong.
    public static CellFault followsFrom(String name, Address cause) {
        return CellFault.following(
                "caused-elsewhere",
                Message.of("parser.caused-elsewhere.message", "name", name, "place", cause.text()),
                cause.row() == 0
                        ? Message.of("parser.caused-elsewhere.sheet.fix")
                        : Message.of("parser.caused-elsewhere.fix"),
                cause);
    }

    static boolean isOutOfRange(Field field, double value) {
        var min = field.min();
        var max = field.max();
        return (min != null && value < min) || (max != null && value > max);
    }

    static CellFault outOfRange(Field field, String content) {
        // What a whole number can be at all is a bound too, where the field has none of its own.
        var isWhole = field.type() == FieldType.INTEGER;
        var min = field.min() == null && isWhole ? Double.valueOf(-Integer.MAX_VALUE) : field.min();
        var max = field.max() == null && isWhole ? Double.valueOf(Integer.MAX_VALUE) : field.max();
        var range = range(min, max);
        return CellFault.error(
                "out-of-range",
                Message.of("parser.out-of-range.message", "content", content, "field", field.name(), "range", range),
                Double.valueOf(1).equals(field.max())
                        ? Message.of("parser.out-of-range.share.fix", "range", range)
                        : Message.of("parser.out-of-range.fix", "range", range));
    }

    static String range(Field field) {
        return range(field.min(), field.max());
    }

    private static String range(@Nullable Double min, @Nullable Double max) {
        return min == null
                ? (max == null ? "" : "<= " + NumberText.exact(max))
                : max == null ? ">= " + NumberText.exact(min) : NumberText.exact(min) + ".." + NumberText.exact(max);
    }

    static CellFault notWhole(Field field, String content) {
        return CellFault.error(
                "not-a-whole-number",
                Message.of("parser.not-a-whole-number.message", "content", content, "field", field.name()),
                Message.of("parser.not-a-whole-number.fix"));
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
                        ? Message.of("parser.formula-error.name.fix", "formula", cell.formula())
                        : Message.of("parser.formula-error.formula.fix"));
    }

    static CellFault formulaWithoutValue() {
        return CellFault.error(
                "formula-without-value",
                Message.of("parser.formula-without-value.message"),
                Message.of("parser.formula-without-value.fix"));
    }
}
