package io.tenure.engine;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Lever;
import io.tenure.lifecycle.Origin;
import io.tenure.lifecycle.Signal;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Type;
import io.tenure.ruleset.Column;
import io.tenure.ruleset.Condition;
import io.tenure.ruleset.Effect;
import io.tenure.ruleset.HitPolicy;
import io.tenure.ruleset.Row;
import io.tenure.ruleset.Table;
import io.tenure.ruleset.TableIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A table made ready to be applied: its index, where its columns read and write, and each row's hit but
/// for the values.
final class AppliedTable {
    private final TableIndex index;
    private final HitPolicy hitPolicy;
    private final Kind[] kinds;
    private final int[] slots;
    private final ReadyRow[] rows;

    private AppliedTable(TableIndex index, HitPolicy hitPolicy, Kind[] kinds, int[] slots, ReadyRow[] rows) {
        this.index = index;
        this.hitPolicy = hitPolicy;
        this.kinds = kinds;
        this.slots = slots;
        this.rows = rows;
    }

    static AppliedTable of(Table table, Map<String, Action> actions) {
        int columns = table.conditions().size();
        Kind[] kinds = new Kind[columns];
        int[] slots = new int[columns];
        for (int c = 0; c < columns; c++) {
            kinds[c] = table.conditions().get(c).term().kind();
            slots[c] = table.conditions().get(c).term().slot();
        }
        ReadyRow[] rows = table.rows().stream()
                .map(row -> ReadyRow.of(table, row, actions))
                .toArray(ReadyRow[]::new);
        return new AppliedTable(TableIndex.of(table), table.hitPolicy(), kinds, slots, rows);
    }

    /// Applies the rows that match and records their hits; true where any did.
    boolean apply(Work work) {
        @Nullable Object[] values = new Object[slots.length];
        for (int c = 0; c < values.length; c++) {
            values[c] = work.value(kinds[c], slots[c]);
        }
        if (hitPolicy == HitPolicy.COLLECT) {
            int[] found = index.all(values, work.asOf);
            for (int row : found) {
                rows[row].apply(values, work);
            }
            return found.length > 0;
        }
        int row = index.first(values, work.asOf);
        if (row >= 0) {
            rows[row].apply(values, work);
        }
        return row >= 0;
    }

    /// One row: which values it read, what it writes, and what it adds.
    ///
    /// @param reads indices of the columns whose cells are filled
    /// @param writes indices into `effects` of the cells that are filled, in column order
    private record ReadyRow(
            Origin origin,
            int[] reads,
            Term[] targets,
            Effect[] effects,
            @Nullable Addition addition) {
        static ReadyRow of(Table table, Row row, Map<String, Action> actions) {
            List<Integer> reads = new ArrayList<>();
            List<String> readNames = new ArrayList<>();
            for (int c = 0; c < row.conditions().size(); c++) {
                if (!(row.conditions().get(c) instanceof Condition.Any)) {
                    reads.add(c);
                    readNames.add(table.conditions().get(c).term().name());
                }
            }
            List<Term> targets = new ArrayList<>();
            List<Effect> effects = new ArrayList<>();
            for (int a = 0; a < row.effects().size(); a++) {
                if (!(row.effects().get(a) instanceof Effect.Leave)) {
                    targets.add(table.actions().get(a).term());
                    effects.add(row.effects().get(a));
                }
            }
            Origin origin = new Origin(
                    table.phase(),
                    table.name(),
                    table.workbook(),
                    table.sheet(),
                    row.number(),
                    row.name(),
                    readNames,
                    targets.stream().map(Term::name).toList(),
                    row.reason());
            return new ReadyRow(
                    origin,
                    reads.stream().mapToInt(Integer::intValue).toArray(),
                    targets.toArray(Term[]::new),
                    effects.toArray(Effect[]::new),
                    Addition.of(table.actions(), targets, actions));
        }

        void apply(@Nullable Object[] values, Work work) {
            @Nullable Object[] read = new Object[reads.length];
            for (int i = 0; i < read.length; i++) {
                read[i] = values[reads[i]];
            }
            @Nullable Object[] wrote = new Object[effects.length];
            for (int i = 0; i < wrote.length; i++) {
                wrote[i] = switch (effects[i]) {
                    case Effect.Literal literal -> literal.value();
                    case Effect.Copy copy -> converted(work.value(copy.source()), targets[i].type());
                    case Effect.Leave _ -> null;
                };
            }
            Hit hit = Hit.ofRow(origin, read, wrote);
            work.hits.add(hit);
            if (addition == null) {
                for (int i = 0; i < wrote.length; i++) {
                    work.decision.put(targets[i].slot(), wrote[i]);
                }
            } else {
                addition.add(wrote, hit, work);
            }
        }

        private static @Nullable Object converted(@Nullable Object value, Type type) {
            return type == Type.NUMBER && value instanceof Integer i ? (Object) i.doubleValue() : value;
        }
    }

    /// What a row of a `COLLECT` table adds; the numbers are places in the array of written values, -1 for
    /// none.
    private sealed interface Addition {
        void add(@Nullable Object[] wrote, Hit hit, Work work);

        static @Nullable Addition of(List<Column> columns, List<Term> targets, Map<String, Action> actions) {
            List<String> names = targets.stream().map(Term::name).toList();
            String group = columns.isEmpty() || columns.get(0).term().kind() != Kind.ITEM
                    ? ""
                    : columns.get(0).term().name().replaceFirst("\\..*", "");
            return switch (group) {
                case "candidate" ->
                    new NewCandidate(
                            actions,
                            names.indexOf("candidate.action"),
                            names.indexOf("candidate.propensity"),
                            names.indexOf("candidate.value"),
                            names.indexOf("candidate.valueFactor"),
                            names.indexOf("candidate.cost"));
                case "signal" -> new NewSignal(names.indexOf("signal.code"), names.indexOf("signal.points"));
                case "lever" ->
                    new NewLever(
                            names.indexOf("lever.action"),
                            names.indexOf("lever.lever"),
                            names.indexOf("lever.context"));
                default -> null;
            };
        }

        /// A part that every row has: the check refuses rows without it.
        static String required(@Nullable Object[] wrote, int place) {
            return (String) Objects.requireNonNull(wrote[place]);
        }

        private static double number(@Nullable Object[] wrote, int place, double otherwise) {
            return place < 0 || wrote[place] == null ? otherwise : ((Number) wrote[place]).doubleValue();
        }
    }

    private record NewCandidate(
            Map<String, Action> actions, int action, int propensity, int value, int factor, int cost)
            implements Addition {
        @Override
        public void add(@Nullable Object[] wrote, Hit hit, Work work) {
            Action entry = Objects.requireNonNull(actions.get(Addition.required(wrote, action)));
            Double worth = value < 0 || wrote[value] == null
                    ? null
                    : (Double) ((Number) wrote[value]).doubleValue() * Addition.number(wrote, factor, 1);
            work.decision.add(new Candidate(
                    entry,
                    Addition.number(wrote, propensity, 1),
                    worth,
                    Addition.number(wrote, cost, entry.cost()),
                    hit));
        }
    }

    private record NewSignal(int code, int points) implements Addition {
        @Override
        public void add(@Nullable Object[] wrote, Hit hit, Work work) {
            work.decision.add(new Signal(Addition.required(wrote, code), (int) Addition.number(wrote, points, 0), hit));
        }
    }

    private record NewLever(int action, int lever, int context) implements Addition {
        @Override
        public void add(@Nullable Object[] wrote, Hit hit, Work work) {
            work.decision.add(new Lever(
                    Addition.required(wrote, action),
                    Addition.number(wrote, lever, 0),
                    Addition.number(wrote, context, 0)));
        }
    }

    /// The names this table can change, for telling the rules that read them.
    static List<String> changes(Table table) {
        List<String> names = new ArrayList<>();
        for (Column column : table.actions()) {
            if (column.term().kind() == Kind.OUTCOME) {
                names.add(column.term().name());
            } else if (column.term().name().equals("signal.points")) {
                names.add("riskPoints");
            }
        }
        return names;
    }
}
