package io.tenure.mutation;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.TableReading;
import io.tenure.engine.TracedDecision;
import io.tenure.finding.CheckStep;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Looks for customers whom a row decides. Begins with the customers of scenarios who come nearest, and mends what
/// still differs: a fact is set, an outcome is sought through a row that writes it, a row that decides before is
/// broken. The choices are random with a fixed seed, so the same ruleset gives the same customers.
final class CustomerSearch {
    private static final int MAX_ROUNDS = 14;
    private static final int MAX_DEPTH = 4;
    private static final int NEAREST = 12;
    private static final String ACTION = "candidate.action";

    private final CompiledRuleset compiled;
    private final Ruleset ruleset;
    private final CustomerFacts customers;
    private final FieldValues values;
    private final Random random = new Random(20_260_630);
    private final List<Seed> seeds = new ArrayList<>();

    private record Seed(Map<String, Object> facts, TracedDecision traced) {}

    CustomerSearch(CompiledRuleset compiled) {
        this.compiled = compiled;
        this.ruleset = compiled.ruleset();
        this.customers = new CustomerFacts(ruleset);
        this.values = new FieldValues(ruleset);
        for (Scenario scenario : ruleset.scenarios()) {
            Map<String, Object> facts = scenario.input().known();
            TracedDecision traced = trace(facts);
            if (traced != null) {
                seeds.add(new Seed(facts, traced));
            }
        }
        customers.learn(seeds.stream().map(Seed::facts).toList());
    }

    CustomerFacts customers() {
        return customers;
    }

    /// A customer whom the row decides; null where this attempt found none.
    @Nullable
    Map<String, Object> reach(Target target, int attempt) {
        List<Seed> nearest = seeds.stream()
                .sorted(Comparator.comparingInt(seed -> distance(seed.traced, target)))
                .limit(NEAREST)
                .toList();
        if (nearest.isEmpty()) {
            return null;
        }
        Seed seed = nearest.get(attempt < 3 ? Math.min(attempt, nearest.size() - 1) : random.nextInt(nearest.size()));
        return mended(seed.facts, target, 0);
    }

    /// A customer of a scenario with one value changed at random.
    Map<String, Object> anyone() {
        return varied(seeds.get(random.nextInt(seeds.size())).facts);
    }

    /// The customer with one value changed at random; the same where that contradicts the others.
    Map<String, Object> varied(Map<String, Object> facts) {
        List<Field> inputs = ruleset.dictionary().inputs();
        Field field = inputs.get(random.nextInt(inputs.size()));
        List<Object> possible = values.all(field);
        if (field.name().equals("asOf") || field.name().equals("customerId") || possible.isEmpty()) {
            return facts;
        }
        Map<String, Object> changed =
                customers.with(facts, field, possible.get(random.nextInt(possible.size())), random);
        return changed == null ? facts : changed;
    }

    @Nullable
    TracedDecision trace(Map<String, Object> facts) {
        return DecisionPipeline.trace(compiled, customers.input(facts))
                        instanceof Checked.Valid(TracedDecision traced, var _)
                ? traced
                : null;
    }

    // --- Mending ------------------------------------------------------------------------------------------

    private @Nullable Map<String, Object> mended(Map<String, Object> from, Target target, int depth) {
        Map<String, Object> facts = from;
        for (int round = 0; facts != null && round < MAX_ROUNDS; round++) {
            CheckStep.next();
            TracedDecision traced = trace(facts);
            if (traced == null) {
                return null;
            }
            TableReading reading = nearestReading(traced, target);
            if (reading == null) {
                facts = proposed(facts, target, depth);
                continue;
            }
            List<Integer> unmet = unmet(target.row(), reading);
            List<Row> earlier = matching(target.earlier(), reading, traced.asOf());
            if (unmet.isEmpty() && earlier.isEmpty()) {
                return facts;
            }
            if (!unmet.isEmpty()) {
                int column = unmet.get(random.nextInt(unmet.size()));
                Condition condition = target.row().conditions().get(column);
                facts = satisfied(
                        facts,
                        target,
                        target.table().conditions().get(column).field(),
                        condition,
                        condition::matches,
                        traced,
                        depth);
            } else {
                facts = broken(facts, target, earlier.get(random.nextInt(earlier.size())), traced, depth);
            }
        }
        return null;
    }

    /// With one condition of a row no longer met, other than those that the target asks for.
    private @Nullable Map<String, Object> broken(
            Map<String, Object> facts, Target target, Row row, TracedDecision traced, int depth) {
        List<Integer> asked = new ArrayList<>();
        for (int c = 0; c < row.conditions().size(); c++) {
            if (!(row.conditions().get(c) instanceof Condition.Any)) {
                asked.add(c);
            }
        }
        if (asked.isEmpty()) {
            return null;
        }
        int column = asked.get(random.nextInt(asked.size()));
        Condition condition = row.conditions().get(column);
        Condition own = column < target.row().conditions().size()
                        && target.table().conditions().size()
                                == row.conditions().size()
                ? target.row().conditions().get(column)
                : Condition.Any.INSTANCE;
        return satisfied(
                facts,
                target,
                target.table().conditions().get(column).field(),
                condition,
                value -> !condition.matches(value) && own.matches(value),
                traced,
                depth);
    }

    private @Nullable Map<String, Object> satisfied(
            Map<String, Object> facts,
            Target target,
            Field field,
            Condition hint,
            Predicate<@Nullable Object> wanted,
            TracedDecision traced,
            int depth) {
        if (field.kind() == FieldKind.ITEM) {
            return random.nextInt(3) > 0 ? proposed(facts, target, depth) : varied(withValue(facts));
        }
        if (field.kind() == FieldKind.OUTCOME) {
            return decided(facts, field, hint, wanted, traced, depth);
        }
        if (!field.isInput()) {
            return computed(facts, field, wanted);
        }
        List<@Nullable Object> possible = new ArrayList<>(values.of(field, hint, wanted));
        if (wanted.test(null) && !field.isAlwaysKnown()) {
            possible.add(null);
        }
        return possible.isEmpty()
                ? null
                : customers.with(facts, field, possible.get(random.nextInt(possible.size())), random);
    }

    /// With an outcome that is wanted, by a row that writes it, or by none where it may be unknown.
    private @Nullable Map<String, Object> decided(
            Map<String, Object> facts,
            Field outcome,
            Condition hint,
            Predicate<@Nullable Object> wanted,
            TracedDecision traced,
            int depth) {
        if (depth >= MAX_DEPTH) {
            return null;
        }
        List<Target> writers = new ArrayList<>();
        for (Table table : ruleset.tables()) {
            for (int a = 0; a < table.actions().size(); a++) {
                boolean isSignals = outcome.name().equals("riskPoints")
                        && table.actions().get(a).field().name().equals("signal.points");
                if (!table.actions().get(a).field().name().equals(outcome.name()) && !isSignals) {
                    continue;
                }
                for (int row = 0; row < table.rows().size(); row++) {
                    if (isSignals
                            || (table.rows().get(row).assignments().get(a) instanceof Assignment.Literal literal
                                    && wanted.test(literal.value()))
                            || table.rows().get(row).assignments().get(a) instanceof Assignment.Copy) {
                        writers.add(Target.of(table, row));
                    }
                }
            }
        }
        boolean breaks = wanted.test(null) && random.nextInt(3) == 0;
        if (!writers.isEmpty() && !breaks) {
            Target writer = writers.get(random.nextInt(writers.size()));
            Map<String, Object> copied = withCopied(facts, writer, outcome, hint, wanted);
            return copied == null ? null : mended(copied, writer, depth + 1);
        }
        for (TableReading reading : traced.readings()) {
            boolean writes = reading.table().actions().stream()
                    .anyMatch(column -> column.field().name().equals(outcome.name()));
            List<Row> matching = writes ? matching(reading.table().rows(), reading, traced.asOf()) : List.of();
            if (!matching.isEmpty()) {
                Row row = matching.getFirst();
                int index = reading.table().rows().indexOf(row);
                return broken(facts, anyOf(reading.table(), index), row, traced, depth + 1);
            }
        }
        return varied(facts);
    }

    /// With the fact or measure that is wanted, where the row copies it to the outcome.
    private @Nullable Map<String, Object> withCopied(
            Map<String, Object> facts,
            Target writer,
            Field outcome,
            Condition hint,
            Predicate<@Nullable Object> wanted) {
        for (int a = 0; a < writer.row().assignments().size(); a++) {
            if (writer.table().actions().get(a).field().name().equals(outcome.name())
                    && writer.row().assignments().get(a) instanceof Assignment.Copy(Field source)
                    && source.isInput()) {
                List<Object> possible = values.of(source, hint, wanted);
                return possible.isEmpty()
                        ? null
                        : customers.with(facts, source, possible.get(random.nextInt(possible.size())), random);
            }
        }
        return facts;
    }

    /// A target of a table that asks nothing.
    private static Target anyOf(Table table, int index) {
        Row row = table.rows().get(index);
        return new Target(
                table,
                index,
                new Row(
                        row.name(),
                        row.number(),
                        row.conditions().stream()
                                .<Condition>map(_ -> Condition.Any.INSTANCE)
                                .toList(),
                        row.assignments(),
                        null,
                        null,
                        row.reason()));
    }

    /// With a measure that is wanted, by changing what it is computed from.
    private @Nullable Map<String, Object> computed(
            Map<String, Object> facts, Field measure, Predicate<@Nullable Object> wanted) {
        List<Field> used = customers.factsOf(measure).stream()
                .sorted()
                .map(ruleset.dictionary()::require)
                .toList();
        if (used.isEmpty()) {
            return varied(facts);
        }
        Map<String, Object> last = facts;
        for (int i = 0; i < 40; i++) {
            Field field = used.get(random.nextInt(used.size()));
            List<Object> possible = values.all(field);
            boolean removes = random.nextInt(6) == 0 || possible.isEmpty();
            Map<String, Object> changed = customers.with(
                    random.nextBoolean() ? facts : last,
                    field,
                    removes ? null : possible.get(random.nextInt(possible.size())),
                    random);
            if (changed == null) {
                continue;
            }
            TracedDecision traced = trace(changed);
            if (traced != null && wanted.test(traced.result().measures().value(measure.index()))) {
                return changed;
            }
            last = changed;
        }
        return last;
    }

    /// With an action proposed that the target is about.
    private @Nullable Map<String, Object> proposed(Map<String, Object> facts, Target target, int depth) {
        if (depth >= MAX_DEPTH) {
            return null;
        }
        List<Target> rows = new ArrayList<>();
        for (Table table : ruleset.tables()) {
            for (int a = 0; a < table.actions().size(); a++) {
                if (!table.actions().get(a).field().name().equals(ACTION) || table == target.table()) {
                    continue;
                }
                for (int row = 0; row < table.rows().size(); row++) {
                    if (table.rows().get(row).assignments().get(a) instanceof Assignment.Literal literal
                            && target.isAbout(ruleset.actions().get(literal.value()))) {
                        rows.add(Target.of(table, row));
                    }
                }
            }
        }
        return rows.isEmpty() ? varied(facts) : mended(facts, rows.get(random.nextInt(rows.size())), depth + 1);
    }

    /// With another lifetime value, which most amounts of candidates come from.
    private Map<String, Object> withValue(Map<String, Object> facts) {
        Field clv = ruleset.dictionary().require("clv");
        List<Object> possible = values.all(clv);
        if (possible.isEmpty()) {
            return facts;
        }
        Map<String, Object> changed = customers.with(facts, clv, possible.get(random.nextInt(possible.size())), random);
        return changed == null ? facts : changed;
    }

    // --- Readings -----------------------------------------------------------------------------------------

    private static int distance(TracedDecision traced, Target target) {
        TableReading nearest = nearestReading(traced, target);
        return nearest == null
                ? Integer.MAX_VALUE
                : 2 * unmet(target.row(), nearest).size()
                        + Math.min(
                                1,
                                matching(target.earlier(), nearest, LocalDate.EPOCH)
                                        .size());
    }

    private static @Nullable TableReading nearestReading(TracedDecision traced, Target target) {
        return traced.readings().stream()
                .filter(reading -> reading.table() == target.table())
                .min(Comparator.comparingInt(
                        reading -> unmet(target.row(), reading).size()))
                .orElse(null);
    }

    private static List<Integer> unmet(Row row, TableReading reading) {
        List<Integer> unmet = new ArrayList<>();
        for (int c = 0; c < row.conditions().size(); c++) {
            if (!row.conditions().get(c).matches(reading.values().get(c))) {
                unmet.add(c);
            }
        }
        return unmet;
    }

    private static List<Row> matching(List<Row> rows, TableReading reading, LocalDate asOf) {
        return rows.stream().filter(row -> reading.matches(row, asOf)).toList();
    }
}
