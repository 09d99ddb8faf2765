package io.tenure.engine;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Origin;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.ItemParts;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.table.TableIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A table made ready to be applied: its index, where its columns read and write, and each row's hit but
/// for the values.
final class TableExecutor {
    private final Table table;
    private final TableIndex index;
    private final HitPolicy hitPolicy;
    private final FieldKind[] kinds;
    private final int[] fieldIndexes;
    private final RowExecutor[] rows;
    private final boolean judgesCandidates;
    private final List<String> changes;
    private final Set<Field> outcomesConcerned;

    private TableExecutor(Table table, FieldKind[] kinds, int[] indices, RowExecutor[] rows) {
        this.table = table;
        this.index = TableIndex.of(table);
        this.hitPolicy = table.hitPolicy();
        this.judgesCandidates = table.judgesCandidates();
        this.kinds = kinds;
        this.fieldIndexes = indices;
        this.rows = rows;
        this.changes = changes(table);
        this.outcomesConcerned = outcomesConcerned(table);
    }

    static TableExecutor of(Table table, Ruleset ruleset) {
        int columns = table.conditions().size();
        FieldKind[] kinds = new FieldKind[columns];
        int[] indices = new int[columns];
        for (int c = 0; c < columns; c++) {
            kinds[c] = table.conditions().get(c).field().kind();
            indices[c] = table.conditions().get(c).field().index();
        }
        RowExecutor[] rows = table.rows().stream()
                .map(row -> RowExecutor.of(table, row, ruleset))
                .toArray(RowExecutor[]::new);
        return new TableExecutor(table, kinds, indices, rows);
    }

    Table table() {
        return table;
    }

    /// The properties of the decision that it can change, for telling the rules that read them.
    List<String> changes() {
        return changes;
    }

    /// Applies the rows that match and records their hits; true where any did. A table of exclusions is applied to each
    /// candidate in turn.
    boolean apply(EvaluationContext context) {
        if (!judgesCandidates) {
            return applyOnce(context);
        }
        boolean changed = false;
        for (Candidate candidate : context.decision.candidates()) {
            context.candidate = candidate;
            changed |= applyOnce(context);
        }
        context.candidate = null;
        return changed;
    }

    private boolean applyOnce(EvaluationContext context) {
        @Nullable Object[] values = new Object[fieldIndexes.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = context.value(kinds[c], fieldIndexes[c]);
        }
        if (context.readings != null) {
            context.readings.add(TableReading.of(
                    table,
                    context.candidate == null ? null : context.candidate.getAction(),
                    values,
                    outcomes(context)));
        }
        if (hitPolicy == HitPolicy.COLLECT) {
            boolean changed = false;
            for (int row : index.allMatches(values, context.asOf)) {
                changed |= rows[row].apply(values, context);
            }
            return changed;
        }
        int row = index.firstMatch(values, context.asOf);
        return row >= 0 && rows[row].apply(values, context);
    }

    private Map<String, @Nullable Object> outcomes(EvaluationContext context) {
        Map<String, @Nullable Object> outcomes = new HashMap<>();
        for (Field field : outcomesConcerned) {
            outcomes.put(field.name(), context.value(FieldKind.OUTCOME, field.index()));
        }
        return outcomes;
    }

    /// The outcomes that the rows of a table write or copy.
    private static Set<Field> outcomesConcerned(Table table) {
        Set<Field> outcomes = new LinkedHashSet<>();
        table.actions().forEach(column -> outcomes.add(column.field()));
        for (Row row : table.rows()) {
            for (Assignment assignment : row.assignments()) {
                if (assignment instanceof Assignment.Copy(Field source)) {
                    outcomes.add(source);
                }
            }
        }
        outcomes.removeIf(field -> field.kind() != FieldKind.OUTCOME);
        return outcomes;
    }

    /// One row: which values it read, what it writes, and what it adds.
    ///
    /// @param reads indices of the columns whose cells are filled
    /// @param writes indices into `effects` of the cells that are filled, in column order
    private record RowExecutor(
            Origin origin,
            int[] reads,
            Field[] targets,
            Assignment[] assignments,
            @Nullable ItemWriter itemWriter,
            boolean writesNothing) {
        static RowExecutor of(Table table, Row row, Ruleset ruleset) {
            List<Integer> reads = new ArrayList<>();
            List<String> readNames = new ArrayList<>();
            for (int c = 0; c < row.conditions().size(); c++) {
                if (!(row.conditions().get(c) instanceof Condition.Any)) {
                    reads.add(c);
                    readNames.add(table.conditions().get(c).field().name());
                }
            }
            List<Field> targets = new ArrayList<>();
            List<Assignment> effects = new ArrayList<>();
            for (int a = 0; a < row.assignments().size(); a++) {
                if (!(row.assignments().get(a) instanceof Assignment.None)) {
                    targets.add(table.actions().get(a).field());
                    effects.add(row.assignments().get(a));
                }
            }
            List<String> writes =
                    new ArrayList<>(targets.stream().map(Field::name).toList());
            if (table.judgesCandidates()) {
                writes.add(Decision.EXCLUDED);
            }
            Origin origin = new Origin(
                    table.phase(),
                    table.name(),
                    table.workbook(),
                    table.sheet(),
                    row.number(),
                    row.name(),
                    readNames,
                    writes,
                    row.reason(),
                    ruleset.labels(),
                    references(row, targets, effects, ruleset),
                    table.measuredOn() != null);
            return new RowExecutor(
                    origin,
                    reads.stream().mapToInt(Integer::intValue).toArray(),
                    targets.toArray(Field[]::new),
                    effects.toArray(Assignment[]::new),
                    ItemWriter.of(table.actions(), targets, ruleset.actions()),
                    table.writesNothing(row));
        }

        /// The unmeasured references of the parameters that the row's cells name, and of the cost of its action where
        /// the row has none of its own.
        private static Set<String> references(
                Row row, List<Field> targets, List<Assignment> assignments, Ruleset ruleset) {
            Set<String> references = new TreeSet<>();
            row.names().stream()
                    .filter(ruleset.parameters()::has)
                    .map(ruleset.parameters()::unmeasuredReference)
                    .filter(Objects::nonNull)
                    .forEach(references::add);
            boolean ownCost = targets.stream().anyMatch(field -> field.name().equals("candidate.cost"));
            for (int i = 0; i < targets.size(); i++) {
                if (!ownCost
                        && targets.get(i).name().equals("candidate.action")
                        && assignments.get(i) instanceof Assignment.Literal(Object code, var _)
                        && ruleset.actions().get(code) instanceof Action action
                        && action.costShare() != null) {
                    String reference = action.costShare().reference();
                    if (ruleset.parameters().source(reference).measuredOn() == null) {
                        references.add(reference);
                    }
                }
            }
            return references;
        }

        /// Applies the row and records its hit; false for a row that writes nothing, and for one of a `COLLECT` table
        /// whose item lacks a part.
        boolean apply(@Nullable Object[] values, EvaluationContext context) {
            if (writesNothing) {
                return false;
            }
            @Nullable Object[] read = new Object[reads.length];
            for (int i = 0; i < read.length; i++) {
                read[i] = values[reads[i]];
            }
            @Nullable Object[] wrote = new Object[origin.writes().size()];
            for (int i = 0; i < assignments.length; i++) {
                wrote[i] = switch (assignments[i]) {
                    case Assignment.Literal literal -> literal.value();
                    case Assignment.Copy copy -> converted(context.value(copy.source()), targets[i]);
                    case Assignment.None _ -> null;
                };
            }
            if (itemWriter != null && !itemWriter.isComplete(wrote)) {
                return false;
            }
            Hit hit = Hit.ofRow(origin, read, wrote);
            context.hits.add(hit);
            if (itemWriter == null) {
                for (int i = 0; i < wrote.length; i++) {
                    context.decision.put(targets[i].index(), wrote[i]);
                }
            } else {
                itemWriter.add(wrote, hit, context);
            }
            return true;
        }

        /// A copied value as the target's type holds it; unknown where the target can't hold it.
        private static @Nullable Object converted(@Nullable Object value, Field target) {
            Object converted =
                    target.type() == FieldType.NUMBER && value instanceof Integer i ? (Object) i.doubleValue() : value;
            return converted != null && target.accepts(converted) ? converted : null;
        }
    }

    /// What a row of a `COLLECT` table adds; the numbers are places in the array of written values, -1 for
    /// none.
    private sealed interface ItemWriter {
        void add(@Nullable Object[] wrote, Hit hit, EvaluationContext context);

        /// Whether every part is known that an item needs. The check sees to it that a cell provides it, but a copy
        /// of an unknown fact doesn't.
        boolean isComplete(@Nullable Object[] wrote);

        static @Nullable ItemWriter of(List<Column> columns, List<Field> targets, Map<String, Action> actions) {
            List<String> names = targets.stream().map(Field::name).toList();
            String group = columns.isEmpty() || columns.get(0).field().kind() != FieldKind.ITEM
                    ? ""
                    : ItemParts.group(columns.get(0).field());
            return switch (group) {
                case ItemParts.CANDIDATE ->
                    new CandidateWriter(
                            actions,
                            names.indexOf("candidate.action"),
                            names.indexOf("candidate.propensity"),
                            names.indexOf("candidate.value"),
                            names.indexOf("candidate.valueFactor"),
                            names.indexOf("candidate.cost"));
                case "signal" -> new SignalWriter(names.indexOf("signal.code"), names.indexOf("signal.points"));
                case "lever" ->
                    new LeverWriter(
                            actions,
                            names.indexOf("lever.action"),
                            names.indexOf("lever.lever"),
                            names.indexOf("lever.context"));
                case ItemParts.EXCLUSION -> new ExclusionWriter(names.indexOf("exclusion.code"));
                default -> null;
            };
        }

        private static @Nullable Object value(@Nullable Object[] wrote, int place) {
            return place < 0 ? null : wrote[place];
        }

        /// A part that [#isComplete] has found.
        private static String text(@Nullable Object[] wrote, int place) {
            return (String) Objects.requireNonNull(wrote[place]);
        }

        private static double number(@Nullable Object[] wrote, int place, double otherwise) {
            return value(wrote, place) instanceof Number number ? number.doubleValue() : otherwise;
        }
    }

    private record CandidateWriter(
            Map<String, Action> actions, int action, int propensity, int value, int factor, int cost)
            implements ItemWriter {
        @Override
        public boolean isComplete(@Nullable Object[] wrote) {
            return ItemWriter.value(wrote, action) instanceof String code
                    && actions.containsKey(code)
                    && ItemWriter.value(wrote, propensity) != null;
        }

        @Override
        public void add(@Nullable Object[] wrote, Hit hit, EvaluationContext context) {
            Action entry = Objects.requireNonNull(actions.get(ItemWriter.text(wrote, action)));
            // A value beyond all numbers is as good as unknown.
            double worth = ItemWriter.value(wrote, value) instanceof Number number
                    ? number.doubleValue() * ItemWriter.number(wrote, factor, 1)
                    : Double.NaN;
            context.decision.add(new Candidate(
                    entry,
                    ItemWriter.number(wrote, propensity, 1),
                    Double.isFinite(worth) ? worth : null,
                    ItemWriter.number(wrote, cost, entry.cost()),
                    hit));
        }
    }

    private record SignalWriter(int code, int points) implements ItemWriter {
        @Override
        public boolean isComplete(@Nullable Object[] wrote) {
            return ItemWriter.value(wrote, code) != null && ItemWriter.value(wrote, points) != null;
        }

        @Override
        public void add(@Nullable Object[] wrote, Hit hit, EvaluationContext context) {
            context.decision.add(
                    new Decision.Signal(ItemWriter.text(wrote, code), (int) ItemWriter.number(wrote, points, 0), hit));
        }
    }

    /// Excludes the candidate that is judged. The hit says which.
    private record ExclusionWriter(int code) implements ItemWriter {
        @Override
        public boolean isComplete(@Nullable Object[] wrote) {
            return ItemWriter.value(wrote, code) != null;
        }

        @Override
        public void add(@Nullable Object[] wrote, Hit hit, EvaluationContext context) {
            Candidate candidate = Objects.requireNonNull(context.candidate);
            wrote[wrote.length - 1] = candidate.getAction();
            context.decision.exclude(
                    candidate, new Exclusion(candidate.getAction(), ItemWriter.text(wrote, code), hit));
        }
    }

    private record LeverWriter(Map<String, Action> actions, int action, int lever, int contextWeight)
            implements ItemWriter {
        @Override
        public boolean isComplete(@Nullable Object[] wrote) {
            return ItemWriter.value(wrote, action) instanceof String code && actions.containsKey(code);
        }

        @Override
        public void add(@Nullable Object[] wrote, Hit hit, EvaluationContext context) {
            context.decision.add(new Decision.Lever(
                    ItemWriter.text(wrote, action),
                    ItemWriter.number(wrote, lever, 0),
                    ItemWriter.number(wrote, contextWeight, 0)));
        }
    }

    private static List<String> changes(Table table) {
        List<String> names = new ArrayList<>();
        for (Column column : table.actions()) {
            if (column.field().kind() == FieldKind.OUTCOME) {
                boolean own = !column.field().phase().isEmpty();
                names.add(own ? "outcome" : column.field().name());
            } else if (column.field().name().equals("signal.points")) {
                names.add("riskPoints");
            }
        }
        return List.copyOf(names);
    }
}
