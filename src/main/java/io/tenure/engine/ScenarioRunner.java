package io.tenure.engine;

import static java.util.stream.Collectors.joining;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.finding.CheckStep;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides the scenarios of a ruleset and compares the decisions with the expected values.
public final class ScenarioRunner {
    private static final int MIN_DECIMALS = 2;

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
        return new ScenarioResult(scenario, List.of(), List.of(), why);
    }

    private static ScenarioResult run(CompiledRuleset compiled, Scenario scenario) {
        CheckStep.next();
        return switch (DecisionPipeline.decide(compiled, scenario.input())) {
            case Checked.Invalid(List<RuleFailure> failures) ->
                undecided(scenario, failures.getFirst().message());
            case Checked.Valid(DecisionResult decided, var _) -> compare(compiled, scenario, decided);
        };
    }

    private static ScenarioResult compare(CompiledRuleset compiled, Scenario scenario, DecisionResult decided) {
        List<ScenarioResult.Mismatch> mismatches = new ArrayList<>();
        new TreeMap<>(scenario.expected()).forEach((name, expected) -> {
            ActualValue got = actualValue(compiled.ruleset(), decided, name);
            if (!matches(expected, got.value)) {
                mismatches.add(new ScenarioResult.Mismatch(name, expected, got.value, got.decidedBy));
            }
        });
        return new ScenarioResult(scenario, mismatches, decided.hits(), null);
    }

    private record ActualValue(
            @Nullable Object value, @Nullable Hit decidedBy) {}

    private static ActualValue actualValue(Ruleset ruleset, DecisionResult decided, String name) {
        if (name.startsWith("rule:")) {
            String table = name.substring("rule:".length());
            List<Hit> hits = decided.hits().stream()
                    .filter(h -> h.origin().table().equals(table))
                    .toList();
            return hits.isEmpty()
                    ? new ActualValue(null, null)
                    : new ActualValue(
                            hits.stream().map(h -> h.origin().name()).distinct().collect(joining(",")), hits.getLast());
        }
        if (name.equals("signals")) {
            return new ActualValue(
                    decided.decision().signals().stream()
                            .map(Decision.Signal::code)
                            .collect(joining(",")),
                    lastHit(decided, h -> h.wrote().containsKey("signal.code")));
        }
        if (name.matches("(action|score)[1-9]")) {
            int rank = name.charAt(name.length() - 1) - '0';
            if (rank > decided.nextBestActions().size()) {
                return new ActualValue(null, null);
            }
            NextBestAction action = decided.nextBestActions().get(rank - 1);
            return new ActualValue(
                    name.startsWith("action") ? action.action() : (Object) action.score(),
                    lastHit(decided, h -> action.action().equals(h.wrote().get("candidate.action"))));
        }
        Field field = ruleset.dictionary().require(name);
        Object value = field.kind() == FieldKind.OUTCOME
                ? decided.decision().value(field.index())
                : field.kind() == FieldKind.MEASURE
                        ? decided.measures().value(field.index())
                        : decided.customer().value(field.index());
        return new ActualValue(value, lastHit(decided, h -> h.wrote().containsKey(name)));
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
