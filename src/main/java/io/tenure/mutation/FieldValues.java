package io.tenure.mutation;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The values of a fact or measure that are worth trying: those that scenarios give it, and those at and next to each
/// threshold of any table.
final class FieldValues {
    private final Map<String, Set<Object>> values = new HashMap<>();

    FieldValues(Ruleset ruleset) {
        for (Scenario scenario : ruleset.scenarios()) {
            scenario.input()
                    .known()
                    .forEach((name, value) -> add(ruleset.dictionary().require(name), value));
        }
        for (Table table : ruleset.tables()) {
            for (int c = 0; c < table.conditions().size(); c++) {
                Field field = table.conditions().get(c).field();
                for (Row row : table.rows()) {
                    of(field, row.conditions().get(c)).forEach(value -> add(field, value));
                }
            }
        }
    }

    private void add(Field field, Object value) {
        values.computeIfAbsent(field.name(), _ -> new LinkedHashSet<>()).add(value);
    }

    /// Known values of a field, in no particular order; those of a condition first.
    ///
    /// @param condition of the field; its own thresholds are tried too
    List<Object> of(Field field, Condition condition, Predicate<@Nullable Object> wanted) {
        Set<Object> all = new LinkedHashSet<>(boundaries(field, condition));
        all.addAll(values.getOrDefault(field.name(), Set.of()));
        if (field.type() == FieldType.BOOLEAN) {
            all.addAll(List.of(true, false));
        }
        all.addAll(field.codes());
        return all.stream()
                .filter(value -> field.accepts(value) && wanted.test(value))
                .toList();
    }

    /// Every known value of a field.
    List<Object> all(Field field) {
        return of(field, Condition.Any.INSTANCE, _ -> true);
    }

    private static List<Object> of(Field field, Condition condition) {
        return boundaries(field, condition).stream().filter(field::accepts).toList();
    }

    private static List<Object> boundaries(Field field, Condition condition) {
        List<Object> found = new ArrayList<>();
        switch (condition) {
            case Condition.Any _ -> {}
            case Condition.Codes codes -> {
                if (field.type() == FieldType.BOOLEAN) {
                    codes.values().forEach(code -> found.add(code.equals("TRUE")));
                } else {
                    found.addAll(codes.values());
                }
            }
            case Condition.Numbers numbers -> {
                for (Interval interval : numbers.intervals()) {
                    addAround(field, interval.low(), found);
                    addAround(field, interval.high(), found);
                    if (Double.isFinite(interval.low()) && Double.isFinite(interval.high())) {
                        addNumber(field, (interval.low() + interval.high()) / 2, found);
                    }
                }
            }
        }
        return found;
    }

    private static void addAround(Field field, double end, List<Object> found) {
        if (Double.isFinite(end)) {
            double step = NextValue.step(field, end);
            addNumber(field, end, found);
            addNumber(field, NextValue.moved(end, step), found);
            addNumber(field, NextValue.moved(end, -step), found);
        }
    }

    private static void addNumber(Field field, double value, List<Object> found) {
        switch (field.type()) {
            case INTEGER -> found.add((int) Math.rint(value));
            case DATE -> found.add(LocalDate.ofEpochDay((long) value));
            case NUMBER, BOOLEAN, CODE, TEXT -> found.add(NextValue.moved(value, 0));
        }
    }
}
