package io.tenure.region;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A value that a condition accepts.
final class PossibleValue {
    private PossibleValue() {}

    /// One of the values at and near the ends of the intervals, or one of the codes; null for unknown.
    static @Nullable Object of(Field field, Condition condition, Random random) {
        return switch (condition) {
            case Condition.Any _ -> null;
            case Condition.Numbers numbers -> {
                List<Interval> intervals = numbers.intervals().stream()
                        .map(interval -> interval.intersect(Interval.domain(field)))
                        .filter(interval -> !interval.isEmpty())
                        .toList();
                boolean unknown = numbers.matchesUnknown() && random.nextInt(4) == 0;
                yield intervals.isEmpty() || unknown
                        ? null
                        : number(field.type(), intervals.get(random.nextInt(intervals.size())), random);
            }
            case Condition.Codes codes -> {
                List<String> all = new ArrayList<>(
                        !codes.negated()
                                ? codes.values()
                                : field.type() == FieldType.BOOLEAN ? List.of("TRUE", "FALSE") : field.codes());
                if (codes.negated()) {
                    all.removeAll(codes.values());
                    if (all.isEmpty() && field.codes().isEmpty() && field.type() == FieldType.TEXT) {
                        all.add("other");
                    }
                }
                all.sort(null);
                yield all.isEmpty() || (codes.matchesUnknown() && random.nextInt(4) == 0)
                        ? null
                        : code(field, all.get(random.nextInt(all.size())));
            }
        };
    }

    private static Object code(Field field, String code) {
        return field.type() == FieldType.BOOLEAN ? (Object) code.equals("TRUE") : code;
    }

    private static Object number(FieldType type, Interval interval, Random random) {
        Interval values = type == FieldType.NUMBER ? interval : interval.toWholeNumbers();
        double low = Math.max(values.low(), -1e6);
        double high = Math.min(values.high(), Math.max(low, 0) + 1e5);
        double step = type == FieldType.NUMBER ? Math.max(Math.ulp(high), (high - low) / 1e6) : 1;
        double picked = switch (random.nextInt(4)) {
            case 0 -> values.lowClosed() ? low : low + step;
            case 1 -> values.highClosed() ? high : high - step;
            case 2 -> (low + high) / 2;
            default ->
                Double.isInfinite(values.low())
                        ? high - step * random.nextInt(50)
                        : Math.min(low + Math.max(1, step) * (1 + random.nextInt(50)), high);
        };
        if (type != FieldType.NUMBER) {
            picked = Math.rint(picked);
        }
        if (!values.contains(picked)) {
            picked = (low + high) / 2;
        }
        return switch (type) {
            case INTEGER -> (Object) (int) picked;
            case DATE -> LocalDate.ofEpochDay((long) picked);
            case NUMBER, BOOLEAN, CODE, TEXT -> picked;
        };
    }
}
