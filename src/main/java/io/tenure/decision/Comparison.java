package io.tenure.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.response.DecisionResponseReader;
import io.tenure.response.DecisionResponseReader.ActionRank;
import io.tenure.response.DecisionResponseReader.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How two responses to the same request differ, and which rows are the reason.
///
/// @param outcomes outcomes that differ
/// @param actions next best actions that differ in rank or score, or that only one of the two has
/// @param differences each value that differs, by its place in the response
@RegisterForReflection
public record Comparison(List<Outcome> outcomes, List<Action> actions, List<Difference> differences) {
    /// Members that always differ.
    private static final Set<String> IGNORED_FOR_SAME_RELEASE = Set.of("ruleset");

    /// The words for codes, which a release may change without deciding otherwise.
    private static final Set<String> IGNORED_FOR_OTHER_RELEASE = Set.of("ruleset", "labels");

    /// Where a row stands, which changes with every row above it.
    private static final Set<String> PLACES = Set.of("workbook", "sheet", "row");

    /// An outcome that differs.
    ///
    /// @param before null where nothing was decided, as `after`
    /// @param rowBefore the row that wrote it last; null where none did, as `rowAfter`
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ReplayOutcome")
    record Outcome(
            String name,
            @Schema(implementation = Object.class) @Nullable JsonNode before,
            @Schema(implementation = Object.class) @Nullable JsonNode after,
            @Nullable Row rowBefore,
            @Nullable Row rowAfter) {}

    /// An action whose rank or score differs.
    ///
    /// @param before null where it was no next best action, as `after`
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ReplayAction")
    record Action(
            String action,
            @Nullable ActionRank before,
            @Nullable ActionRank after) {}

    /// A value that differs.
    ///
    /// @param pointer its place in the response, as a JSON Pointer
    /// @param before left out where there was none, as `after`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReplayDifference")
    record Difference(
            String pointer,
            @Schema(implementation = Object.class) @Nullable JsonNode before,
            @Schema(implementation = Object.class) @Nullable JsonNode after) {}

    /// Of two responses of the same release: all members.
    static Comparison ofSameRelease(byte[] before, byte[] after) {
        return of(before, after, IGNORED_FOR_SAME_RELEASE, Set.of());
    }

    /// Of two responses of different releases.
    ///
    /// That a row has moved is no difference; what it read and wrote, and the reason it gave, are.
    static Comparison ofTwoReleases(byte[] before, byte[] after) {
        return of(before, after, IGNORED_FOR_OTHER_RELEASE, PLACES);
    }

    boolean identical() {
        return differences.isEmpty();
    }

    /// @param ignored members of the response that are not compared
    /// @param ignoredOfRows members of a row cited in it that are not compared
    private static Comparison of(byte[] before, byte[] after, Set<String> ignored, Set<String> ignoredOfRows) {
        DecisionResponseReader a = DecisionResponseReader.of(before);
        DecisionResponseReader b = DecisionResponseReader.of(after);
        List<Difference> differences = new ArrayList<>();
        for (String name : names(a.root(), b.root())) {
            if (!ignored.contains(name)) {
                compare(
                        "/" + escaped(name),
                        a.withoutMembersOfRows(name, ignoredOfRows),
                        b.withoutMembersOfRows(name, ignoredOfRows),
                        differences);
            }
        }
        return new Comparison(outcomes(a, b), actions(a, b), differences);
    }

    private static void compare(
            String pointer, @Nullable JsonNode a, @Nullable JsonNode b, List<Difference> differences) {
        if (Objects.equals(a, b)) {
            return;
        }
        if (a != null && b != null && a.isObject() && b.isObject()) {
            for (String name : names(a, b)) {
                compare(pointer + "/" + escaped(name), a.get(name), b.get(name), differences);
            }
        } else if (a != null && b != null && a.isArray() && b.isArray()) {
            for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
                compare(pointer + "/" + i, a.get(i), b.get(i), differences);
            }
        } else {
            differences.add(new Difference(pointer, a, b));
        }
    }

    private static List<Outcome> outcomes(DecisionResponseReader before, DecisionResponseReader after) {
        Map<String, JsonNode> outcomesBefore = before.outcomes();
        Map<String, JsonNode> outcomesAfter = after.outcomes();
        return union(outcomesBefore, outcomesAfter).stream()
                .filter(name -> !Objects.equals(outcomesBefore.get(name), outcomesAfter.get(name)))
                .map(name -> new Outcome(
                        name,
                        outcomesBefore.get(name),
                        outcomesAfter.get(name),
                        lastWriter(before, name),
                        lastWriter(after, name)))
                .toList();
    }

    private static List<Action> actions(DecisionResponseReader before, DecisionResponseReader after) {
        Map<String, ActionRank> ranksBefore = before.actionRanks();
        Map<String, ActionRank> ranksAfter = after.actionRanks();
        return union(ranksBefore, ranksAfter).stream()
                .filter(action -> !Objects.equals(ranksBefore.get(action), ranksAfter.get(action)))
                .map(action -> new Action(action, ranksBefore.get(action), ranksAfter.get(action)))
                .toList();
    }

    private static @Nullable Row lastWriter(DecisionResponseReader response, String outcome) {
        List<Row> writers = response.writers(outcome);
        return writers.isEmpty() ? null : writers.getLast();
    }

    private static Set<String> union(Map<String, ?> before, Map<String, ?> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    private static Set<String> names(JsonNode a, JsonNode b) {
        Set<String> names = new LinkedHashSet<>();
        a.fieldNames().forEachRemaining(names::add);
        b.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
