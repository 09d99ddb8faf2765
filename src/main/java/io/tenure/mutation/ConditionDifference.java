package io.tenure.mutation;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values that exactly one of two conditions accepts.
final class ConditionDifference {
    private ConditionDifference() {}

    /// The row with the values that only one of its own condition and a changed one accepts; null where one condition
    /// can't say that.
    static @Nullable Row row(Table table, Row row, int column, Condition changed) {
        Condition part =
                of(table.conditions().get(column).field(), row.conditions().get(column), changed);
        return part == null ? null : row.withCondition(column, part);
    }

    /// A condition that accepts just these values; null where none can say it.
    private static @Nullable Condition of(Field field, Condition one, Condition other) {
        return switch (one) {
            case Condition.Any _ -> null;
            case Condition.Numbers a when other instanceof Condition.Numbers b -> numbers(field, a, b);
            case Condition.Codes a when other instanceof Condition.Codes b -> codes(a, b);
            default -> null;
        };
    }

    private static Condition numbers(Field field, Condition.Numbers a, Condition.Numbers b) {
        boolean whole = field.type() == FieldType.INTEGER || field.type() == FieldType.DATE;
        List<Interval> parts = new ArrayList<>(common(a.intervals(), Interval.complement(b.intervals(), whole)));
        parts.addAll(common(b.intervals(), Interval.complement(a.intervals(), whole)));
        return new Condition.Numbers(
                a.text(), Interval.normalize(parts, whole), a.matchesUnknown() != b.matchesUnknown());
    }

    private static List<Interval> common(List<Interval> some, List<Interval> others) {
        List<Interval> common = new ArrayList<>();
        for (Interval one : some) {
            for (Interval other : others) {
                Interval both = one.intersect(other);
                if (!both.isEmpty()) {
                    common.add(both);
                }
            }
        }
        return common;
    }

    private static Condition codes(Condition.Codes a, Condition.Codes b) {
        Set<String> values = new HashSet<>(a.values());
        for (String value : b.values()) {
            if (!values.remove(value)) {
                values.add(value);
            }
        }
        return new Condition.Codes(
                a.text(), values, a.negated() != b.negated(), a.matchesUnknown() != b.matchesUnknown());
    }
}
