package io.tenure.region;

import io.tenure.bundle.Change;
import io.tenure.bundle.DrlWrites;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.RulesetDiff;
import io.tenure.engine.TableReading;
import io.tenure.engine.TracedDecision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which edited cells of tables decide otherwise about one customer.
///
/// An edited table counts where its two versions, asked what the new decision asks it, apply other rows. Tables that
/// only follow, because they read what changed, don't. Immutable and safe for use by many threads.
public final class EditAttribution {
    private final List<TableVersions> tables;
    private final List<TableVersions> edited;
    private final List<Text> otherEdits;
    private final Set<String> drlWrites = new TreeSet<>();
    private final boolean isOpaque;

    private EditAttribution(Ruleset before, Ruleset after) {
        List<Change> changes = RulesetDiff.between(before, after).changes();
        this.tables = TableVersions.of(before, after, changes);
        this.edited = tables.stream().filter(TableVersions::isEdited).toList();
        this.otherEdits = List.copyOf(OtherEdits.of(before, after, changes));
        drlWrites.addAll(DrlWrites.outcomes(before));
        drlWrites.addAll(DrlWrites.outcomes(after));
        this.isOpaque = !before.freeForms().isEmpty() || !after.freeForms().isEmpty();
    }

    public static EditAttribution between(Ruleset before, Ruleset after) {
        return new EditAttribution(before, after);
    }

    /// Edits beyond typed tables, which may change decisions too: parameters of formulas, indicators, actions, code.
    public List<Text> otherEdits() {
        return otherEdits;
    }

    /// The names of the facts and measures that edited rows ask for.
    public Set<String> asked() {
        return edited.stream()
                .flatMap(table -> table.askedByEditedRows().stream())
                .filter(field -> field.kind() == FieldKind.FACT || field.kind() == FieldKind.MEASURE)
                .map(Field::name)
                .collect(Collectors.toSet());
    }

    /// Whether the decisions about a customer differ in any outcome, signal, candidate, exclusion or advised action.
    public static boolean isChanged(DecisionResult before, DecisionResult after) {
        return !DecisionDifference.between(before, after).isEmpty();
    }

    /// The edited cells that decide otherwise, by the names of their tables in the order in which they are applied.
    public Map<String, Set<EditedCell>> cells(TracedDecision before, TracedDecision after) {
        Map<String, Set<EditedCell>> cells = new LinkedHashMap<>();
        for (TableVersions table : edited) {
            String name = table.current().name();
            boolean isRemoved =
                    table.after.rows().isEmpty() && after.readings(name).isEmpty();
            TracedDecision asked = isRemoved ? before : after;
            Set<EditedCell> found = new LinkedHashSet<>();
            for (TableReading reading : asked.readings(name)) {
                List<Integer> was = deciding(table.before, reading, asked);
                List<Integer> is = deciding(table.after, reading, asked);
                if (!isSame(table, was, is)) {
                    found.addAll(table.cells(was, is));
                }
            }
            if (!found.isEmpty()) {
                cells.put(name, found);
            }
        }
        return cells;
    }

    /// The places of the rows that one version applies to what a table was asked.
    private static List<Integer> deciding(Table version, TableReading asked, TracedDecision traced) {
        List<@Nullable Object> values = new ArrayList<>();
        version.conditions().forEach(column -> values.add(Sample.value(column.field(), asked, traced.result())));
        return new TableReading(version, asked.candidate(), values, asked.outcomes()).decidingPlaces(traced.asOf());
    }

    private static boolean isSame(TableVersions table, List<Integer> before, List<Integer> after) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (table.partners[before.get(i)] != after.get(i)) {
                return false;
            }
        }
        return true;
    }

    /// The names of the tables on which an outcome depends; of all tables where code has a part in it.
    ///
    /// @param outcome name of an outcome
    public Set<String> tablesBehind(String outcome) {
        Set<String> names = new TreeSet<>(Set.of(outcome));
        Set<String> behind = new TreeSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (TableVersions table : tables) {
                if (table.writes().stream().anyMatch(names::contains)
                        && behind.add(table.current().name())) {
                    names.addAll(table.reads());
                    more = true;
                }
            }
        }
        return isOpaque || names.stream().anyMatch(drlWrites::contains) ? allTables() : behind;
    }

    /// The names of all tables; advised actions depend on any of them.
    public Set<String> allTables() {
        Set<String> names = new TreeSet<>();
        tables.forEach(table -> names.add(table.current().name()));
        return names;
    }
}
