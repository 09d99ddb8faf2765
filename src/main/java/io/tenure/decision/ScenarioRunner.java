package io.tenure.decision;

import static java.util.stream.Collectors.joining;

import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.RulesFailed;
import io.tenure.lifecycle.Decided;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.lifecycle.Signal;
import io.tenure.lifecycle.Term;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Scenario;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides a ruleset's scenarios and compares what comes out with what they expect.
public final class ScenarioRunner {
    private static final int LEAST_DECIMALS = 2;

    private ScenarioRunner() {}

    /// A result for each scenario, in their order.
    public static List<ScenarioResult> run(CompiledRuleset compiled) {
        return compiled.ruleset().scenarios().stream()
                .map(scenario -> run(compiled, scenario))
                .toList();
    }

    private static ScenarioResult run(CompiledRuleset compiled, Scenario scenario) {
        Decided decided;
        try {
            decided = Decider.decide(compiled, scenario.presented());
        } catch (RulesFailed failure) {
            return new ScenarioResult(
                    scenario,
                    List.of(new ScenarioResult.Mismatch(
                            "decision", "a decision", String.valueOf(failure.getMessage()), null)));
        }
        List<ScenarioResult.Mismatch> mismatches = new ArrayList<>();
        new TreeMap<>(scenario.expected()).forEach((name, expected) -> {
            Got got = got(compiled.ruleset(), decided, name);
            if (!agree(expected, got.value)) {
                mismatches.add(new ScenarioResult.Mismatch(name, expected, got.value, got.decidedBy));
            }
        });
        return new ScenarioResult(scenario, mismatches);
    }

    private record Got(@Nullable Object value, @Nullable Hit decidedBy) {}

    private static Got got(Ruleset ruleset, Decided decided, String name) {
        if (name.startsWith("rule:")) {
            String table = name.substring("rule:".length());
            List<Hit> hits = decided.hits().stream()
                    .filter(h -> h.origin().table().equals(table))
                    .toList();
            return hits.isEmpty()
                    ? new Got(null, null)
                    : new Got(hits.stream().map(h -> h.origin().name()).collect(joining(",")), hits.getLast());
        }
        if (name.equals("signals")) {
            return new Got(
                    decided.decision().signals().stream().map(Signal::code).collect(joining(",")),
                    last(decided, h -> h.wrote().containsKey("signal.code")));
        }
        if (name.matches("(action|score)[1-9]")) {
            int rank = name.charAt(name.length() - 1) - '0';
            if (rank > decided.nextBestActions().size()) {
                return new Got(null, null);
            }
            NextBestAction action = decided.nextBestActions().get(rank - 1);
            return new Got(
                    name.startsWith("action") ? action.action() : (Object) action.score(),
                    last(decided, h -> action.action().equals(h.wrote().get("candidate.action"))));
        }
        Term term = ruleset.dictionary().require(name);
        Object value = term.kind() == Kind.OUTCOME
                ? decided.decision().value(term.slot())
                : term.kind() == Kind.MEASURE
                        ? decided.measures().value(term.slot())
                        : decided.customer().value(term.slot());
        return new Got(value, last(decided, h -> h.wrote().containsKey(name)));
    }

    private static @Nullable Hit last(Decided decided, Predicate<Hit> wrote) {
        return decided.hits().reversed().stream().filter(wrote).findFirst().orElse(null);
    }

    private static boolean agree(Object expected, @Nullable Object got) {
        if (got == null) {
            return expected == Scenario.Absent.UNKNOWN;
        }
        if (expected instanceof Number a && got instanceof Number b) {
            // As many decimals as were written count, but never fewer than cents.
            int decimals =
                    Math.max(LEAST_DECIMALS, BigDecimal.valueOf(a.doubleValue()).scale());
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
