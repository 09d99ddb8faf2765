package io.tenure.parser;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads one condition cell: any, a value, a list, `not`, a comparison, a range, `known`, `unknown`.
public final class ConditionParser {
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|=<|=>|<>|!=|==|<|>|=) ?(.*)");
    /// `1,000` and `30,5`: what one writer means as a list, another means as one number.
    private static final Pattern TIGHT_COMMA = Pattern.compile("\\d,\\d");

    private static final Pattern COMPARISON_WITH_COMMA = Pattern.compile("[<>=.]{1,2} ?[\\d.]+,\\d");
    private static final Pattern RANGE = Pattern.compile(" ?[-~] ?");
    private static final Pattern THOUSANDS = Pattern.compile("[^\\d]*\\d{1,3}(,\\d{3})+(\\.\\d+)?%?");

    private final Cell cell;
    private final Field field;
    private final Scope scope;
    private final Consumer<CellFault> faults;
    private final String text;
    private final boolean wholeNumbers;
    private boolean invalid;

    private ConditionParser(Cell cell, Field term, Scope scope, Consumer<CellFault> faults) {
        this.cell = cell;
        this.field = term;
        this.scope = scope;
        this.faults = faults;
        this.text = cell.raw().strip();
        this.wholeNumbers = term.type() == FieldType.INTEGER || term.type() == FieldType.DATE;
    }

    /// The condition, or null after at least one error among the faults.
    public static @Nullable Condition read(Cell cell, Field term, Scope scope, Consumer<CellFault> faults) {
        return new ConditionParser(cell, term, scope, faults).read();
    }

    private @Nullable Condition read() {
        return switch (cell) {
            case Cell.Empty _ -> Condition.Any.INSTANCE;
            case Cell.ErrorCell error -> fail(ValueParser.formulaError(error));
            case Cell.FormulaWithoutValue _ -> fail(ValueParser.formulaWithoutValue());
            case Cell.Number number -> number(number);
            case Cell.Bool(var value) -> {
                var code = value ? "TRUE" : "FALSE";
                yield field.type() == FieldType.BOOLEAN || scope.codes(field).contains(code)
                        ? new Condition.Codes(text, Set.of(code), false, false)
                        : fail(ValueParser.wrongType(field, code));
            }
            case Cell.Text(var content) -> {
                var plain = field.type() == FieldType.TEXT
                        ? TextNormalizer.normalizeKeepingWidth(content)
                        : TextNormalizer.normalize(content);
                if (plain.isEmpty() || plain.equals("-")) {
                    yield new Condition.Any(text);
                }
                yield switch (field.type()) {
                    case INTEGER, NUMBER, DATE -> numbers(plain);
                    case BOOLEAN, CODE, TEXT -> codes(plain);
                };
            }
        };
    }

    private @Nullable Condition number(Cell.Number number) {
        return switch (field.type()) {
            case INTEGER, NUMBER -> {
                if (number.date()) {
                    yield fail(CellFault.error(
                            "wrong-type",
                            Message.of(
                                    "parser.wrong-type.cell-holds-date.message",
                                    "number",
                                    number.raw(),
                                    "field",
                                    field.name()),
                            Message.of("parser.wrong-type.cell-holds-date.fix")));
                }
                var interval = checkRange(number.value(), number.raw(), true)
                        ? List.of(Interval.point(number.value() + 0.0))
                        : List.<Interval>of();
                yield invalid ? null : new Condition.Numbers(text, interval, false);
            }
            case DATE -> {
                var day = ValueParser.date(number, this::fail);
                yield day.isEmpty()
                        ? null
                        : new Condition.Numbers(
                                day.get().toString(),
                                List.of(Interval.point(day.get().toEpochDay())),
                                false);
            }
            case TEXT ->
                number.date()
                        ? fail(ValueParser.wrongType(field, number.raw()))
                        : new Condition.Codes(text, Set.of(number.raw()), false, false);
            case BOOLEAN, CODE -> fail(ValueParser.wrongType(field, number.raw()));
        };
    }

    // Numbers and dates

    private @Nullable Condition numbers(String plain) {
        var negated = negation(plain);
        var list = plain.substring(negated);
        warnOfTightCommas(list);
        var intervals = new ArrayList<Interval>();
        var known = false;
        var unknown = false;
        for (var part : TextNormalizer.splitList(list)) {
            if (part.equalsIgnoreCase("unknown")) {
                unknown = true;
            } else if (part.equalsIgnoreCase("known")) {
                known = true;
                intervals.add(Interval.ALL);
            } else if (!isMissingPart(part)) {
                var interval = interval(TextNormalizer.unquote(part));
                if (interval != null) {
                    intervals.add(interval);
                }
            }
        }
        if (invalid) {
            return null;
        }
        var normal = Interval.normalize(intervals, wholeNumbers);
        if (negated > 0) {
            normal = Interval.complement(normal, wholeNumbers);
            unknown = known && !unknown;
        }
        if (!unknown
                && normal.stream()
                        .allMatch(i -> i.intersect(Interval.domain(field)).isEmpty())) {
            return fail(neverMatches());
        }
        return new Condition.Numbers(text, normal, unknown);
    }

    private @Nullable Interval interval(String part) {
        var comparison = COMPARISON.matcher(part);
        if (comparison.matches()) {
            return comparison(comparison.group(1), comparison.group(2).strip());
        }
        var dots = part.indexOf("..");
        if (dots >= 0) {
            return range(part, dots);
        }
        var value = operand(part, true);
        return value == null ? null : Interval.point(value);
    }

    private @Nullable Interval comparison(String sign, String operand) {
        if (operand.isEmpty()) {
            return reportSyntax(sign, Message.of("parser.condition-parser.write-number-after", "sign", sign));
        }
        if (sign.equals("=<") || sign.equals("=>") || sign.equals("!=") || sign.equals("<>")) {
            var meant = sign.equals("=<") ? "<=" : sign.equals("=>") ? ">=" : "not";
            return reportSyntax(
                    sign + " " + operand,
                    Message.of("parser.condition-parser.write", "meant", meant, "operand", operand));
        }
        var value = operand(operand, sign.startsWith("=") && !sign.equals("=>"));
        if (value == null) {
            return null;
        }
        return switch (sign) {
            case "<" -> new Interval(Double.NEGATIVE_INFINITY, false, value, false);
            case "<=" -> new Interval(Double.NEGATIVE_INFINITY, false, value, true);
            case ">" -> new Interval(value, false, Double.POSITIVE_INFINITY, false);
            case ">=" -> new Interval(value, true, Double.POSITIVE_INFINITY, false);
            default -> Interval.point(value);
        };
    }

    private @Nullable Interval range(String part, int dots) {
        var from = part.substring(0, dots).strip();
        var rest = part.substring(dots + 2).strip();
        var open = rest.startsWith("<");
        var to = open ? rest.substring(1).strip() : rest;
        if (from.isEmpty() || to.isEmpty()) {
            return reportSyntax(
                    part,
                    from.isEmpty()
                            ? Message.of("parser.condition-parser.write-range", "to", to)
                            : Message.of("parser.condition-parser.write-3", "from", from));
        }
        var low = operand(from, false);
        var high = operand(to, false);
        if (low == null || high == null) {
            return null;
        }
        var interval = new Interval(low, true, high, !open);
        if (interval.isEmpty()) {
            fail(CellFault.error(
                    "empty-range",
                    Message.of("parser.empty-range.message", "part", part),
                    low > high
                            ? Message.of("parser.empty-range.fix.smaller-end-first", "to", to, "from", from)
                            : Message.of("parser.empty-range.fix.plain", "from", from)));
            return null;
        }
        return interval;
    }

    /// A number, a day or a parameter's value.
    private @Nullable Double operand(String plain, boolean equality) {
        if (field.type() == FieldType.DATE) {
            var day = ValueParser.date(plain);
            if (day.isEmpty()) {
                fail(ValueParser.wrongType(field, plain));
                return null;
            }
            return (double) day.get().toEpochDay();
        }
        var number = ValueParser.number(plain);
        if (number.isPresent()) {
            return checkRange(number.getAsDouble(), plain, true) ? number.getAsDouble() : null;
        }
        if (!ValueParser.isName(plain)) {
            return number(plain);
        }
        var parameter = scope.parameters().get(plain);
        if (parameter == null) {
            fail(ValueParser.unknownParameter(plain, scope));
            return null;
        }
        // A cut point between two whole numbers is as good as one on them; only `=` would never match.
        return checkRange(parameter, plain + " = " + NumberText.exact(parameter), equality) ? parameter : null;
    }

    private @Nullable Double number(String plain) {
        var ends = RANGE.split(plain);
        if (ends.length == 2
                && ValueParser.number(ends[0]).isPresent()
                && ValueParser.number(ends[1]).isPresent()) {
            reportSyntax(
                    plain,
                    Message.of("parser.condition-parser.write-range-number", "ends0", ends[0], "ends1", ends[1]));
        } else {
            fail(ValueParser.wrongType(field, plain));
        }
        return null;
    }

    private boolean checkRange(double value, String content, boolean mustBeWhole) {
        if (mustBeWhole && field.type() == FieldType.INTEGER && !ValueParser.isWhole(value)) {
            fail(ValueParser.notWhole(field, content));
            return false;
        }
        if (ValueParser.isOutOfRange(field, value) || !ValueParser.fitsType(field.type(), value)) {
            fail(ValueParser.outOfRange(field, content));
            return false;
        }
        return true;
    }

    private void warnOfTightCommas(String list) {
        if (!TIGHT_COMMA.matcher(list).find()) {
            return;
        }
        var compared = COMPARISON_WITH_COMMA.matcher(list).find();
        if (compared || THOUSANDS.matcher(list).matches()) {
            fail(CellFault.error(
                    "ambiguous-comma",
                    Message.of("parser.ambiguous-comma.may-number-list.message", "list", list),
                    Message.of("parser.ambiguous-comma.may-number-list.fix")));
        } else {
            faults.accept(CellFault.warning(
                    "ambiguous-comma",
                    Message.of("parser.ambiguous-comma.read-list-numbers.message", "list", list),
                    Message.of("parser.ambiguous-comma.read-list-numbers.fix")));
        }
    }

    // Codes, text, yes and no

    private @Nullable Condition codes(String plain) {
        var negated = negation(plain);
        var codes = scope.codes(field);
        var values = new LinkedHashSet<String>();
        var known = false;
        var unknown = false;
        for (var part : TextNormalizer.splitList(plain.substring(negated))) {
            if (isMissingPart(part)) {
                continue;
            }
            var keyword = keyword(part, codes);
            if (keyword.equals("unknown")) {
                unknown = true;
            } else if (keyword.equals("known")) {
                known = true;
            } else {
                var value = value(part, codes);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        if (invalid) {
            return null;
        }
        return condition(values, known, unknown, negated > 0);
    }

    private @Nullable Condition condition(Set<String> values, boolean known, boolean unknown, boolean negated) {
        if (negated) {
            if (known) {
                return unknown ? fail(neverMatches()) : new Condition.Codes(text, Set.of(), false, true);
            }
            var domain = field.type() == FieldType.BOOLEAN ? List.of("TRUE", "FALSE") : scope.codes(field);
            return !domain.isEmpty() && values.containsAll(domain)
                    ? fail(neverMatches())
                    : new Condition.Codes(text, values, true, false);
        }
        return known
                ? new Condition.Codes(text, Set.of(), true, unknown)
                : new Condition.Codes(text, values, false, unknown);
    }

    /// `known` or `unknown` where a part is that word, not a code of the same letters; otherwise empty.
    private String keyword(String part, java.util.Collection<String> codes) {
        var word = part.toLowerCase(Locale.ROOT);
        if (!(word.equals("known") || word.equals("unknown")) || codes.contains(part)) {
            return "";
        }
        if (!part.equals(word) && codes.stream().anyMatch(c -> c.equalsIgnoreCase(part))) {
            fail(CellFault.error(
                    "ambiguous-word",
                    Message.of("parser.ambiguous-word.message", "part", part),
                    Message.of("parser.ambiguous-word.fix", "part", part.toUpperCase(Locale.ROOT), "word", word)));
        }
        return word;
    }

    private @Nullable String value(String part, java.util.Collection<String> codes) {
        var plain = part.startsWith("==")
                ? part.substring(2).strip()
                : part.startsWith("=") ? part.substring(1).strip() : part;
        if (!TextNormalizer.isQuoted(plain)
                && (plain.startsWith("<") || plain.startsWith(">") || plain.startsWith("!="))) {
            fail(CellFault.error(
                    "wrong-type",
                    Message.of("parser.wrong-type.compares-no-order.message", "part", part, "field", field.name()),
                    Message.of("parser.wrong-type.compares-no-order.fix")));
            return null;
        }
        var value = TextNormalizer.unquote(plain);
        if (field.type() == FieldType.BOOLEAN) {
            var yes = ValueParser.bool(value);
            if (yes.isEmpty()) {
                fail(ValueParser.wrongType(field, value));
                return null;
            }
            return yes.get() ? "TRUE" : "FALSE";
        }
        if (field.type() == FieldType.CODE && !codes.contains(value)) {
            fail(ValueParser.unknownCode(field, value, codes));
            return null;
        }
        return value;
    }

    // Both

    /// How many letters at the start say that what follows must not be.
    private static int negation(String plain) {
        if (plain.length() > 4 && plain.regionMatches(true, 0, "not ", 0, 4)) {
            return 4;
        }
        return plain.startsWith("!=") || plain.startsWith("<>") ? 2 : 0;
    }

    private boolean isMissingPart(String part) {
        if (!part.isEmpty()
                && !part.equals("-")
                && !part.toLowerCase(Locale.ROOT).startsWith("not ")) {
            return false;
        }
        reportSyntax(
                text,
                part.isEmpty() || part.equals("-")
                        ? Message.of("parser.condition-parser.write-value-before-after")
                        : Message.of("parser.condition-parser.write-not-once-before"));
        return true;
    }

    private CellFault neverMatches() {
        var range = field.type().isNumeric() ? ValueParser.range(field) : String.join(", ", scope.codes(field));
        return CellFault.error(
                "never-matches",
                range.isEmpty()
                        ? Message.of("parser.never-matches.message.plain", "field", field.name(), "text", text)
                        : Message.of(
                                "parser.never-matches.message.values",
                                "field",
                                field.name(),
                                "text",
                                text,
                                "range",
                                range),
                Message.of("parser.never-matches.fix"));
    }

    private @Nullable Interval reportSyntax(String content, Text mend) {
        fail(CellFault.error("syntax", Message.of("parser.syntax.message", "content", content), mend));
        return null;
    }

    private @Nullable Condition fail(CellFault fault) {
        invalid = true;
        faults.accept(fault);
        return null;
    }
}
