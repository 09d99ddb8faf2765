package io.tenure.explanation;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// Describes what a cell of a table means.
public final class CellDescription {
    private static final Text ANY = Message.of("explanation.cell-description.any");
    private static final Text KNOWN = Message.of("explanation.cell-description.known");
    private static final Text UNKNOWN = Message.of("explanation.cell-description.unknown");
    private static final Text NEVER = Message.of("explanation.cell-description.never");

    private CellDescription() {}

    public static Text of(Field field, Condition condition) {
        return switch (condition) {
            case Condition.Any _ -> ANY;
            case Condition.Numbers numbers -> {
                List<Text> parts = new ArrayList<>();
                numbers.intervals().forEach(i -> parts.add(interval(field, i)));
                yield alternatives(parts, numbers.matchesUnknown());
            }
            case Condition.Codes codes -> {
                List<String> values = codes.values().stream().sorted().toList();
                List<Text> parts = new ArrayList<>();
                if (codes.negated()) {
                    parts.add(
                            values.isEmpty()
                                    ? KNOWN
                                    : Message.of("explanation.cell-description.known-not", "values", values));
                } else {
                    values.forEach(v -> parts.add(Text.same(v)));
                }
                yield alternatives(parts, codes.matchesUnknown());
            }
        };
    }

    public static Text of(Assignment assignment) {
        return switch (assignment) {
            case Assignment.None _ -> Message.of("explanation.cell-description.leaves");
            case Assignment.Literal(Object value, String _) -> Text.same(displayValue(value));
            case Assignment.Copy(Field source) ->
                Message.of("explanation.cell-description.value", "source", source.name());
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
                .reduce((a, b) -> Message.of("explanation.cell-description.or", "a", a, "b", b))
                .orElse(NEVER);
    }

    private static Text interval(Field field, Interval interval) {
        boolean below = interval.low() == Double.NEGATIVE_INFINITY;
        boolean above = interval.high() == Double.POSITIVE_INFINITY;
        if (below && above) {
            return KNOWN;
        }
        String low = bound(field, interval.low());
        String high = bound(field, interval.high());
        if (interval.low() == interval.high()) {
            return Text.same(low);
        }
        if (above) {
            return interval.lowClosed()
                    ? Message.of("explanation.cell-description.more", "low", low)
                    : Message.of("explanation.cell-description.more-than", "low", low);
        }
        if (below) {
            return interval.highClosed()
                    ? Message.of("explanation.cell-description.less", "high", high)
                    : Message.of("explanation.cell-description.less-than", "high", high);
        }
        return interval.lowClosed()
                ? interval.highClosed()
                        ? Message.of("explanation.cell-description.from-to", "low", low, "high", high)
                        : Message.of("explanation.cell-description.below", "low", low, "high", high)
                : interval.highClosed()
                        ? Message.of("explanation.cell-description.above", "low", low, "high", high)
                        : Message.of("explanation.cell-description.above-below", "low", low, "high", high);
    }

    private static String bound(Field field, double value) {
        return field.type() == FieldType.DATE && Double.isFinite(value)
                ? LocalDate.ofEpochDay((long) value).toString()
                : NumberText.plain(value);
    }
}
