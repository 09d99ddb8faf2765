package io.tenure.mutation;

import io.tenure.bundle.ParameterVariants;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.ScenarioRunner;
import io.tenure.engine.TracedDecision;
import io.tenure.finding.CheckStep;
import io.tenure.finding.Checked;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Proposes scenarios for the small changes that no scenario notices: customers at the boundaries of rows, with what is
/// decided for them now. A person has to confirm that it is right.
///
/// As few customers as a greedy choice needs, each with as few facts and expectations as its changes need.
public final class ScenarioProposals {
    private static final int MAX_ATTEMPTS = 40;
    private static final int VARIATIONS = 8;
    private static final int PARAMETER_ATTEMPTS = 300;

    private final CompiledRuleset compiled;
    private final CustomerSearch search;
    private final List<Mutant> mutants;
    private final @Nullable CompiledRuleset[] changed;
    private final List<Customer> found = new ArrayList<>();
    private final BitSet covered = new BitSet();

    /// A customer and the changes that are seen in their decision.
    private record Customer(Map<String, Object> facts, Map<Integer, Set<String>> seenIn) {}

    /// @param scenarios the proposed ones
    /// @param mutants changes that no scenario of the ruleset notices
    /// @param survivors those of them that the proposed scenarios don't notice either
    public record Result(List<ProposedScenario> scenarios, int mutants, List<MutationReport.Survivor> survivors) {
        public Result {
            scenarios = List.copyOf(scenarios);
            survivors = List.copyOf(survivors);
        }
    }

    private ScenarioProposals(CompiledRuleset compiled, List<Mutant> mutants) {
        this.compiled = compiled;
        this.search = new CustomerSearch(compiled);
        this.mutants = mutants;
        this.changed = new CompiledRuleset[mutants.size()];
    }

    /// The names of what scenarios can be proposed for: the tables, and the sheet of parameters.
    public static SortedSet<String> tables(Ruleset ruleset) {
        SortedSet<String> names = new TreeSet<>(Set.of("Parameters"));
        ruleset.tables().forEach(table -> names.add(table.name()));
        return names;
    }

    /// @param tables names of the tables for which scenarios are wanted; `Parameters` for the parameters
    /// @param maxTime after which no more are sought
    public static Result of(
            CompiledRuleset compiled,
            ParameterVariants variants,
            Predicate<String> tables,
            Duration maxTime,
            MutationRun.Progress progress) {
        long end = System.nanoTime() + maxTime.toNanos();
        List<Mutant> mutants = MutationRun.survivors(compiled, variants, tables, maxTime);
        return new ScenarioProposals(compiled, mutants).propose(end, progress);
    }

    private Result propose(long end, MutationRun.Progress progress) {
        for (Scenario scenario : compiled.ruleset().scenarios()) {
            add(scenario.input().known());
        }
        for (int m = 0; m < mutants.size() && System.nanoTime() - end < 0; m++) {
            if (!covered.get(m)) {
                seek(m);
            }
            progress.report(m + 1, mutants.size());
        }
        List<ProposedScenario> scenarios = new ArrayList<>();
        BitSet left = (BitSet) covered.clone();
        while (!left.isEmpty()) {
            Customer best = found.getFirst();
            int most = 0;
            for (Customer customer : found) {
                int count = (int)
                        customer.seenIn.keySet().stream().filter(left::get).count();
                if (count > most) {
                    most = count;
                    best = customer;
                }
            }
            BitSet own = new BitSet();
            best.seenIn.keySet().stream().filter(left::get).forEach(own::set);
            scenarios.add(scenario(reduced(best.facts, own), own, scenarios.size() + 1));
            left.andNot(own);
        }
        List<MutationReport.Survivor> survivors = new ArrayList<>();
        for (int m = 0; m < mutants.size(); m++) {
            if (!covered.get(m)) {
                survivors.add(MutationRun.survivor(mutants.get(m), false));
            }
        }
        return new Result(scenarios, mutants.size(), survivors);
    }

    private void seek(int number) {
        List<Target> targets = targets(mutants.get(number));
        if (targets.isEmpty()) {
            for (int i = 0; i < PARAMETER_ATTEMPTS && !covered.get(number); i++) {
                tryOut(search.varied(search.anyone()), number);
            }
        }
        for (int attempt = 0; attempt < MAX_ATTEMPTS && !covered.get(number) && !targets.isEmpty(); attempt++) {
            Map<String, Object> facts = search.reach(targets.get(attempt % targets.size()), attempt);
            for (int i = 0; facts != null && i < VARIATIONS && !covered.get(number); i++) {
                tryOut(facts, number);
                facts = search.varied(facts);
            }
        }
    }

    private void tryOut(Map<String, Object> facts, int number) {
        SortedMap<String, Object> now = expectable(compiled, facts);
        if (now != null && !seenIn(facts, now, number).isEmpty()) {
            add(facts);
        }
    }

    /// Keeps a customer in whose decision some change is seen that is not seen in others', or in few.
    private void add(Map<String, Object> facts) {
        TracedDecision traced = search.trace(facts);
        if (traced == null || !search.customers().isPossible(facts)) {
            return;
        }
        SortedMap<String, Object> now = expectable(compiled, traced);
        Scenario scenario = new Scenario("", "", 0, "", search.customers().input(facts), now);
        ScenarioTraces traces = ScenarioTraces.of(scenario, traced);
        Map<Integer, Set<String>> seen = new HashMap<>();
        for (int m = 0; m < mutants.size(); m++) {
            if (mutants.get(m) instanceof CellMutant cell
                    && traces.affectedBy(cell).isEmpty()) {
                continue;
            }
            Set<String> names = seenIn(facts, now, m);
            if (!names.isEmpty()) {
                seen.put(m, names);
                covered.set(m);
            }
        }
        if (!seen.isEmpty()) {
            found.add(new Customer(facts, seen));
        }
    }

    /// The names in which the decision differs under a change.
    private Set<String> seenIn(Map<String, Object> facts, SortedMap<String, Object> now, int number) {
        CheckStep.next();
        CompiledRuleset other = changed[number];
        if (other == null) {
            other = compiled.with(mutants.get(number).ruleset());
            changed[number] = other;
        }
        SortedMap<String, Object> then = expectable(other, facts);
        Set<String> names = new TreeSet<>();
        if (then != null) {
            now.forEach((name, value) -> {
                if (!ScenarioRunner.isExpected(value, then.get(name))) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    private @Nullable SortedMap<String, Object> expectable(CompiledRuleset ruleset, Map<String, Object> facts) {
        return DecisionPipeline.trace(ruleset, search.customers().input(facts))
                        instanceof Checked.Valid(TracedDecision traced, var _)
                ? expectable(ruleset, traced)
                : null;
    }

    private static SortedMap<String, Object> expectable(CompiledRuleset ruleset, TracedDecision traced) {
        SortedMap<String, Object> values = ScenarioRunner.expectable(ruleset, traced);
        values.replaceAll((_, value) -> value instanceof Double number ? (Object) NextValue.rounded(number) : value);
        return values;
    }

    /// The rows that a customer must reach to tell a change.
    private List<Target> targets(Mutant mutant) {
        return switch (mutant) {
            case CellMutant cell -> {
                Row difference = cell.difference();
                yield difference == null ? List.of() : List.of(new Target(cell.source(), cell.rowIndex(), difference));
            }
            case ParameterMutant parameter -> targets(parameter);
        };
    }

    private List<Target> targets(ParameterMutant mutant) {
        List<Target> targets = new ArrayList<>();
        for (int t = 0; t < compiled.ruleset().tables().size(); t++) {
            Table table = compiled.ruleset().tables().get(t);
            Table other = mutant.ruleset().tables().get(t);
            for (int r = 0; r < table.rows().size(); r++) {
                Row row = table.rows().get(r);
                Row changedRow = other.rows().get(r);
                for (int c = 0; c < row.conditions().size(); c++) {
                    if (!row.conditions().get(c).equals(changedRow.conditions().get(c))) {
                        Row difference = ConditionDifference.row(
                                table, row, c, changedRow.conditions().get(c));
                        if (difference != null) {
                            targets.add(new Target(table, r, difference));
                        }
                    }
                }
                if (!row.assignments().equals(changedRow.assignments())) {
                    targets.add(Target.of(table, r));
                }
            }
        }
        return targets;
    }

    /// Without the facts that the changes can be told without.
    private Map<String, Object> reduced(Map<String, Object> facts, BitSet own) {
        Map<String, Object> least = facts;
        for (String name : facts.keySet()) {
            Map<String, Object> fewer = new TreeMap<>(least);
            fewer.remove(name);
            if (!CustomerFacts.KEPT.contains(name) && tells(fewer, own)) {
                least = fewer;
            }
        }
        return least;
    }

    private boolean tells(Map<String, Object> facts, BitSet own) {
        SortedMap<String, Object> now = expectable(compiled, facts);
        return now != null
                && search.customers().isPossible(facts)
                && own.stream().noneMatch(m -> seenIn(facts, now, m).isEmpty());
    }

    private ProposedScenario scenario(Map<String, Object> facts, BitSet own, int number) {
        SortedMap<String, Object> now = Objects.requireNonNull(expectable(compiled, facts));
        List<Set<String>> seen = new ArrayList<>();
        own.stream().forEach(m -> seen.add(seenIn(facts, now, m)));
        Set<String> written = new TreeSet<>();
        own.stream().forEach(m -> {
            if (mutants.get(m) instanceof CellMutant cell) {
                cell.source()
                        .actions()
                        .forEach(column -> written.add(column.field().name()));
            }
        });
        SortedMap<String, Object> expected = new TreeMap<>();
        while (!seen.isEmpty()) {
            Map<String, Integer> counts = new TreeMap<>();
            seen.forEach(names -> names.forEach(name -> counts.merge(name, 1, Integer::sum)));
            String best = counts.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(entry -> -rank(entry.getKey(), written)))
                    .orElseThrow()
                    .getKey();
            expected.put(best, now.get(best));
            seen.removeIf(names -> names.contains(best));
        }
        List<ProposedScenario.Guarded> guarded = own.stream()
                .mapToObj(mutants::get)
                .map(mutant -> new ProposedScenario.Guarded(
                        mutant.address(), mutant.table(), mutant.row(), mutant.before(), mutant.after()))
                .toList();
        return new ProposedScenario(number, new TreeMap<>(facts), expected, guarded);
    }

    /// What the changed tables write, before what follows from it, before the rows that decided.
    private static int rank(String name, Set<String> written) {
        if (written.contains(name)) {
            return 0;
        }
        String item = name.startsWith("excluded:")
                ? "exclusion.code"
                : name.equals("signals")
                        ? "signal.code"
                        : name.startsWith("action") || name.startsWith("score") ? "candidate.action" : "";
        if (written.contains(item)) {
            return 1;
        }
        return name.startsWith("rule:") ? 4 : item.isEmpty() ? 2 : 3;
    }
}
