package io.tenure.parser;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a condition on a number or a date from a cell's text: comparisons, ranges, values, lists of them.
final class NumberConditionParser {
    private static final Pattern COMPARISON = Pattern.compile("(<=|>=|=<|=>|<>|!=|==|<|>|=) ?(.*)");
    /// `1,000` and `30,5`: some people mean a list, others one number.
    private static final Pattern TIGHT_COMMA = Pattern.compile("\\d,\\d");

    private static final Pattern COMPARISON_WITH_COMMA = Pattern.compile("[<>=.]{1,2} ?[\\d.]+,\\d");
    private static final Pattern RANGE = Pattern.compile(" ?[-~] ?");
    private static final Pattern THOUSANDS = Pattern.compile("[^\\d]*\\d{1,3}(,\\d{3})+(\\.\\d+)?%?");

    private final String text;
    private final Field field;
    private final Scope scope;
    private final ConditionFaults faults;
    private final boolean wholeNumbers;

    /// @param text the cell as written
    NumberConditionParser(String text, Field field, Scope scope, ConditionFaults faults) {
        this.text = text;
        this.field = field;
        this.scope = scope;
        this.faults = faults;
        this.wholeNumbers = field.type() == FieldType.INTEGER || field.type() == FieldType.DATE;
    }

    /// The condition that a list of parts expresses, or null after an error.
    ///
    /// @param list normalized
    /// @param negated whether `not` stands before it
    @Nullable
    Condition read(String list, boolean negated) {
        warnOfTightCommas(list);
        var intervals = new ArrayList<Interval>();
        var parts = TextNormalizer.splitList(list);
        var known = false;
        var unknown = false;
        for (var part : parts) {
            if (part.equalsIgnoreCase("unknown")) {
                unknown = true;
            } else if (part.equalsIgnoreCase("known")) {
                known = true;
                intervals.add(Interval.ALL);
            } else if (!faults.isMissingPart(part)) {
                var interval = interval(TextNormalizer.unquote(part));
                if (interval != null) {
                    intervals.add(interval);
                }
            }
        }
        if (faults.hasErrors()) {
            return null;
        }
        var normal = Interval.normalize(intervals, wholeNumbers);
        if (negated) {
            normal = Interval.complement(normal, wholeNumbers);
            unknown = known && !unknown;
        }
        if (!unknown
                && normal.stream()
                        .allMatch(i -> i.intersect(Interval.domain(field)).isEmpty())) {
            return faults.failNeverMatches();
        }
        if (!known && !negated && parts.size() > 1) {
            warnIfAlwaysMatches(intervals, normal);
        }
        return new Condition.Numbers(text, normal, unknown);
    }

    /// Warns of a list whose parts, none of which takes everything, take everything together: `> 5, < 7`.
    private void warnIfAlwaysMatches(List<Interval> parts, List<Interval> normal) {
        var domain = Interval.domain(field);
        if (covers(normal, domain) && parts.stream().noneMatch(part -> covers(List.of(part), domain))) {
            faults.warn(CellFault.warning(
                    "always-matches",
                    Message.of("parser.always-matches.message", "text", text, "field", field.name()),
                    Message.of("parser.always-matches.fix")));
        }
    }

    private boolean covers(List<Interval> intervals, Interval domain) {
        return Interval.complement(Interval.normalize(intervals, wholeNumbers), wholeNumbers).stream()
                .allMatch(rest -> rest.intersect(domain).isEmpty());
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
            return faults.failSyntax(sign, Message.of("parser.syntax.no-operand.fix", "operator", sign));
        }
        if (sign.equals("=<") || sign.equals("=>") || sign.equals("!=") || sign.equals("<>")) {
            var meant = sign.equals("=<") ? "<=" : sign.equals("=>") ? ">=" : "not";
            return faults.failSyntax(
                    sign + " " + operand,
                    Message.of("parser.syntax.operator.fix", "operator", meant, "operand", operand));
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
        if (part.startsWith("...", dots)) {
            var low = part.substring(0, dots).strip();
            var high = part.substring(dots).replaceFirst("^\\.+", "").strip();
            return faults.failSyntax(part, Message.of("parser.syntax.dots.fix", "low", low, "high", high));
        }
        var from = part.substring(0, dots).strip();
        var rest = part.substring(dots + 2).strip();
        var open = rest.startsWith("<");
        var to = open ? rest.substring(1).strip() : rest;
        if (from.isEmpty() || to.isEmpty()) {
            return faults.failSyntax(
                    part,
                    from.isEmpty()
                            ? Message.of("parser.syntax.at-most.fix", "to", to)
                            : Message.of("parser.syntax.at-least.fix", "from", from));
        }
        var low = operand(from, false);
        var high = operand(to, false);
        if (low == null || high == null) {
            return null;
        }
        var interval = new Interval(low, true, high, !open);
        if (interval.isEmpty()) {
            faults.fail(CellFault.error(
                    "empty-range",
                    Message.of("parser.empty-range.message", "part", part),
                    low > high
                            ? Message.of("parser.empty-range.reversed.fix", "to", to, "from", from)
                            : Message.of("parser.empty-range.equal.fix", "from", from)));
            return null;
        }
        return interval;
    }

    /// A number, a date or the value of a parameter.
    private @Nullable Double operand(String plain, boolean equality) {
        if (field.type() == FieldType.DATE) {
            var day = ValueParser.date(plain);
            if (day.isEmpty()) {
                return faults.fail(ValueParser.wrongType(field, plain));
            }
            return (double) day.get().toEpochDay();
        }
        var number = ValueParser.number(plain);
        ValueParser.ambiguousThousands(plain, field).ifPresent(faults::report);
        if (number.isPresent()) {
            return checkRange(number.getAsDouble(), plain, true) ? number.getAsDouble() : null;
        }
        if (!ValueParser.isName(plain)) {
            return faults.hasErrors() ? null : failNumber(plain);
        }
        var parameter = scope.parameters().get(plain);
        if (parameter == null) {
            return faults.fail(ValueParser.unknownParameter(plain, scope));
        }
        // A bound between two whole numbers is valid; only `=` would never match.
        return checkRange(parameter, plain + " = " + NumberText.exact(parameter), equality) ? parameter : null;
    }

    private @Nullable Double failNumber(String plain) {
        var ends = RANGE.split(plain);
        if (ends.length == 2
                && ValueParser.number(ends[0]).isPresent()
                && ValueParser.number(ends[1]).isPresent()) {
            faults.failSyntax(plain, Message.of("parser.syntax.range.fix", "low", ends[0], "high", ends[1]));
        } else {
            faults.fail(ValueParser.wrongType(field, plain));
        }
        return null;
    }

    /// Whether a number is a legal value of the field; if not, that is an error.
    ///
    /// @param content the number as written
    boolean checkRange(double value, String content, boolean mustBeWhole) {
        if (mustBeWhole && field.type() == FieldType.INTEGER && !ValueParser.isWhole(value)) {
            faults.fail(ValueParser.notWhole(field, content));
            return false;
        }
        if (ValueParser.isOutOfRange(field, value) || !ValueParser.fitsType(field.type(), value)) {
            faults.fail(ValueParser.outOfRange(field, content));
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
            faults.fail(CellFault.error(
                    "ambiguous-comma",
                    Message.of("parser.ambiguous-comma.number-or-list.message", "list", list),
                    Message.of("parser.ambiguous-comma.number-or-list.fix")));
        } else {
            faults.warn(CellFault.warning(
                    "ambiguous-comma",
                    Message.of("parser.ambiguous-comma.list.message", "list", list),
                    Message.of("parser.ambiguous-comma.list.fix")));
        }
    }
}
