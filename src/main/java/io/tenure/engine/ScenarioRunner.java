package io.tenure.engine;

import static java.util.stream.Collectors.joining;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.finding.CheckStep;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.table.Row;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides the scenarios of a ruleset and compares the decisions with the expected values.
public final class ScenarioRunner {
    private static final int MIN_DECIMALS = 2;
    private static final int MAX_RANKS = 9;
    private static final String RULE = "rule:";
    private static final String EXCLUDED = "excluded:";

    /// Longest run of all scenarios together.
    private static final Duration MAX_TIME = Duration.ofSeconds(20);

    private ScenarioRunner() {}

    /// A result for each scenario, in their order. Those that have not begun after [#MAX_TIME] are not run.
    ///
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    public static List<ScenarioResult> run(CompiledRuleset compiled) {
        long end = System.nanoTime() + MAX_TIME.toNanos();
        return compiled.ruleset().scenarios().stream()
                .map(scenario -> System.nanoTime() - end < 0
                        ? run(compiled, scenario)
                        : undecided(scenario, Message.of("engine.scenario.not-run", "seconds", MAX_TIME.toSeconds())))
                .toList();
    }

    private static ScenarioResult undecided(Scenario scenario, Text why) {
        return new ScenarioResult(scenario, List.of(), List.of(), Map.of(), why);
    }

    /// The result of one scenario.
    ///
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    public static ScenarioResult run(CompiledRuleset compiled, Scenario scenario) {
        // No rest: a scenario costs what a decision costs, and the time of all is bounded.
        CheckStep.endIfInterrupted();
        return switch (DecisionPipeline.trace(compiled, scenario.input())) {
            case Checked.Invalid(List<RuleFailure> failures) ->
                undecided(scenario, failures.getFirst().message());
            case Checked.Valid(TracedDecision traced, var _) -> compare(compiled, scenario, traced);
        };
    }

    /// The result of a scenario that was decided.
    public static ScenarioResult compare(CompiledRuleset compiled, Scenario scenario, TracedDecision traced) {
        DecisionResult decided = traced.result();
        Map<String, Set<Row>> withoutHit = traced.withoutHit();
        List<ScenarioResult.Mismatch> mismatches = new ArrayList<>();
        new TreeMap<>(scenario.expected()).forEach((name, expected) -> {
            Object got = actualValue(compiled.ruleset(), decided, withoutHit, name);
            if (!matches(expected, got)) {
                mismatches.add(new ScenarioResult.Mismatch(name, expected, got, decidedBy(decided, name)));
            }
        });
        return new ScenarioResult(scenario, mismatches, decided.hits(), withoutHit, null);
    }

    /// All that a scenario could expect of a decision, by the names of [Scenario#expected]: every outcome, the rows
    /// that decided in each table that any did, signals, what excluded each candidate, and the actions with their
    /// scores.
    public static SortedMap<String, Object> expectable(CompiledRuleset compiled, TracedDecision traced) {
        DecisionResult decided = traced.result();
        Map<String, Set<Row>> withoutHit = traced.withoutHit();
        SortedMap<String, Object> values = new TreeMap<>();
        List<String> names = new ArrayList<>(List.of("signals"));
        compiled.ruleset().dictionary().fields(FieldKind.OUTCOME).forEach(field -> names.add(field.name()));
        decided.hits().stream()
                .filter(hit -> !hit.origin().sheet().isEmpty())
                .forEach(hit -> names.add(RULE + hit.origin().table()));
        withoutHit.keySet().forEach(table -> names.add(RULE + table));
        decided.decision().candidates().forEach(candidate -> names.add(EXCLUDED + candidate.getAction()));
        for (int rank = 1; rank <= Math.min(MAX_RANKS, decided.nextBestActions().size()); rank++) {
            names.add("action" + rank);
            names.add("score" + rank);
        }
        for (String name : names) {
            Object value = actualValue(compiled.ruleset(), decided, withoutHit, name);
            values.put(name, value == null ? Scenario.NoValue.UNKNOWN : value);
        }
        return values;
    }

    /// Whether a value that came out is what was expected: numbers to the decimals written, at least to cents.
    ///
    /// @param expected as in [Scenario#expected]
    /// @param actual null or [Scenario.NoValue#UNKNOWN] where there is none
    public static boolean isExpected(Object expected, @Nullable Object actual) {
        return matches(expected, actual == Scenario.NoValue.UNKNOWN ? null : actual);
    }

    /// What came out; null for unknown.
    private static @Nullable Object actualValue(
            Ruleset ruleset, DecisionResult decided, Map<String, Set<Row>> withoutHit, String name) {
        if (name.startsWith(RULE)) {
            Stream<String> hits = decided.hits().stream()
                    .filter(isOf(name))
                    .map(hit -> hit.origin().name());
            Stream<String> silent = withoutHit.getOrDefault(name.substring(RULE.length()), Set.of()).stream()
                    .map(Row::name);
            String rows = Stream.concat(hits, silent).distinct().collect(joining(","));
            return rows.isEmpty() ? null : rows;
        }
        if (name.equals("signals")) {
            return decided.decision().signals().stream()
                    .map(Decision.Signal::code)
                    .collect(joining(","));
        }
        if (name.startsWith(EXCLUDED)) {
            String action = name.substring(EXCLUDED.length());
            return decided.excluded().stream()
                    .filter(one -> one.action().equals(action))
                    .map(Exclusion::rule)
                    .distinct()
                    .sorted()
                    .collect(joining(","));
        }
        if (isRanked(name)) {
            NextBestAction action = ranked(decided, name);
            return action == null ? null : name.startsWith("action") ? action.action() : (Object) action.score();
        }
        Field field = ruleset.dictionary().require(name);
        return field.kind() == FieldKind.OUTCOME
                ? decided.decision().value(field.index())
                : field.kind() == FieldKind.MEASURE
                        ? decided.measures().value(field.index())
                        : decided.customer().value(field.index());
    }

    /// The row or rule that decided it; null where none did.
    private static @Nullable Hit decidedBy(DecisionResult decided, String name) {
        if (name.startsWith(RULE)) {
            return lastHit(decided, isOf(name));
        }
        if (name.equals("signals")) {
            return lastHit(decided, h -> h.wrote().containsKey("signal.code"));
        }
        if (name.startsWith(EXCLUDED)) {
            return lastHit(
                    decided,
                    h -> name.substring(EXCLUDED.length()).equals(h.wrote().get(Decision.EXCLUDED)));
        }
        if (isRanked(name)) {
            NextBestAction action = ranked(decided, name);
            return action == null
                    ? null
                    : lastHit(decided, h -> action.action().equals(h.wrote().get("candidate.action")));
        }
        return lastHit(decided, h -> h.wrote().containsKey(name));
    }

    private static Predicate<Hit> isOf(String rule) {
        return hit -> hit.origin().table().equals(rule.substring(RULE.length()));
    }

    private static boolean isRanked(String name) {
        return name.matches("(action|score)[1-9]");
    }

    private static @Nullable NextBestAction ranked(DecisionResult decided, String name) {
        int rank = name.charAt(name.length() - 1) - '0';
        return rank > decided.nextBestActions().size()
                ? null
                : decided.nextBestActions().get(rank - 1);
    }

    private static @Nullable Hit lastHit(DecisionResult decided, Predicate<Hit> wrote) {
        return decided.hits().reversed().stream().filter(wrote).findFirst().orElse(null);
    }

    private static boolean matches(Object expected, @Nullable Object got) {
        if (got == null) {
            return expected == Scenario.NoValue.UNKNOWN;
        }
        if (expected instanceof Number a && got instanceof Number b) {
            // Compared to the decimals written, at least to cents.
            int decimals =
                    Math.max(MIN_DECIMALS, BigDecimal.valueOf(a.doubleValue()).scale());
            return Math.abs(a.doubleValue() - b.doubleValue()) <= 0.5 * Math.pow(10, -decimals) + 1e-9;
        }
        if (expected instanceof String a && got instanceof String b && (a + b).contains(",")) {
            return codes(a).equals(codes(b));
        }
        return Objects.equals(expected, got);
    }

    private static List<String> codes(String joined) {
        return Arrays.stream(joined.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .sorted()
                .toList();
    }
}
