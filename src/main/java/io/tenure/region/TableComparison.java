package io.tenure.region;

import io.tenure.analysis.RowComparison;
import io.tenure.analysis.RowComparison.ComparedRow;
import io.tenure.analysis.RowComparison.Comparison;
import io.tenure.analysis.RowComparison.Part;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.region.Region.FieldCondition;
import io.tenure.region.Region.OutcomeChange;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.table.ValueText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where one table does something else, given which of the outcomes that it reads have changed.
final class TableComparison {
    private final TableVersions table;
    private final Ruleset after;
    private final Predicate<String> hasEarlierWriter;
    private final RegionLimits limits;
    private final boolean isCollected;

    TableComparison(TableVersions table, Ruleset after, Predicate<String> hasEarlierWriter, RegionLimits limits) {
        this.table = table;
        this.after = after;
        this.hasEarlierWriter = hasEarlierWriter;
        this.limits = limits;
        this.isCollected = table.current().hitPolicy() == HitPolicy.COLLECT;
    }

    /// A row with what it asks of the fields that are not known, and what it writes.
    private record OpenRow(int number, Map<String, List<Condition>> conditions, Map<String, Value> writes) {}

    /// Adds the regions, and the changes of outcomes that they lead to.
    ///
    /// @param inputs the outcomes read or overwritten that have changed already
    /// @param unknown is given the outcomes that change by what isn't known
    /// @return false if the search stopped at its limit
    boolean compare(
            Map<String, CausedChange> inputs,
            List<Region> regions,
            Map<String, List<CausedChange>> found,
            Set<String> unknown) {
        Map<String, Field> fields = new LinkedHashMap<>();
        List<OpenRow> rowsBefore = openRows(table.before, inputs, true, fields);
        List<OpenRow> rowsAfter = openRows(table.after, inputs, false, fields);
        Set<String> overwritten = new TreeSet<>(table.writes());
        overwritten.retainAll(inputs.keySet());
        List<Field> order = List.copyOf(fields.values());
        Comparison comparison = RowComparison.of(
                new RowComparison.Versions(
                        order,
                        compared(rowsBefore, order),
                        compared(rowsAfter, order),
                        partners(rowsBefore, rowsAfter),
                        isCollected,
                        !isCollected && !overwritten.isEmpty()),
                limits.maxSteps());
        boolean complete = comparison.isComplete();
        for (Part part : comparison.parts()) {
            List<OpenRow> old = part.before().stream().map(rowsBefore::get).toList();
            List<OpenRow> now = part.after().stream().map(rowsAfter::get).toList();
            Set<EditedCell> cells = new LinkedHashSet<>();
            inputs.values().forEach(change -> cells.addAll(change.cells()));
            cells.addAll(table.cells(numbers(old), numbers(now)));
            List<FieldCondition> box = new ArrayList<>();
            for (int f = 0; f < order.size(); f++) {
                if (!(part.box().get(f) instanceof Condition.Any)) {
                    box.add(new FieldCondition(order.get(f), part.box().get(f)));
                }
            }
            complete &= regions.size() < limits.maxRegions();
            if (complete) {
                Found one = new Found(inputs, box, cells, regions, found, unknown);
                if (isCollected) {
                    items(old, now, one);
                } else {
                    outcomes(old, now, overwritten, one);
                }
            }
        }
        return complete;
    }

    /// Where the regions of one part go.
    private record Found(
            Map<String, CausedChange> inputs,
            List<FieldCondition> box,
            Set<EditedCell> cells,
            List<Region> regions,
            Map<String, List<CausedChange>> changes,
            Set<String> unknown) {
        void change(OutcomeChange change) {
            changes.computeIfAbsent(change.field().name(), _ -> new ArrayList<>())
                    .add(new CausedChange(change, cells));
        }
    }

    private static List<Integer> numbers(List<OpenRow> rows) {
        return rows.stream().map(OpenRow::number).toList();
    }

    private List<OpenRow> openRows(
            Table version, Map<String, CausedChange> inputs, boolean isBefore, Map<String, Field> fields) {
        List<OpenRow> rows = new ArrayList<>();
        for (int r = 0; r < version.rows().size(); r++) {
            Row row = version.rows().get(r);
            Map<String, List<Condition>> asked = new TreeMap<>();
            boolean possible = true;
            for (int c = 0; c < row.conditions().size() && possible; c++) {
                Field field = version.conditions().get(c).field();
                Condition condition = row.conditions().get(c);
                if (condition instanceof Condition.Any) {
                    continue;
                }
                switch (given(field, inputs, isBefore)) {
                    case null -> ask(field, condition, asked, fields);
                    case Value.Known(Object value) -> possible = condition.matches(value);
                    case Value.Copy(Field source) -> ask(source, condition, asked, fields);
                    case Value.Sum sum -> ask(sum.source(), sum.onSource(condition), asked, fields);
                }
            }
            if (row.isDated()) {
                ask(Dictionary.standard().require("asOf"), row.period(), asked, fields);
            }
            if (possible) {
                rows.add(new OpenRow(r, asked, writes(version, row, inputs, isBefore)));
            }
        }
        return rows;
    }

    private static void ask(
            Field field, Condition condition, Map<String, List<Condition>> asked, Map<String, Field> fields) {
        fields.putIfAbsent(field.name(), field);
        asked.computeIfAbsent(field.name(), _ -> new ArrayList<>()).add(condition);
    }

    private static @Nullable Value given(Field field, Map<String, CausedChange> inputs, boolean isBefore) {
        CausedChange change = field.kind() == FieldKind.OUTCOME ? inputs.get(field.name()) : null;
        return change == null
                ? null
                : isBefore ? change.change().before() : change.change().after();
    }

    private Map<String, Value> writes(Table version, Row row, Map<String, CausedChange> inputs, boolean isBefore) {
        if (version.writesNothing(row)) {
            return Map.of();
        }
        Map<String, Value> writes = new TreeMap<>();
        for (int a = 0; a < row.assignments().size(); a++) {
            String name = version.actions().get(a).field().name();
            switch (row.assignments().get(a)) {
                case Assignment.None _ -> {}
                case Assignment.Literal(Object value, String _) -> writes.put(name, new Value.Known(value));
                case Assignment.Copy(Field source) -> {
                    Value given = given(source, inputs, isBefore);
                    writes.put(name, given == null ? new Value.Copy(source) : given);
                }
            }
        }
        return isCollected ? Items.complete(writes, after) : writes;
    }

    private static List<ComparedRow> compared(List<OpenRow> rows, List<Field> order) {
        return rows.stream()
                .map(row -> new ComparedRow(
                        order.stream()
                                .map(field -> row.conditions.getOrDefault(field.name(), List.of()))
                                .toList(),
                        row.writes.isEmpty() ? List.of() : row.writes))
                .toList();
    }

    /// The partners among the rows that are left, as far as what they ask and write is still the same.
    private int[] partners(List<OpenRow> rowsBefore, List<OpenRow> rowsAfter) {
        int[] places = new int[table.after.rows().size()];
        Arrays.fill(places, -1);
        for (int r = 0; r < rowsAfter.size(); r++) {
            places[rowsAfter.get(r).number] = r;
        }
        return rowsBefore.stream()
                .mapToInt(row -> {
                    int partner = table.partners[row.number];
                    int place = partner < 0 ? -1 : places[partner];
                    return place >= 0 && isSame(row, rowsAfter.get(place)) ? place : -1;
                })
                .toArray();
    }

    private static boolean isSame(OpenRow one, OpenRow other) {
        return one.writes.equals(other.writes) && plain(one).equals(plain(other));
    }

    private static Map<String, Set<Condition>> plain(OpenRow row) {
        Map<String, Set<Condition>> plain = new TreeMap<>();
        row.conditions.forEach((name, conditions) ->
                plain.put(name, conditions.stream().map(TableVersions::plain).collect(Collectors.toSet())));
        return plain;
    }

    private void outcomes(List<OpenRow> old, List<OpenRow> now, Set<String> overwritten, Found found) {
        Map<String, Value> wrote = old.isEmpty() ? Map.of() : old.getFirst().writes;
        Map<String, Value> writes = now.isEmpty() ? Map.of() : now.getFirst().writes;
        Set<String> names = new TreeSet<>(wrote.keySet());
        names.addAll(writes.keySet());
        names.addAll(overwritten);
        for (String name : names) {
            Field field = after.dictionary().require(name);
            Value before = wrote.get(name);
            Value after = writes.get(name);
            if (before == null) {
                before = earlier(field, found.inputs, true);
            }
            if (after == null) {
                after = earlier(field, found.inputs, false);
            }
            if (before.equals(after)) {
                continue;
            }
            List<FieldCondition> box = withDifference(found.box, before, after);
            OutcomeChange change = new OutcomeChange(field, before, after);
            found.change(change);
            // An input that stays as it has changed is no news.
            if (!(overwritten.contains(name) && !wrote.containsKey(name) && !writes.containsKey(name))) {
                found.regions.add(region(field, before.text(), after.text(), box, found));
            }
        }
    }

    private Value earlier(Field field, Map<String, CausedChange> inputs, boolean isBefore) {
        Value given = given(field, inputs, isBefore);
        return given != null
                ? given
                : hasEarlierWriter.test(field.name()) ? new Value.Copy(field) : Value.Known.UNKNOWN;
    }

    /// What is copied must not happen to be what the other version writes.
    private static List<FieldCondition> withDifference(List<FieldCondition> box, Value before, Value after) {
        Value.Copy copy = before instanceof Value.Copy one ? one : after instanceof Value.Copy one ? one : null;
        Value.Known known = before instanceof Value.Known one ? one : after instanceof Value.Known one ? one : null;
        return copy == null || known == null ? box : with(box, copy.source(), not(copy.source(), known.value()));
    }

    private static List<FieldCondition> with(List<FieldCondition> box, Field field, Condition condition) {
        List<FieldCondition> more = new ArrayList<>(box);
        more.add(new FieldCondition(field, condition));
        return List.copyOf(more);
    }

    /// Any value but one; null stands for the unknown one.
    private static Condition not(Field field, @Nullable Object value) {
        boolean number =
                field.type() == FieldType.NUMBER || field.type() == FieldType.INTEGER || field.type() == FieldType.DATE;
        if (value == null) {
            return number
                    ? new Condition.Numbers("known", List.of(Interval.ALL), false)
                    : new Condition.Codes("known", Set.of(), true, false);
        }
        String text = "not " + ValueText.of(value) + ", unknown";
        if (!number) {
            return new Condition.Codes(text, Set.of(ValueText.of(value)), true, true);
        }
        double point = value instanceof LocalDate day ? day.toEpochDay() : ((Number) value).doubleValue();
        return new Condition.Numbers(
                text,
                List.of(
                        new Interval(Double.NEGATIVE_INFINITY, false, point, false),
                        new Interval(point, false, Double.POSITIVE_INFINITY, false)),
                true);
    }

    private void items(List<OpenRow> old, List<OpenRow> now, Found found) {
        List<Map<String, Value>> removed = items(old);
        List<Map<String, Value>> added = items(now);
        added.removeIf(removed::remove);
        Field field = Stream.of(table.after, table.before)
                .flatMap(version -> version.actions().stream())
                .findFirst()
                .orElseThrow()
                .field();
        List<FieldCondition> box = found.box;
        if (removed.size() == 1 && added.size() == 1) {
            Field scaled = Items.onlyScaled(removed.getFirst(), added.getFirst());
            if (scaled != null) {
                box = with(with(box, scaled, not(scaled, null)), scaled, not(scaled, 0.0));
            }
        }
        found.regions.add(region(field, Items.text(removed), Items.text(added), box, found));
        if (field.name().startsWith("signal.")) {
            Field points = after.dictionary().require(Items.RISK_POINTS);
            Integer fewer = Items.points(removed);
            Integer more = Items.points(added);
            CausedChange earlier = found.inputs.get(Items.RISK_POINTS);
            int base = earlier != null && earlier.change().after() instanceof Value.Sum sum ? sum.more() : 0;
            if (fewer == null || more == null) {
                found.unknown().add(Items.RISK_POINTS);
            } else if (base + more - fewer != 0) {
                found.change(
                        new OutcomeChange(points, new Value.Copy(points), new Value.Sum(points, base + more - fewer)));
            }
        }
    }

    private static List<Map<String, Value>> items(List<OpenRow> rows) {
        return new ArrayList<>(rows.stream()
                .map(OpenRow::writes)
                .filter(writes -> !writes.isEmpty())
                .toList());
    }

    private Region region(
            Field field, @Nullable String before, @Nullable String after, List<FieldCondition> box, Found found) {
        Map<String, OutcomeChange> inputs = found.inputs.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().change(), (a, _) -> a, TreeMap::new));
        return new Region(
                table.current(),
                field,
                Objects.equals(before, "") ? null : before,
                Objects.equals(after, "") ? null : after,
                inputs,
                List.of(box),
                found.cells,
                table.isEdited());
    }
}
