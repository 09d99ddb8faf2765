package io.tenure.response;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.lifecycle.Action;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;

/// A decision as a person reads it: three sentences, and the rows that decided.
///
/// Its reasons and labels are those of the response, in the response's language.
public final class DecisionText {
    private final JsonNode response;
    private final DecisionResponseReader reader;
    private final Locale locale;
    private final StringBuilder text = new StringBuilder();

    private DecisionText(DecisionResponseReader reader, Locale locale) {
        this.response = reader.root();
        this.reader = reader;
        this.locale = locale;
    }

    /// @param json the response with every row that matched
    /// @param locale the language of the response
    public static String of(byte[] json, Locale locale) {
        DecisionText text = new DecisionText(DecisionResponseReader.of(json), locale);
        text.sentences();
        text.rows(WrittenResponse.of(json).decisive());
        return text.text.toString();
    }

    /// The three sentences alone: the stage, the retention level, and what to do.
    ///
    /// @param json the response with every row that matched
    /// @param locale the language of the response
    public static List<String> sentences(byte[] json, Locale locale) {
        DecisionText text = new DecisionText(DecisionResponseReader.of(json), locale);
        text.sentences();
        return text.text.toString().lines().toList();
    }

    /// The reasons of the rows that decided, each once.
    public static List<String> reasonsOf(byte[] json) {
        JsonNode response = DecisionResponseReader.of(json).root();
        return WrittenResponse.of(json).decisive().stream()
                .map(hit -> response.path(DecisionResponseWriter.HITS)
                        .path(hit)
                        .path("reason")
                        .asText())
                .distinct()
                .toList();
    }

    private void sentences() {
        String customer = response.path("customerId").asText();
        String day = response.path("asOf").asText();
        line(Message.of(
                "response.decision-text.stage",
                "customerId",
                customer,
                "asOf",
                day,
                "stage",
                label(outcome("stage")),
                "reason",
                reason("stage")));
        line(Message.of(
                "response.decision-text.level",
                "level",
                label(outcome("retentionLevel")),
                "reason",
                reason("retentionLevel")));
        JsonNode best = response.path(DecisionResponseWriter.NEXT_BEST_ACTIONS).path(0);
        String reason = best.path("reason").asText();
        if (best.path("action").asText().equals(Action.NONE)) {
            line(Message.of("response.decision-text.no-action", "reason", reason));
        } else if (best.path("channel").isTextual()) {
            line(Message.of(
                    "response.decision-text.action",
                    "action",
                    label(best.path("action").asText()),
                    "channel",
                    label(best.path("channel").asText()),
                    "reason",
                    reason));
        } else {
            line(Message.of(
                    "response.decision-text.action-without-channel",
                    "action",
                    label(best.path("action").asText()),
                    "reason",
                    reason));
        }
        reader.withholdingExperiment()
                .ifPresent(name -> line(Message.of("response.decision-text.withheld", "name", name)));
    }

    private void rows(List<Integer> decisive) {
        text.append('\n');
        line(Message.of("response.decision-text.rows"));
        for (int hit : decisive) {
            JsonNode row = response.path(DecisionResponseWriter.HITS).path(hit);
            Text place = row.path("sheet").asText().isEmpty()
                    ? Message.of(
                            "response.decision-text.line",
                            "file",
                            row.path("workbook").asText(),
                            "line",
                            row.path("row").intValue())
                    : Message.of(
                            "response.decision-text.row",
                            "file",
                            row.path("workbook").asText(),
                            "sheet",
                            row.path("sheet").asText(),
                            "row",
                            row.path("row").intValue());
            text.append("  ");
            line(Message.of(
                    "response.decision-text.because",
                    "place",
                    place,
                    "name",
                    row.path("name").asText(),
                    "reason",
                    row.path("reason").asText()));
        }
    }

    private String outcome(String name) {
        return response.path(DecisionResponseWriter.OUTCOMES).path(name).asText();
    }

    /// Of the row that wrote an outcome last.
    private String reason(String outcome) {
        List<DecisionResponseReader.Row> writers = reader.writers(outcome);
        return writers.isEmpty()
                ? Message.of("response.decision-text.no-row").in(locale)
                : writers.getLast().reason();
    }

    private String label(String code) {
        return response.path("labels").path(code).asText(code);
    }

    private void line(Text words) {
        text.append(words.in(locale)).append('\n');
    }
}
