package io.tenure.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is told otherwise in one answer than in another, and which rows are behind it.
///
/// @param outcomes outcomes that differ
/// @param actions next best actions that differ in rank or score, or that only one of the two has
/// @param differences each value that differs, down to its place in the answer
@RegisterForReflection
public record Comparison(List<Outcome> outcomes, List<Action> actions, List<Difference> differences) {
    /// What both are made of and can't agree on: who was decided and when is the same by the way they are made.
    private static final Set<String> IGNORED_FOR_SAME_RELEASE = Set.of("ruleset");

    /// Told by the outcomes that rows wrote; their order says nothing.
    private static final Set<String> IGNORED_FOR_OTHER_RELEASE = Set.of("ruleset", "hits", "labels");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// The row or rule that wrote an outcome last.
    @Schema(name = "ReplayRow")
    public record Row(String table, String name, String workbook, String sheet, int row, String reason) {}

    /// @param then null where nothing was written
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ReplayOutcome")
    record Outcome(
            String name,
            @Schema(implementation = Object.class) @Nullable JsonNode before,
            @Schema(implementation = Object.class) @Nullable JsonNode after,
            @Nullable Row rowThen,
            @Nullable Row rowNow) {}

    /// One side's place of an action in the ranking; null where it has none.
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "ReplayAction")
    record Action(
            String action,
            @Nullable ActionRank before,
            @Nullable ActionRank after) {}

    @Schema(name = "ReplayPlace")
    record ActionRank(int rank, double score) {}

    /// @param before left out where there was nothing
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "ReplayDifference")
    record Difference(
            String pointer,
            @Schema(implementation = Object.class) @Nullable JsonNode before,
            @Schema(implementation = Object.class) @Nullable JsonNode after) {}

    /// The whole answers of one release.
    static Comparison ofSameRelease(byte[] before, byte[] after) {
        return of(before, after, IGNORED_FOR_SAME_RELEASE);
    }

    /// The answers of two releases, whose rows differ as a matter of course.
    static Comparison ofTwoReleases(byte[] before, byte[] after) {
        return of(before, after, IGNORED_FOR_OTHER_RELEASE);
    }

    boolean identical() {
        return differences.isEmpty();
    }

    private static Comparison of(byte[] before, byte[] after, Set<String> apart) {
        JsonNode a = parse(before);
        JsonNode b = parse(after);
        List<Difference> differences = new ArrayList<>();
        for (String name : names(a, b)) {
            if (!apart.contains(name)) {
                compare("/" + escaped(name), a.get(name), b.get(name), differences);
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

    private static List<Outcome> outcomes(JsonNode a, JsonNode b) {
        List<Outcome> outcomes = new ArrayList<>();
        addOutcomes(a, b, "outcomes", "", outcomes);
        addOutcomes(a, b, "stageIn", "stageIn", outcomes);
        return outcomes;
    }

    private static void addOutcomes(JsonNode a, JsonNode b, String member, String prefix, List<Outcome> outcomes) {
        for (String name : names(a.path(member), b.path(member))) {
            JsonNode before = a.path(member).get(name);
            JsonNode after = b.path(member).get(name);
            if (!Objects.equals(before, after)) {
                String written =
                        prefix.isEmpty() ? name : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
                outcomes.add(new Outcome(written, before, after, lastWriter(a, written), lastWriter(b, written)));
            }
        }
    }

    private static List<Action> actions(JsonNode a, JsonNode b) {
        Map<String, ActionRank> before = ranks(a);
        Map<String, ActionRank> after = ranks(b);
        Set<String> all = new LinkedHashSet<>(before.keySet());
        all.addAll(after.keySet());
        return all.stream()
                .filter(action -> !Objects.equals(before.get(action), after.get(action)))
                .map(action -> new Action(action, before.get(action), after.get(action)))
                .toList();
    }

    private static Map<String, ActionRank> ranks(JsonNode answer) {
        Map<String, ActionRank> places = new LinkedHashMap<>();
        for (JsonNode action : answer.path("nextBestActions")) {
            places.put(
                    action.path("action").asText(),
                    new ActionRank(
                            action.path("rank").intValue(), action.path("score").doubleValue()));
        }
        return places;
    }

    /// The last that wrote the outcome, whose word it is.
    static @Nullable Row lastWriter(JsonNode answer, String outcome) {
        List<Row> writers = writers(answer, outcome);
        return writers.isEmpty() ? null : writers.getLast();
    }

    /// All that wrote the outcome, in the order in which they did.
    static List<Row> writers(JsonNode answer, String outcome) {
        List<Row> writers = new ArrayList<>();
        for (JsonNode hit : answer.path("hits")) {
            if (hit.path("wrote").has(outcome)) {
                writers.add(new Row(
                        hit.path("table").asText(),
                        hit.path("name").asText(),
                        hit.path("workbook").asText(),
                        hit.path("sheet").asText(),
                        hit.path("row").intValue(),
                        hit.path("reason").asText()));
            }
        }
        return writers;
    }

    static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
