package io.tenure.release;

import io.tenure.bundle.Ruleset;
import io.tenure.engine.TracedDecision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.region.EditAttribution;
import io.tenure.region.EditedCell;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
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

/// What differs between the decisions of two rulesets, counted over customers.
final class ImpactCounts {
    private static final String RETENTION_LEVEL = "retentionLevel";
    private static final int RANKS = 3;
    private static final String ACTION = "action";
    /// Compared outcomes that every report has; those of a ruleset's own, and the actions of lower ranks, are in it
    /// where they change.
    private static final List<String> COMPARED_OUTCOMES = List.of("stage", "riskBand", RETENTION_LEVEL, "action1");

    private static final String UNKNOWN = "unknown";
    private static final int MAX_EXAMPLES = 3;
    private static final int MAX_EDITS = 50;
    private static final int MAX_EXCLUSIONS = 100;

    private final Ruleset before;
    private final Ruleset after;
    private final EditAttribution attribution;
    /// By the name of an outcome the tables that it depends on.
    private final Map<String, Set<String>> tablesBehind;

    private final Map<String, Map<Move, CustomerCount<ImpactReport.Example>>> moves = new LinkedHashMap<>();
    private final ImpactMoney money;
    private final Map<ExcludedBy, ExclusionCount> exclusions = new TreeMap<>();
    private final Map<EditedCell, CustomerCount<ImpactReport.Customer>> edits = new LinkedHashMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private int customers;
    private int changed;
    private int changedOtherwise;

    ImpactCounts(Ruleset before, Ruleset after) {
        this(before, after, EditAttribution.between(before, after), new LinkedHashMap<>());
        for (String outcome : moves.keySet()) {
            tablesBehind.put(
                    outcome, outcome.startsWith(ACTION) ? attribution.allTables() : attribution.tablesBehind(outcome));
        }
    }

    private ImpactCounts(
            Ruleset before, Ruleset after, EditAttribution attribution, Map<String, Set<String>> tablesBehind) {
        this.before = before;
        this.after = after;
        this.attribution = attribution;
        this.tablesBehind = tablesBehind;
        this.money = new ImpactMoney(before.dictionary(), after.dictionary());
        COMPARED_OUTCOMES.forEach(name -> moves.put(name, new TreeMap<>()));
        for (int rank = 2; rank <= RANKS; rank++) {
            moves.put(ACTION + rank, new TreeMap<>());
        }
        Stream.of(before, after)
                .flatMap(ruleset -> ruleset.dictionary().ownOutcomes().stream())
                .filter(Field::hasFewValues)
                .forEach(field -> moves.put(field.name(), new TreeMap<>()));
        unknown.addAll(attribution.asked());
    }

    private record Move(String from, String to) implements Comparable<Move> {
        boolean changes() {
            return !from.equals(to);
        }

        @Override
        public int compareTo(Move other) {
            int byFrom = from.compareTo(other.from);
            return byFrom != 0 ? byFrom : to.compareTo(other.to);
        }
    }

    /// How many customers, and the first ones as examples.
    private static final class CustomerCount<E> {
        private int customers;
        private final List<E> examples = new ArrayList<>();

        boolean wantsExample() {
            return examples.size() < MAX_EXAMPLES;
        }

        void add(CustomerCount<E> other) {
            customers += other.customers;
            other.examples.stream().limit(MAX_EXAMPLES - (long) examples.size()).forEach(examples::add);
        }
    }

    private record ExcludedBy(String action, String rule) implements Comparable<ExcludedBy> {
        @Override
        public int compareTo(ExcludedBy other) {
            int byAction = action.compareTo(other.action);
            return byAction != 0 ? byAction : rule.compareTo(other.rule);
        }
    }

    private static final class ExclusionCount {
        private int before;
        private int after;
        private int added;
        private int removed;

        void add(ExclusionCount other) {
            before += other.before;
            after += other.after;
            added += other.added;
            removed += other.removed;
        }
    }

    /// Counts of the same comparison, of nobody yet.
    ImpactCounts emptyCopy() {
        return new ImpactCounts(before, after, attribution, tablesBehind);
    }

    /// Adds those of other customers.
    void add(ImpactCounts part) {
        customers += part.customers;
        changed += part.changed;
        changedOtherwise += part.changedOtherwise;
        unknown.retainAll(part.unknown);
        money.add(part.money);
        part.exclusions.forEach((by, count) ->
                exclusions.computeIfAbsent(by, _ -> new ExclusionCount()).add(count));
        part.edits.forEach((cell, count) ->
                edits.computeIfAbsent(cell, _ -> new CustomerCount<>()).add(count));
        part.moves.forEach(
                (outcome, matrix) -> matrix.forEach((move, cell) -> Objects.requireNonNull(moves.get(outcome))
                        .computeIfAbsent(move, _ -> new CustomerCount<>())
                        .add(cell)));
    }

    /// Counts a customer whom both decided.
    ///
    /// @return whether the retention level changes
    boolean count(ImpactReport.Customer customer, TracedDecision decidedBefore, TracedDecision decidedAfter) {
        DecisionResult resultBefore = decidedBefore.result();
        DecisionResult resultAfter = decidedAfter.result();
        customers++;
        unknown.removeIf(name -> isKnown(resultAfter, name));
        money.count(resultBefore, resultAfter);
        countExclusions(resultBefore, resultAfter);
        Map<String, Set<EditedCell>> cells = cells(customer, decidedBefore, decidedAfter);
        moves.forEach((outcome, matrix) -> {
            Move move = new Move(value(before, resultBefore, outcome), value(after, resultAfter, outcome));
            CustomerCount<ImpactReport.Example> cell = matrix.computeIfAbsent(move, _ -> new CustomerCount<>());
            cell.customers++;
            if (move.changes() && cell.wantsExample()) {
                cell.examples.add(new ImpactReport.Example(
                        customer.customerId(),
                        customer.decisionId(),
                        ImpactReport.DecidingRow.of(decidingHit(resultBefore, outcome)),
                        ImpactReport.DecidingRow.of(decidingHit(resultAfter, outcome)),
                        cellsBehind(outcome, cells)));
            }
        });
        return !value(before, resultBefore, RETENTION_LEVEL).equals(value(after, resultAfter, RETENTION_LEVEL));
    }

    /// The edited cells that decide otherwise about a customer, by their tables.
    private Map<String, Set<EditedCell>> cells(
            ImpactReport.Customer customer, TracedDecision decidedBefore, TracedDecision decidedAfter) {
        if (!EditAttribution.isChanged(decidedBefore.result(), decidedAfter.result())) {
            return Map.of();
        }
        changed++;
        Map<String, Set<EditedCell>> cells = attribution.cells(decidedBefore, decidedAfter);
        Set<EditedCell> all = cells.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        changedOtherwise += all.isEmpty() ? 1 : 0;
        for (EditedCell cell : all) {
            CustomerCount<ImpactReport.Customer> count = edits.computeIfAbsent(cell, _ -> new CustomerCount<>());
            count.customers++;
            if (count.wantsExample()) {
                count.examples.add(customer);
            }
        }
        return cells;
    }

    private List<EditedCell> cellsBehind(String outcome, Map<String, Set<EditedCell>> cells) {
        Set<String> behind = Objects.requireNonNull(tablesBehind.get(outcome));
        Set<EditedCell> found = new LinkedHashSet<>();
        cells.forEach((table, ofTable) -> {
            if (behind.contains(table)) {
                found.addAll(ofTable);
            }
        });
        return List.copyOf(found);
    }

    private boolean isKnown(DecisionResult result, String name) {
        return after.dictionary()
                .find(name)
                .map(field -> field.kind() == FieldKind.FACT
                        ? result.customer().value(field.index())
                        : result.measures().value(field.index()))
                .isPresent();
    }

    private void countExclusions(DecisionResult resultBefore, DecisionResult resultAfter) {
        Set<ExcludedBy> was = excluded(resultBefore);
        Set<ExcludedBy> is = excluded(resultAfter);
        for (ExcludedBy by : was) {
            ExclusionCount count = exclusions.computeIfAbsent(by, _ -> new ExclusionCount());
            count.before++;
            count.removed += is.contains(by) ? 0 : 1;
        }
        for (ExcludedBy by : is) {
            ExclusionCount count = exclusions.computeIfAbsent(by, _ -> new ExclusionCount());
            count.after++;
            count.added += was.contains(by) ? 0 : 1;
        }
    }

    private static Set<ExcludedBy> excluded(DecisionResult result) {
        return result.excluded().stream()
                .map(exclusion -> new ExcludedBy(exclusion.action(), exclusion.rule()))
                .collect(Collectors.toSet());
    }

    private static String value(Ruleset ruleset, DecisionResult result, String outcome) {
        if (outcome.startsWith(ACTION)) {
            return action(result, outcome);
        }
        Object value = ImpactMoney.outcome(ruleset.dictionary(), result, outcome);
        return value == null ? UNKNOWN : value.toString();
    }

    /// The code of the action of a rank.
    private static String action(DecisionResult result, String outcome) {
        int rank = Integer.parseInt(outcome.substring(ACTION.length()));
        List<NextBestAction> actions = result.nextBestActions();
        return actions.size() < rank ? UNKNOWN : actions.get(rank - 1).action();
    }

    private static @Nullable Hit decidingHit(DecisionResult result, String outcome) {
        Predicate<Hit> wrote;
        if (outcome.startsWith(ACTION)) {
            String action = action(result, outcome);
            wrote = hit -> action.equals(hit.wrote().get("candidate.action"));
        } else {
            wrote = hit -> hit.wrote().containsKey(outcome);
        }
        return result.hits().reversed().stream().filter(wrote).findFirst().orElse(null);
    }

    /// How many customers were decided by both.
    int customers() {
        return customers;
    }

    /// How many of them are decided otherwise in anything.
    int changed() {
        return changed;
    }

    /// How many of those who change do so by no edited cell of a table.
    int changedOtherwise() {
        return changedOtherwise;
    }

    /// For how many the retention level changes.
    int levelChanges() {
        return changed(Objects.requireNonNull(moves.get(RETENTION_LEVEL)));
    }

    List<Text> otherEdits() {
        return attribution.otherEdits();
    }

    /// The facts and measures that edited rows ask for and that no customer has.
    List<String> unknownFacts() {
        return customers == 0 ? List.of() : List.copyOf(unknown);
    }

    List<ImpactReport.Money> money() {
        return money.report();
    }

    /// The exclusions that change for anybody, those of the most customers first.
    List<ImpactReport.ExclusionChange> exclusions() {
        return exclusions.entrySet().stream()
                .filter(entry -> entry.getValue().added + entry.getValue().removed > 0)
                .map(entry -> new ImpactReport.ExclusionChange(
                        entry.getKey().action,
                        entry.getKey().rule,
                        entry.getValue().before,
                        entry.getValue().after,
                        entry.getValue().added,
                        entry.getValue().removed))
                .sorted(Comparator.comparingInt(change -> -change.added() - change.removed()))
                .limit(MAX_EXCLUSIONS)
                .toList();
    }

    /// The edited cells that move anybody, those that move the most first.
    List<ImpactReport.Edit> edits() {
        return edits.entrySet().stream()
                .map(entry -> new ImpactReport.Edit(
                        entry.getKey(), entry.getValue().customers, List.copyOf(entry.getValue().examples)))
                .sorted(Comparator.<ImpactReport.Edit>comparingInt(edit -> -edit.customers())
                        .thenComparing(edit -> edit.cell().file()
                                + edit.cell().sheet()
                                + edit.cell().cell()))
                .limit(MAX_EDITS)
                .toList();
    }

    List<ImpactReport.Outcome> outcomes() {
        return moves.entrySet().stream()
                .map(m -> outcome(m.getKey(), m.getValue()))
                .filter(outcome -> COMPARED_OUTCOMES.contains(outcome.outcome()) || outcome.changed() > 0)
                .toList();
    }

    private ImpactReport.Outcome outcome(String name, Map<Move, CustomerCount<ImpactReport.Example>> matrix) {
        int changedHere = changed(matrix);
        return new ImpactReport.Outcome(
                name,
                changedHere,
                percent(changedHere),
                matrix.entrySet().stream()
                        .map(m -> new ImpactReport.Move(
                                m.getKey().from,
                                m.getKey().to,
                                m.getValue().customers,
                                percent(m.getValue().customers),
                                List.copyOf(m.getValue().examples)))
                        .toList());
    }

    private static int changed(Map<Move, CustomerCount<ImpactReport.Example>> matrix) {
        return matrix.entrySet().stream()
                .filter(m -> m.getKey().changes())
                .mapToInt(m -> m.getValue().customers)
                .sum();
    }

    private double percent(int count) {
        return customers == 0 ? 0 : Math.round(10_000.0 * count / customers) / 100.0;
    }
}
