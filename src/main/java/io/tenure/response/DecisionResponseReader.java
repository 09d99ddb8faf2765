package io.tenure.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Reads a response that [DecisionResponseWriter] wrote: now, or years ago.
///
/// What a response lacks is empty, so that an older one can still be compared and shown.
@RegisterForReflection
public final class DecisionResponseReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// Members that cite rows of the tables.
    private static final Set<String> CITING =
            Set.of(DecisionResponseWriter.HITS, DecisionResponseWriter.EXCLUDED, DecisionResponseWriter.EXPERIMENTS);

    private final JsonNode root;

    private DecisionResponseReader(JsonNode root) {
        this.root = root;
    }

    /// A row or rule that wrote an outcome.
    ///
    /// @param row number of the line in its sheet or file
    /// @param reason in the language of the response
    @Schema(name = "ReplayRow")
    public record Row(String table, String name, String workbook, String sheet, int row, String reason) {}

    /// An action's place among the next best actions.
    ///
    /// @param rank 1 for the best
    @Schema(name = "ReplayRank")
    public record ActionRank(int rank, double score) {}

    /// @throws UncheckedIOException if the bytes are not JSON
    public static DecisionResponseReader of(byte[] json) {
        try {
            return new DecisionResponseReader(MAPPER.readTree(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The whole response.
    public JsonNode root() {
        return root;
    }

    /// A member of the response; of the rows that it cites, without some of their members.
    ///
    /// @return null where the response lacks it
    public @Nullable JsonNode withoutMembersOfRows(String member, Set<String> ignored) {
        JsonNode value = root.get(member);
        if (value == null || !CITING.contains(member) || ignored.isEmpty()) {
            return value;
        }
        JsonNode copy = value.deepCopy();
        copy.forEach(item -> {
            if (item instanceof ObjectNode row) {
                row.remove(ignored);
            }
        });
        return copy;
    }

    /// The outcomes by their name in the dictionary, those of the stage models last: `stage`, `stageInChen`.
    public Map<String, JsonNode> outcomes() {
        Map<String, JsonNode> outcomes = new LinkedHashMap<>();
        root.path(DecisionResponseWriter.OUTCOMES)
                .properties()
                .forEach(outcome -> outcomes.put(outcome.getKey(), outcome.getValue()));
        root.path(DecisionResponseWriter.STAGE_IN)
                .properties()
                .forEach(
                        model -> outcomes.put(DecisionResponseWriter.modelStageName(model.getKey()), model.getValue()));
        return outcomes;
    }

    /// Rank and score of each next best action by its code, the best first.
    public Map<String, ActionRank> actionRanks() {
        Map<String, ActionRank> ranks = new LinkedHashMap<>();
        for (JsonNode action : root.path(DecisionResponseWriter.NEXT_BEST_ACTIONS)) {
            ranks.put(
                    action.path("action").asText(),
                    new ActionRank(
                            action.path("rank").intValue(), action.path("score").doubleValue()));
        }
        return ranks;
    }

    /// The name of the experiment that withholds actions from the customer.
    public Optional<String> withholdingExperiment() {
        for (JsonNode arm : root.path(DecisionResponseWriter.EXPERIMENTS)) {
            if (!arm.path("withheld").isEmpty()) {
                return Optional.of(arm.path("experiment").asText());
            }
        }
        return Optional.empty();
    }

    /// The rows and rules that wrote an outcome, in the order in which they did: the last one's value counts.
    public List<Row> writers(String outcome) {
        List<Row> writers = new ArrayList<>();
        for (JsonNode hit : root.path(DecisionResponseWriter.HITS)) {
            if (hit.path(DecisionResponseWriter.WROTE).has(outcome)) {
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
}
