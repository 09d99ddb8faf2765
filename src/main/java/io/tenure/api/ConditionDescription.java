package io.tenure.api;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What a table's cell means, in plain words.
final class ConditionDescription {
    private static final Text ANY = new Text("any value, known or not", "任意值，已知或未知");
    private static final Text KNOWN = new Text("known", "已知");
    private static final Text UNKNOWN = new Text("unknown", "未知");
    private static final Text NEVER = new Text("never", "从不");

    private ConditionDescription() {}

    static Text of(Field term, Condition condition) {
        return switch (condition) {
            case Condition.Any _ -> ANY;
            case Condition.Numbers numbers -> {
                List<Text> parts = new ArrayList<>();
                numbers.intervals().forEach(i -> parts.add(interval(term, i)));
                yield alternatives(parts, numbers.matchesUnknown());
            }
            case Condition.Codes codes -> {
                List<String> values = codes.values().stream().sorted().toList();
                List<Text> parts = new ArrayList<>();
                if (codes.negated()) {
                    parts.add(
                            values.isEmpty()
                                    ? KNOWN
                                    : new Text(
                                            "known and not " + String.join(" or ", values),
                                            "已知且不是" + String.join("或", values)));
                } else {
                    values.forEach(v -> parts.add(Text.same(v)));
                }
                yield alternatives(parts, codes.matchesUnknown());
            }
        };
    }

    static Text of(Assignment effect) {
        return switch (effect) {
            case Assignment.None _ -> new Text("leaves it as it is", "保持不变");
            case Assignment.Literal(Object value, String _) -> Text.same(displayValue(value));
            case Assignment.Copy(Field source) -> new Text("the value of " + source.name(), source.name() + "的值");
        };
    }

    private static String displayValue(Object value) {
        return value instanceof Double d ? NumberText.plain(d) : value.toString();
    }

    private static Text alternatives(List<Text> parts, boolean unknown) {
        List<Text> all = new ArrayList<>(parts);
        if (unknown) {
            all.add(UNKNOWN);
        }
        return all.stream()
                .reduce((a, b) -> new Text(a.en() + " or " + b.en(), a.zh() + "或" + b.zh()))
                .orElse(NEVER);
    }

    private static Text interval(Field term, Interval interval) {
        boolean below = interval.low() == Double.NEGATIVE_INFINITY;
        boolean above = interval.high() == Double.POSITIVE_INFINITY;
        if (below && above) {
            return KNOWN;
        }
        String low = bound(term, interval.low());
        String high = bound(term, interval.high());
        if (interval.low() == interval.high()) {
            return Text.same(low);
        }
        if (above) {
            return interval.lowClosed()
                    ? new Text(low + " or more", "不小于" + low)
                    : new Text("more than " + low, "大于" + low);
        }
        if (below) {
            return interval.highClosed()
                    ? new Text(high + " or less", "不大于" + high)
                    : new Text("less than " + high, "小于" + high);
        }
        return new Text(
                (interval.lowClosed() ? "from " : "above ")
                        + low
                        + (interval.highClosed() ? " to " : " to below ")
                        + high,
                (interval.lowClosed() ? "从" : "大于") + low + (interval.highClosed() ? "至" : "至小于") + high);
    }

    private static String bound(Field term, double value) {
        return term.type() == FieldType.DATE && Double.isFinite(value)
                ? LocalDate.ofEpochDay((long) value).toString()
                : NumberText.plain(value);
    }
}
