package io.tenure.region;

import io.tenure.bundle.DrlWrites;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.finding.CheckStep;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.region.Region.FieldCondition;
import io.tenure.region.Region.OutcomeChange;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.table.ValueText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds customers of regions, by changing those of the scenarios step by step until both rulesets decide as the
/// region says.
///
/// It always tries the same customers. What it doesn't find may exist.
final class ExampleSearch {
    private static final int MAX_SEEDS = 250;
    private static final int MAX_POOL = 900;
    private static final int NEIGHBOURS = 25;
    private static final int START_POINTS = 8;
    private static final int MAX_CHANGES = 8;
    private static final int MAX_DEPTH = 5;
    /// A failing rule may use up its whole time for each customer.
    private static final int MAX_UNDECIDED = 10;

    private final Decider decider;
    private final RegionLimits limits;
    private final List<Sample> pool = new ArrayList<>();
    private final Random random = new Random(1);
    private final Map<String, List<WritingRow>> writers = new HashMap<>();
    private final MeasureInputs measureInputs;
    private final Set<String> writtenByCode;

    /// A row that writes an outcome, or offers an action.
    private record WritingRow(Table table, Row row, Assignment assignment) {
        boolean canWrite(Condition wanted) {
            return assignment instanceof Assignment.Copy
                    || (assignment instanceof Assignment.Literal(Object value, String _) && wanted.matches(value));
        }
    }

    ExampleSearch(Decider decider, RegionLimits limits) {
        this.decider = decider;
        this.limits = limits;
        this.writtenByCode = DrlWrites.outcomes(decider.before.ruleset());
        Map<String, Scenario> scenarios = new TreeMap<>();
        Stream.of(decider.after, decider.before)
                .flatMap(compiled -> compiled.ruleset().scenarios().stream())
                .limit(2L * MAX_SEEDS)
                .forEach(scenario -> scenarios.put(scenario.name(), scenario));
        scenarios.values().stream().limit(MAX_SEEDS).forEach(scenario -> {
            CheckStep.next();
            Sample sample = decider.decide(cells(scenario.input()));
            if (sample != null) {
                pool.add(sample);
            }
        });
        if (pool.isEmpty()) {
            for (String type : List.of("CONTRACTUAL", "NON_CONTRACTUAL")) {
                Sample sample =
                        decider.decide(Map.of("customerId", "C-1", "asOf", "2026-06-30", "relationshipType", type));
                if (sample != null) {
                    pool.add(sample);
                }
            }
        }
        measureInputs = new MeasureInputs(decider, pool);
        for (Ruleset ruleset : List.of(decider.before.ruleset(), decider.after.ruleset())) {
            for (Table table : ruleset.tables()) {
                table.rows().forEach(row -> addWriter(table, row));
            }
        }
    }

    private void addWriter(Table table, Row row) {
        for (int a = 0; a < row.assignments().size(); a++) {
            String name = table.actions().get(a).field().name();
            if (!(row.assignments().get(a) instanceof Assignment.None)) {
                writers.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(new WritingRow(table, row, row.assignments().get(a)));
            }
        }
    }

    static Map<String, String> cells(DecisionInput input) {
        Map<String, String> cells = new TreeMap<>();
        input.known().forEach((name, value) -> cells.put(name, ValueText.of(value)));
        return cells;
    }

    /// A customer of a region; null where none was found.
    ///
    /// @param isThorough whether other customers are tried than those that were decided already
    @Nullable
    Sample find(Region region, boolean isThorough) {
        for (Sample sample : List.copyOf(pool)) {
            if (sample.isOf(region)) {
                if (isThorough) {
                    addNeighbours(sample);
                }
                return sample;
            }
        }
        if (!isThorough) {
            return null;
        }
        List<Sample> nearest = pool.stream()
                .sorted(Comparator.comparingInt(sample -> distance(sample, region)))
                .limit(START_POINTS)
                .toList();
        int tries = 0;
        for (int round = 0; isSearched(tries) && !nearest.isEmpty(); round++) {
            Sample current = nearest.get(round % nearest.size());
            for (int change = 0; change < MAX_CHANGES && isSearched(tries); change++) {
                CheckStep.next();
                Map<String, String> cells = new TreeMap<>(current.cells());
                changeOne(cells, current, region);
                tries++;
                Sample next = decider.decide(cells);
                if (next == null) {
                    continue;
                }
                if (next.isOf(region)) {
                    addNeighbours(next);
                    return next;
                }
                if (distance(next, region) <= distance(current, region) + (random.nextInt(4) == 0 ? 2 : 0)) {
                    current = next;
                }
            }
        }
        return null;
    }

    private boolean isSearched(int tries) {
        return tries < limits.maxTries() && decider.undecided() < MAX_UNDECIDED;
    }

    /// Decides customers like one who changes, for the regions of later tables.
    private void addNeighbours(Sample sample) {
        pool.add(sample);
        int size = pool.size();
        for (int i = 0; i < NEIGHBOURS && pool.size() < MAX_POOL && decider.undecided() < MAX_UNDECIDED; i++) {
            Map<String, String> cells = new TreeMap<>(sample.cells());
            pool.get(random.nextInt(size)).cells().forEach((name, value) -> {
                if (random.nextInt(4) == 0) {
                    cells.put(name, value);
                }
            });
            Sample neighbour = decider.decide(cells);
            if (neighbour != null && !neighbour.differences().isEmpty()) {
                pool.add(neighbour);
            }
        }
    }

    private static int distance(Sample sample, Region region) {
        List<FieldCondition> violated = sample.violated(region);
        int inputs = 0;
        for (OutcomeChange change : region.inputs().values()) {
            inputs += sample.differences().containsKey(change.field().name()) ? 0 : 3;
        }
        return inputs + (violated == null ? 20 : violated.size());
    }

    private void changeOne(Map<String, String> cells, Sample current, Region region) {
        List<FieldCondition> wanted = new ArrayList<>();
        List<FieldCondition> violated = current.violated(region);
        if (violated != null) {
            wanted.addAll(violated);
        }
        for (OutcomeChange change : region.inputs().values()) {
            if (!current.differences().containsKey(change.field().name())
                    && change.before() instanceof Value.Known(Object value)
                    && value != null) {
                wanted.add(new FieldCondition(
                        change.field(), new Condition.Codes("", Set.of(ValueText.of(value)), false, false)));
            }
        }
        if (wanted.isEmpty()) {
            // The table is asked as it should be, but it makes no difference in the end: change something else.
            Map<String, String> other = pool.get(random.nextInt(pool.size())).cells();
            List<String> names = List.copyOf(other.keySet());
            String name = names.get(random.nextInt(names.size()));
            cells.put(name, Objects.requireNonNull(other.get(name)));
            return;
        }
        for (FieldCondition one : random.nextBoolean() ? wanted : List.of(wanted.get(random.nextInt(wanted.size())))) {
            satisfy(one, cells, 0);
        }
    }

    /// Changes a customer so that a field may come to what is wanted.
    private void satisfy(FieldCondition wanted, Map<String, String> cells, int depth) {
        Field field = wanted.field();
        switch (field.kind()) {
            case FACT -> put(field, wanted.condition(), cells);
            case MEASURE -> measureInputs.satisfy(field, wanted.condition(), cells, random);
            case OUTCOME -> {
                if (field.name().equals(Items.RISK_POINTS)) {
                    List<WritingRow> signals = writers.getOrDefault("signal.points", List.of());
                    for (int i = random.nextInt(4); i > 0 && !signals.isEmpty(); i--) {
                        follow(signals.get(random.nextInt(signals.size())), cells, depth);
                    }
                } else {
                    write(field.name(), wanted.condition(), cells, depth);
                }
            }
            case ITEM -> {
                if (field.name().equals("candidate.action")) {
                    write(field.name(), wanted.condition(), cells, depth);
                } else {
                    List<WritingRow> actions = writers.getOrDefault("candidate.action", List.of());
                    if (!actions.isEmpty()) {
                        follow(actions.get(random.nextInt(actions.size())), cells, depth);
                    }
                }
            }
        }
    }

    private void write(String name, Condition wanted, Map<String, String> cells, int depth) {
        List<WritingRow> fitting = writers.getOrDefault(name, List.of()).stream()
                .filter(one -> one.canWrite(wanted))
                .toList();
        if (!fitting.isEmpty()) {
            WritingRow one = fitting.get(random.nextInt(fitting.size()));
            follow(one, cells, depth);
            if (one.assignment instanceof Assignment.Copy(Field source)) {
                satisfyIfInput(source, wanted, cells, depth);
            }
        }
    }

    private void satisfyIfInput(Field source, Condition wanted, Map<String, String> cells, int depth) {
        if (depth < MAX_DEPTH) {
            satisfy(new FieldCondition(source, wanted), cells, depth + 1);
        }
    }

    /// Makes a customer meet the conditions of a row.
    private void follow(WritingRow writing, Map<String, String> cells, int depth) {
        if (depth >= MAX_DEPTH) {
            return;
        }
        for (int c = 0; c < writing.row.conditions().size(); c++) {
            Condition condition = writing.row.conditions().get(c);
            if (!(condition instanceof Condition.Any)) {
                satisfy(new FieldCondition(writing.table.conditions().get(c).field(), condition), cells, depth + 1);
            }
        }
    }

    private void put(Field field, Condition condition, Map<String, String> cells) {
        Object value = PossibleValue.of(field, condition, random);
        if (value == null) {
            cells.remove(field.name());
        } else {
            cells.put(field.name(), ValueText.of(value));
        }
    }

    /// Whether no customer can have what a region asks of an outcome, because no row writes it.
    boolean isImpossible(Region region) {
        return region.boxes().stream().allMatch(box -> box.stream().anyMatch(this::isNeverWritten));
    }

    private boolean isNeverWritten(FieldCondition asked) {
        return asked.field().kind() == FieldKind.OUTCOME
                && !asked.field().name().equals(Items.RISK_POINTS)
                && !asked.condition().matches(null)
                && decider.before.ruleset().freeForms().isEmpty()
                && !writtenByCode.contains(asked.field().name())
                && writers.getOrDefault(asked.field().name(), List.of()).stream()
                        .noneMatch(one -> one.canWrite(asked.condition()));
    }
}
