package io.tenure.region;

import io.tenure.bundle.Change;
import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.workbook.KeptOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table before and after an edit, its rows matched by name.
///
/// Rows are the same where they ask and write the same, however it is written: a parameter that changed changes the
/// rows that name it.
final class TableVersions {
    final Table before;
    final Table after;
    /// For each row before the edit the same row after it, in the same order; -1 for a changed one.
    final int[] partners;

    /// The places after the edit of the rows that are the same.
    private final Set<Integer> same;

    private final Map<String, Change> parameters;
    private final List<Change> changes;

    /// @param changes between the two rulesets
    TableVersions(@Nullable Table before, @Nullable Table after, List<Change> changes) {
        Table any = before != null ? before : Objects.requireNonNull(after);
        this.before = before != null ? before : any.withRows(List.of());
        this.after = after != null ? after : any.withRows(List.of());
        this.changes =
                changes.stream().filter(c -> c.table().equals(any.name())).toList();
        this.parameters = new HashMap<>();
        changes.stream()
                .filter(c -> c.element() == Element.PARAMETER)
                .forEach(c -> parameters.putIfAbsent(c.subject(), c));
        this.partners = partners();
        this.same =
                Arrays.stream(partners).filter(partner -> partner >= 0).boxed().collect(Collectors.toSet());
    }

    /// All tables, in the order of the ruleset after the edit; a table that was removed comes first in its phase.
    static List<TableVersions> of(Ruleset before, Ruleset after, List<Change> changes) {
        Map<String, Table> old = byName(before);
        Map<String, Table> now = byName(after);
        Set<String> phases = new LinkedHashSet<>(before.phases());
        phases.addAll(after.phases());
        List<TableVersions> versions = new ArrayList<>();
        for (String phase : phases) {
            before.tables().stream()
                    .filter(table -> table.phase().equals(phase) && !now.containsKey(table.name()))
                    .forEach(table -> versions.add(new TableVersions(table, null, changes)));
            after.tables().stream()
                    .filter(table -> table.phase().equals(phase))
                    .forEach(table -> versions.add(new TableVersions(old.get(table.name()), table, changes)));
        }
        return versions;
    }

    private static Map<String, Table> byName(Ruleset ruleset) {
        return ruleset.tables().stream().collect(Collectors.toMap(Table::name, Function.identity(), (a, _) -> a));
    }

    Table current() {
        return after.rows().isEmpty() ? before : after;
    }

    /// Whether it may do something else for the same customer.
    boolean isEdited() {
        return before.hitPolicy() != after.hitPolicy()
                || after.rows().size() != before.rows().size()
                || Arrays.stream(partners).anyMatch(partner -> partner < 0);
    }

    /// The outcomes that either version reads.
    Set<String> reads() {
        Set<String> reads = new TreeSet<>();
        for (Table table : List.of(before, after)) {
            table.conditions().stream()
                    .map(Column::field)
                    .filter(field -> field.kind() == FieldKind.OUTCOME)
                    .forEach(field -> reads.add(field.name()));
            for (Row row : table.rows()) {
                for (Assignment assignment : row.assignments()) {
                    if (assignment instanceof Assignment.Copy(Field source) && source.kind() == FieldKind.OUTCOME) {
                        reads.add(source.name());
                    }
                }
            }
        }
        return reads;
    }

    /// The outcomes that either version writes; the risk points of a table of signals are one.
    Set<String> writes() {
        Set<String> writes = new TreeSet<>();
        Stream.of(before, after).flatMap(table -> table.actions().stream()).forEach(column -> {
            if (column.field().kind() == FieldKind.OUTCOME) {
                writes.add(column.field().name());
            } else if (column.field().name().equals("signal.points")) {
                writes.add(Items.RISK_POINTS);
            }
        });
        return writes;
    }

    private int[] partners() {
        Map<String, Integer> names = new HashMap<>();
        for (int r = 0; r < after.rows().size(); r++) {
            names.putIfAbsent(after.rows().get(r).name(), r);
        }
        int[] places = new int[before.rows().size()];
        for (int r = 0; r < places.length; r++) {
            Row row = before.rows().get(r);
            Integer now = names.get(row.name());
            boolean equal = now != null
                    && conditions(before, row)
                            .equals(conditions(after, after.rows().get(now)))
                    && assignments(before, row)
                            .equals(assignments(after, after.rows().get(now)));
            places[r] = equal ? Objects.requireNonNull(now) + 1 : 0;
        }
        boolean[] moved = KeptOrder.moved(places);
        return IntStream.range(0, places.length)
                .map(r -> moved[r] ? -1 : places[r] - 1)
                .toArray();
    }

    /// What a row asks, without how it is written.
    private static Map<String, Set<Condition>> conditions(Table table, Row row) {
        Map<String, Set<Condition>> asked = new LinkedHashMap<>();
        for (int c = 0; c < row.conditions().size(); c++) {
            if (!(row.conditions().get(c) instanceof Condition.Any)) {
                asked.computeIfAbsent(table.conditions().get(c).field().name(), _ -> new HashSet<>())
                        .add(plain(row.conditions().get(c)));
            }
        }
        if (row.isDated()) {
            asked.computeIfAbsent("DATE", _ -> new HashSet<>()).add(row.period());
        }
        return asked;
    }

    /// A condition without how it is written.
    static Condition plain(Condition condition) {
        return switch (condition) {
            case Condition.Any _ -> Condition.Any.INSTANCE;
            case Condition.Numbers numbers -> new Condition.Numbers("", numbers.intervals(), numbers.matchesUnknown());
            case Condition.Codes codes ->
                new Condition.Codes("", codes.values(), codes.negated(), codes.matchesUnknown());
        };
    }

    private static Map<String, Object> assignments(Table table, Row row) {
        Map<String, Object> written = new HashMap<>();
        for (int a = 0; a < row.assignments().size(); a++) {
            String name = table.actions().get(a).field().name();
            switch (row.assignments().get(a)) {
                case Assignment.None _ -> {}
                case Assignment.Literal(Object value, String _) -> written.put(name, value);
                case Assignment.Copy(Field source) -> written.put(name, source);
            }
        }
        return written;
    }

    /// The fields that rows ask for that are no longer, or not yet, in the other version.
    List<Field> askedByEditedRows() {
        List<Field> asked = new ArrayList<>();
        for (int r = 0; r < before.rows().size(); r++) {
            if (partners[r] < 0) {
                asked.addAll(asked(before, r));
            }
        }
        for (int r = 0; r < after.rows().size(); r++) {
            if (!same.contains(r)) {
                asked.addAll(asked(after, r));
            }
        }
        return asked;
    }

    private static List<Field> asked(Table table, int row) {
        List<Condition> conditions = table.rows().get(row).conditions();
        return IntStream.range(0, conditions.size())
                .filter(c -> !(conditions.get(c) instanceof Condition.Any))
                .mapToObj(c -> table.conditions().get(c).field())
                .toList();
    }

    /// The edited cells of some rows, those that did not change left out.
    ///
    /// @param rowsBefore their places before the edit, `rowsAfter` after it
    Set<EditedCell> cells(List<Integer> rowsBefore, List<Integer> rowsAfter) {
        Set<String> changed = new LinkedHashSet<>();
        rowsBefore.stream()
                .filter(r -> partners[r] < 0)
                .forEach(r -> changed.add(before.rows().get(r).name()));
        rowsAfter.stream()
                .filter(r -> !same.contains(r))
                .forEach(r -> changed.add(after.rows().get(r).name()));
        Set<EditedCell> cells = new LinkedHashSet<>();
        for (Change change : changes) {
            boolean ofTable = change.element() == Element.TABLE || change.element() == Element.COLUMN;
            boolean counts =
                    !change.part().startsWith("DESCRIPTION") && !change.part().equals("NAME");
            if (counts && (ofTable || changed.contains(change.subject()))) {
                cells.add(EditedCell.of(change));
            }
        }
        for (String name : namesIn(changed)) {
            if (parameters.get(name) instanceof Change change && change.operation() == Operation.CHANGED) {
                cells.add(EditedCell.of(change));
            }
        }
        return cells;
    }

    private Set<String> namesIn(Set<String> rowNames) {
        Set<String> names = new TreeSet<>();
        for (Table table : List.of(before, after)) {
            table.rows().stream()
                    .filter(row -> rowNames.contains(row.name()))
                    .forEach(row -> names.addAll(row.names()));
        }
        return names;
    }
}
