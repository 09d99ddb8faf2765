package io.tenure.region;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.table.ValueText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Edits of single cells of a ruleset's tables, as a person could make them.
final class RandomEdits {
    private RandomEdits() {}

    /// The ruleset with one cell changed.
    static Ruleset edit(Ruleset ruleset, Random random) {
        List<Table> tables = new ArrayList<>(ruleset.tables());
        int t = random.nextInt(tables.size());
        tables.set(t, editOneRow(tables.get(t), random));
        return ruleset.withTables(tables);
    }

    static Table editOneRow(Table table, Random random) {
        int r = random.nextInt(table.rows().size());
        Row row = table.rows().get(r);
        List<Condition> conditions = row.conditions();
        List<Assignment> assignments = row.assignments();
        boolean condition = random.nextInt(3) > 0 && !conditions.isEmpty();
        List<Row> rows = new ArrayList<>(table.rows());
        if (condition) {
            int c = random.nextInt(conditions.size());
            rows.set(r, row.withCondition(c, condition(table.conditions().get(c).field(), conditions.get(c), random)));
        } else {
            int a = random.nextInt(assignments.size());
            rows.set(
                    r,
                    row.withAssignment(a, assignment(table.actions().get(a).field(), assignments, a, table, random)));
        }
        return table.withRows(rows);
    }

    private static Condition condition(Field field, Condition old, Random random) {
        if (!(old instanceof Condition.Any) && random.nextInt(6) == 0) {
            return Condition.Any.INSTANCE;
        }
        if (field.type() == FieldType.NUMBER || field.type() == FieldType.INTEGER || field.type() == FieldType.DATE) {
            if (old instanceof Condition.Numbers(String _, List<Interval> intervals, boolean unknown)
                    && !intervals.isEmpty()) {
                Interval first = intervals.getFirst();
                double shift = field.type() == FieldType.NUMBER
                        ? Math.max(0.01, Math.abs(finite(first)) * 0.1)
                        : 1 + random.nextInt(3);
                double low = random.nextBoolean() ? first.low() + shift : first.low();
                double high = random.nextBoolean() ? first.high() + 2 * shift : first.high();
                return numbers(new Interval(low, first.lowClosed(), high, first.highClosed()), unknown);
            }
            double at = random.nextInt(30);
            return random.nextBoolean()
                    ? numbers(new Interval(at, true, Double.POSITIVE_INFINITY, false), random.nextBoolean())
                    : numbers(new Interval(Double.NEGATIVE_INFINITY, false, at, false), random.nextBoolean());
        }
        List<String> codes = field.type() == FieldType.BOOLEAN
                ? List.of("TRUE", "FALSE")
                : field.codes().isEmpty() ? List.of("A", "B") : field.codes();
        String code = codes.get(random.nextInt(codes.size()));
        boolean negated = random.nextInt(4) == 0;
        boolean unknown = random.nextInt(5) == 0;
        return new Condition.Codes(
                (negated ? "not " + code : code) + (unknown ? ", unknown" : ""), Set.of(code), negated, unknown);
    }

    private static double finite(Interval interval) {
        return Double.isFinite(interval.low())
                ? interval.low()
                : Double.isFinite(interval.high()) ? interval.high() : 1;
    }

    private static Condition numbers(Interval interval, boolean unknown) {
        return new Condition.Numbers(
                interval.low() + ".." + interval.high() + (unknown ? ", unknown" : ""),
                interval.isEmpty() ? List.of() : List.of(interval),
                unknown);
    }

    private static Assignment assignment(Field field, List<Assignment> assignments, int a, Table table, Random random) {
        boolean required = field.name().matches(".*\\.(action|propensity|code|points)");
        if (!required && assignments.size() > 1 && random.nextInt(8) == 0) {
            return Assignment.None.INSTANCE;
        }
        Object value = value(field, random);
        if (value == null) {
            // Codes that the dictionary doesn't list: those of another row.
            Row other = table.rows().get(random.nextInt(table.rows().size()));
            return other.assignments().get(a) instanceof Assignment.Literal literal ? literal : assignments.get(a);
        }
        if (assignments.get(a) instanceof Assignment.Literal(Object old, String _)
                && old instanceof Double number
                && random.nextInt(4) > 0) {
            double more = number * 1.25 + 0.01;
            return field.accepts(more) ? new Assignment.Literal(more) : assignments.get(a);
        }
        return new Assignment.Literal(value, ValueText.of(value));
    }

    private static Object value(Field field, Random random) {
        return switch (field.type()) {
            case INTEGER -> 1 + random.nextInt(4);
            case NUMBER -> random.nextInt(100) / 100.0;
            case BOOLEAN -> random.nextBoolean();
            case DATE -> LocalDate.of(2026, 1, 1);
            case CODE ->
                field.codes().isEmpty()
                        ? null
                        : field.codes().get(random.nextInt(field.codes().size()));
            case TEXT -> null;
        };
    }
}
