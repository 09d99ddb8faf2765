package io.tenure.region;

import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.table.ValueText;
import io.tenure.text.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What two decisions about one customer differ in: outcomes, signals, candidates, levers, exclusions, and the actions
/// advised. Reasons and the names of rows don't count.
final class DecisionDifference {
    /// The names of what is no outcome, beside `rank1` to `rank3`.
    static final String SIGNALS = "signals";

    static final String CANDIDATES = "candidates";
    static final String LEVERS = "levers";
    static final String EXCLUSIONS = "exclusions";
    private static final int RANKS = 3;

    private DecisionDifference() {}

    /// A value that differs.
    ///
    /// @param before null for unknown or none, `after` likewise
    record Difference(@Nullable String before, @Nullable String after) {}

    /// The differences by name: outcomes, `signals`, `candidates`, `levers`, `exclusions`, `rank1` to `rank3` (action
    /// and score), `ranking` where only later ranks differ.
    static Map<String, Difference> between(DecisionResult before, DecisionResult after) {
        Map<String, Difference> differences = new LinkedHashMap<>();
        Map<String, Object> outcomes = before.decision().known();
        Map<String, Object> newOutcomes = after.decision().known();
        Set<String> names = new LinkedHashSet<>(outcomes.keySet());
        names.addAll(newOutcomes.keySet());
        for (String name : names) {
            put(name, text(outcomes.get(name)), text(newOutcomes.get(name)), differences);
        }
        put(SIGNALS, signals(before), signals(after), differences);
        put(CANDIDATES, candidates(before), candidates(after), differences);
        put(LEVERS, levers(before), levers(after), differences);
        put(EXCLUSIONS, exclusions(before), exclusions(after), differences);
        for (int rank = 1; rank <= RANKS; rank++) {
            put("rank" + rank, action(before, rank), action(after, rank), differences);
        }
        put("ranking", ranking(before), ranking(after), differences);
        return differences;
    }

    private static void put(
            String name, @Nullable String before, @Nullable String after, Map<String, Difference> differences) {
        if (!Objects.equals(before, after)) {
            differences.put(name, new Difference(before, after));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : ValueText.of(value);
    }

    private static @Nullable String signals(DecisionResult result) {
        return joined(result.decision().signals().stream().map(signal -> signal.code() + " " + signal.points()));
    }

    private static @Nullable String candidates(DecisionResult result) {
        return joined(result.decision().candidates().stream().map(DecisionDifference::candidate));
    }

    private static String candidate(Candidate candidate) {
        List<String> parts = new ArrayList<>();
        parts.add(candidate.getAction());
        parts.add(ValueText.of(candidate.getPropensity()));
        parts.add(Objects.requireNonNullElse(text(candidate.getValue()), "?"));
        parts.add(ValueText.of(candidate.getCost()));
        return String.join(" ", parts);
    }

    private static @Nullable String levers(DecisionResult result) {
        return joined(result.decision().levers().stream()
                .map(lever ->
                        lever.action() + " " + ValueText.of(lever.lever()) + " " + ValueText.of(lever.context())));
    }

    private static @Nullable String exclusions(DecisionResult result) {
        return joined(result.excluded().stream().map(DecisionDifference::exclusion));
    }

    private static String exclusion(Exclusion exclusion) {
        return exclusion.action() + " " + exclusion.rule();
    }

    private static @Nullable String action(DecisionResult result, int rank) {
        List<NextBestAction> actions = result.nextBestActions();
        return rank > actions.size() ? null : actionText(actions.get(rank - 1));
    }

    private static String actionText(NextBestAction action) {
        return action.action() + " " + NumberText.plain(action.score());
    }

    private static @Nullable String ranking(DecisionResult result) {
        return joined(result.nextBestActions().stream()
                .map(action -> action.action() + " " + ValueText.of(action.score()) + " " + action.channel()));
    }

    private static @Nullable String joined(Stream<String> texts) {
        List<String> sorted = texts.sorted().toList();
        return sorted.isEmpty() ? null : String.join("; ", sorted);
    }
}
