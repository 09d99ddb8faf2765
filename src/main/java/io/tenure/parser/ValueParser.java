package io.tenure.parser;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
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
                    "The number " + number.raw() + " is no day.",
                    "数字" + number.raw() + "不是日期。",
                    "Write a date, for example 2026-06-30.",
                    "请填写日期，例如2026-06-30。"));
            return Optional.empty();
        }
        if (number.hasTimeOfDay()) {
            faults.accept(CellFault.error(
                    "wrong-type",
                    "The cell holds a time of day besides the day; only whole days are compared.",
                    "单元格除日期外还含有时刻；只比较整天。",
                    "Write " + number.day() + ".",
                    "请填写" + number.day() + "。"));
            return Optional.empty();
        }
        return Optional.of(number.day());
    }

    static CellFault wrongType(Field term, String content) {
        return switch (term.type()) {
            case INTEGER ->
                CellFault.error(
                        "wrong-type",
                        "\"" + content + "\" is no whole number, and " + term.name() + " is one.",
                        "“" + content + "”不是整数，而" + term.name() + "是整数。",
                        "Write a whole number, for example 5, or the name of a parameter.",
                        "请填写整数，例如5，或参数名。");
            case NUMBER ->
                CellFault.error(
                        "wrong-type",
                        "\"" + content + "\" is no number, and " + term.name() + " is one.",
                        "“" + content + "”不是数字，而" + term.name() + "是数字。",
                        "Write a number, for example 0.25 or 25%, or the name of a parameter.",
                        "请填写数字，例如0.25或25%，或参数名。");
            case BOOLEAN ->
                CellFault.error(
                        "wrong-type",
                        "\"" + content + "\" is neither TRUE nor FALSE, and " + term.name() + " is one of them.",
                        "“" + content + "”既不是TRUE也不是FALSE，而" + term.name() + "只能是二者之一。",
                        "Write TRUE or FALSE.",
                        "请填写TRUE或FALSE。");
            case DATE ->
                CellFault.error(
                        "wrong-type",
                        "\"" + content + "\" is no date, and " + term.name() + " is one.",
                        "“" + content + "”不是日期，而" + term.name() + "是日期。",
                        "Write a date, for example 2026-06-30.",
                        "请填写日期，例如2026-06-30。");
            case CODE ->
                CellFault.error(
                        "wrong-type",
                        "\"" + content + "\" is no code, and " + term.name() + " is one.",
                        "“" + content + "”不是代码，而" + term.name() + "是代码。",
                        "Write one of the codes of " + term.name() + ".",
                        "请填写" + term.name() + "的代码之一。");
            case TEXT ->
                CellFault.error(
                        "wrong-type",
                        "\"" + content + "\" is no text, and " + term.name() + " is text.",
                        "“" + content + "”不是文本，而" + term.name() + "是文本。",
                        "Write text.",
                        "请填写文本。");
        };
    }

    static CellFault unknownCode(Field term, String code, Collection<String> known) {
        var nearest = Dictionary.nearest(code, known);
        var few = known.size() <= 12 ? String.join(", ", known) : "";
        return CellFault.error(
                "unknown-code",
                term.name() + " has no code \"" + code + "\".",
                term.name() + "没有代码“" + code + "”。",
                nearest.map(n -> "Write " + n + "?")
                        .orElse(few.isEmpty() ? "Write one of its codes." : "Write one of: " + few + "."),
                nearest.map(n -> "是否应为" + n + "？").orElse(few.isEmpty() ? "请填写其代码之一。" : "请填写其中之一：" + few + "。"));
    }

    static CellFault unknownParameter(String name, Scope scope) {
        if (scope.dictionary().find(name).isPresent()) {
            return CellFault.error(
                    "not-a-parameter",
                    name + " is no parameter; a condition compares with numbers and parameters only.",
                    name + "不是参数；条件只能与数字或参数比较。",
                    "Write a number, or add a parameter to the sheet Parameters.",
                    "请填写数字，或在Parameters表中添加参数。");
        }
        var nearest = Dictionary.nearest(
                name, scope.parameters().keySet().stream().sorted().toList());
        return CellFault.error(
                "unknown-parameter",
                "There is no parameter called \"" + name + "\".",
                "没有名为“" + name + "”的参数。",
                nearest.map(n -> "Write " + n + "?").orElse("Write a number, or add it to the sheet Parameters."),
                nearest.map(n -> "是否应为" + n + "？").orElse("请填写数字，或在Parameters表中添加该参数。"));
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
                content + " lies outside the range of " + term.name() + ", which is " + range + ".",
                content + "超出" + term.name() + "的取值范围（" + range + "）。",
                "Write a value from the range " + range
                        + (Double.valueOf(1).equals(term.max()) ? "; shares stand as 0.25 or 25%" : "") + ".",
                "请填写范围内的值：" + range + (Double.valueOf(1).equals(term.max()) ? "；比例写作0.25或25%" : "") + "。");
    }

    static String range(Field term) {
        var min = term.min();
        var max = term.max();
        return min == null
                ? (max == null ? "" : "<= " + Cell.canonical(max))
                : max == null ? ">= " + Cell.canonical(min) : Cell.canonical(min) + ".." + Cell.canonical(max);
    }

    static CellFault notWhole(Field term, String content) {
        return CellFault.error(
                "not-whole",
                content + " is not whole, and " + term.name() + " counts in whole numbers.",
                content + "不是整数，而" + term.name() + "以整数计。",
                "Write a whole number.",
                "请填写整数。");
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
                "The formula came to the error " + cell.error() + ".",
                "公式结果为错误" + cell.error() + "。",
                named
                        ? "To copy a value by name, write an apostrophe first: '= " + cell.formula()
                        : "Mend the formula, or write the value itself.",
                named ? "按名称取值时请先写撇号：'= " + cell.formula() : "请修正公式，或直接填写数值。");
    }

    static CellFault formulaWithoutValue() {
        return CellFault.error(
                "formula-without-value",
                "The formula has no stored result, so it would read as empty.",
                "公式没有已保存的计算结果，将被当作空单元格。",
                "Open the workbook in a spreadsheet program, let it calculate, and save it; or write the value itself.",
                "请用电子表格软件打开、计算并保存该工作簿；或直接填写数值。");
    }
}
