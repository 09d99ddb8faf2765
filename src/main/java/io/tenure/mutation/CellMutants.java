package io.tenure.mutation;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The mutants of the cells of a table.
///
/// Each end of a range is moved to the next value on either side: the end itself changes sides, and the nearest value
/// beyond it does ([NextValue]). Each code is replaced by another one of the column, `unknown` is dropped or becomes
/// `known` and the other way round. A result becomes the next number above or below, another code, the other truth
/// value, or none where it is copied.
final class CellMutants {
    private final Ruleset ruleset;
    private final Table table;
    private final List<CellMutant> mutants = new ArrayList<>();

    private CellMutants(Ruleset ruleset, Table table) {
        this.ruleset = ruleset;
        this.table = table;
    }

    static List<CellMutant> of(Ruleset ruleset, Table table) {
        CellMutants made = new CellMutants(ruleset, table);
        for (int row = 0; row < table.rows().size(); row++) {
            made.addRow(row);
        }
        return made.mutants;
    }

    private void addRow(int index) {
        Row row = table.rows().get(index);
        for (int c = 0; c < row.conditions().size(); c++) {
            Field field = table.conditions().get(c).field();
            switch (row.conditions().get(c)) {
                case Condition.Any _ -> {}
                case Condition.Numbers numbers -> addNumbers(index, c, field, numbers);
                case Condition.Codes codes -> addCodes(index, c, field, codes);
            }
        }
        for (int a = 0; a < row.assignments().size(); a++) {
            Field field = table.actions().get(a).field();
            switch (row.assignments().get(a)) {
                case Assignment.None _ -> {}
                case Assignment.Copy copy -> result(index, a, copy.text(), Assignment.None.INSTANCE, "");
                case Assignment.Literal literal -> addResults(index, a, field, literal.value());
            }
        }
    }

    // --- Conditions on numbers and dates ------------------------------------------------------------------

    private void addNumbers(int row, int column, Field field, Condition.Numbers numbers) {
        for (Interval interval : numbers.intervals()) {
            NumbersCell cell = new NumbersCell(row, column, field, numbers, interval);
            if (interval.low() == interval.high()) {
                for (double step : steps(field, interval.low())) {
                    double value = NextValue.moved(interval.low(), step);
                    addInterval(
                            cell, Interval.point(value), "= " + text(field, interval.low()), "= " + text(field, value));
                }
                continue;
            }
            if (Double.isFinite(interval.low())) {
                addEnds(cell, true);
            }
            if (Double.isFinite(interval.high())) {
                addEnds(cell, false);
            }
        }
        addUnknown(
                row,
                column,
                numbers.intervals().isEmpty(),
                numbers.matchesUnknown(),
                numbers.intervals().equals(List.of(Interval.ALL)),
                (known, unknown) ->
                        new Condition.Numbers(numbers.text(), known ? known(numbers.intervals()) : List.of(), unknown));
    }

    private static List<Interval> known(List<Interval> intervals) {
        return intervals.isEmpty() ? List.of(Interval.ALL) : intervals;
    }

    private static double[] steps(Field field, double value) {
        double step = NextValue.step(field, value);
        return new double[] {-step, step};
    }

    /// One interval of a cell.
    private record NumbersCell(int row, int column, Field field, Condition.Numbers numbers, Interval interval) {}

    private void addEnds(NumbersCell cell, boolean isLow) {
        Interval old = cell.interval;
        double end = isLow ? old.low() : old.high();
        boolean closed = isLow ? old.lowClosed() : old.highClosed();
        double step = NextValue.step(cell.field, end);
        double moved = NextValue.moved(end, closed == isLow ? -step : step);
        String sign = isLow ? ">" : "<";
        String own = sign + (closed ? "= " : " ");
        String other = sign + (closed ? " " : "= ");
        String before = own + text(cell.field, end);
        addInterval(cell, withEnd(old, isLow, end, !closed), before, other + text(cell.field, end));
        addInterval(cell, withEnd(old, isLow, moved, closed), before, own + text(cell.field, moved));
    }

    private static Interval withEnd(Interval old, boolean isLow, double end, boolean closed) {
        return isLow
                ? new Interval(end, closed, old.high(), old.highClosed())
                : new Interval(old.low(), old.lowClosed(), end, closed);
    }

    private void addInterval(NumbersCell cell, Interval changed, String before, String after) {
        Condition.Numbers numbers = cell.numbers;
        List<Interval> all = new ArrayList<>(numbers.intervals());
        all.set(all.indexOf(cell.interval), changed);
        condition(
                cell.row,
                cell.column,
                before,
                new Condition.Numbers(
                        numbers.text(),
                        Interval.normalize(all, cell.field.type() != FieldType.NUMBER),
                        numbers.matchesUnknown()),
                after);
    }

    private static String text(Field field, double value) {
        return ValueText.of(field.type(), value);
    }

    // --- Conditions on codes ------------------------------------------------------------------------------

    private void addCodes(int row, int column, Field field, Condition.Codes codes) {
        for (String code : new TreeSet<>(codes.values())) {
            String other = another(field, code, codes.values(), column, true);
            Set<String> values = new HashSet<>(codes.values());
            values.remove(code);
            if (other != null) {
                values.add(other);
            }
            if (!values.isEmpty()) {
                condition(
                        row,
                        column,
                        code,
                        new Condition.Codes(codes.text(), values, codes.negated(), codes.matchesUnknown()),
                        other == null ? "" : other);
            }
        }
        boolean isUnknown = codes.values().isEmpty() && !codes.negated();
        boolean isKnown = codes.values().isEmpty() && codes.negated();
        addUnknown(
                row,
                column,
                isUnknown,
                codes.matchesUnknown(),
                isKnown,
                (known, unknown) -> new Condition.Codes(
                        codes.text(), codes.values(), known && (isUnknown || codes.negated()), unknown));
    }

    private interface KnownCondition {
        Condition of(boolean known, boolean unknown);
    }

    private void addUnknown(
            int row, int column, boolean isUnknown, boolean matchesUnknown, boolean isKnown, KnownCondition changed) {
        if (isUnknown) {
            condition(row, column, "unknown", changed.of(true, false), "known");
        } else if (matchesUnknown) {
            condition(row, column, "unknown", changed.of(true, false), "");
        } else if (isKnown) {
            condition(row, column, "known", changed.of(false, true), "unknown");
        }
    }

    /// The code behind one, among those of the field or else of the column; null where there is no other.
    private @Nullable String another(Field field, String code, Set<String> taken, int column, boolean isCondition) {
        List<String> codes = field.type() == FieldType.BOOLEAN
                ? List.of("TRUE", "FALSE")
                : !field.codes().isEmpty()
                        ? field.codes()
                        : field.type() == FieldType.CODE
                                ? ruleset.actions().keySet().stream()
                                        .filter(action -> !action.equals(Action.NONE))
                                        .sorted()
                                        .toList()
                                : texts(column, isCondition);
        int at = codes.indexOf(code);
        for (int i = 1; i <= codes.size(); i++) {
            String next = codes.get((at + i) % codes.size());
            if (!taken.contains(next) && !next.equals(code)) {
                return next;
            }
        }
        return null;
    }

    private List<String> texts(int column, boolean isCondition) {
        Set<String> texts = new TreeSet<>();
        for (Row row : table.rows()) {
            if (isCondition && row.conditions().get(column) instanceof Condition.Codes codes) {
                texts.addAll(codes.values());
            } else if (!isCondition && row.assignments().get(column) instanceof Assignment.Literal literal) {
                texts.add(ValueText.of(literal.value()));
            }
        }
        texts.add("other");
        return List.copyOf(texts);
    }

    // --- Results ------------------------------------------------------------------------------------------

    private void addResults(int row, int column, Field field, Object value) {
        String before = ValueText.of(value);
        switch (value) {
            case Integer whole -> {
                result(row, column, before, new Assignment.Literal(whole - 1), ValueText.of(whole - 1));
                result(row, column, before, new Assignment.Literal(whole + 1), ValueText.of(whole + 1));
            }
            case Double number -> {
                for (double step : steps(field, number)) {
                    double moved = NextValue.moved(number, step);
                    result(row, column, before, new Assignment.Literal(moved), ValueText.of(moved));
                }
            }
            case Boolean yes -> result(row, column, before, new Assignment.Literal(!yes), ValueText.of(!yes));
            case LocalDate day -> {
                result(
                        row,
                        column,
                        before,
                        new Assignment.Literal(day.minusDays(1)),
                        day.minusDays(1).toString());
                result(
                        row,
                        column,
                        before,
                        new Assignment.Literal(day.plusDays(1)),
                        day.plusDays(1).toString());
            }
            default -> {
                String other = another(field, before, Set.of(before), column, false);
                if (other != null) {
                    result(row, column, before, new Assignment.Literal(other), other);
                }
            }
        }
    }

    private void condition(int row, int column, String before, Condition condition, String after) {
        if (!Objects.equals(condition, table.rows().get(row).conditions().get(column))) {
            mutants.add(new CellMutant(ruleset, table, row, column, condition, null, before, after));
        }
    }

    /// A result that the field can't hold is no mistake that the check would let pass.
    private void result(int row, int column, String before, Assignment assignment, String after) {
        Field field = table.actions().get(column).field();
        if (!(assignment instanceof Assignment.Literal literal) || field.accepts(literal.value())) {
            mutants.add(new CellMutant(ruleset, table, row, column, null, assignment, before, after));
        }
    }
}
