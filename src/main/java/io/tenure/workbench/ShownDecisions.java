package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.bundle.Ruleset;
import io.tenure.decision.StoredDecisions;
import io.tenure.decision.StoredDecisions.ReadableDecision;
import io.tenure.explanation.ActionExplanation;
import io.tenure.explanation.Explanation;
import io.tenure.explanation.RowExplanation;
import io.tenure.lifecycle.Action;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.response.DecisionResponseReader;
import io.tenure.response.DecisionText;
import io.tenure.response.WrittenResponse;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.CustomerPage.Choice;
import io.tenure.workbench.CustomerPage.CitedRow;
import io.tenure.workbench.CustomerPage.JudgedAction;
import io.tenure.workbench.CustomerPage.ShownDecision;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Shows stored decisions with their reasons.
@Singleton
final class ShownDecisions {
    private final StoredDecisions storedDecisions;
    private final WhatIfAnswers whatIf;

    ShownDecisions(StoredDecisions storedDecisions, WhatIfAnswers whatIf) {
        this.storedDecisions = storedDecisions;
        this.whatIf = whatIf;
    }

    /// @param ruleset that labels codes; null where none is active
    /// @param wish what would change it is asked for; null for nothing
    ShownDecision of(
            StoredDecision stored,
            DecisionPayload payload,
            boolean latest,
            @Nullable Ruleset ruleset,
            @Nullable String wish,
            Locale locale) {
        ReadableDecision readable = storedDecisions.readable(stored, payload, locale);
        JsonNode response = DecisionResponseReader.of(readable.response()).root();
        JsonNode hits = response.path("hits");
        List<Integer> decisive = WrittenResponse.of(readable.response()).decisive();
        List<CitedRow> deciding = new ArrayList<>();
        List<CitedRow> others = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            JsonNode hit = hits.get(i);
            (decisive.contains(i) ? deciding : others)
                    .add(hit(hit, hit.path("reason").asText(), locale));
        }
        Explanation explanation = readable.explanation();
        List<JudgedAction> actions = explanation == null
                ? List.of()
                : explanation.actions().stream()
                        .map(action -> judged(action, locale))
                        .toList();
        return new ShownDecision(
                stored.id().toString(),
                stored.asOf().toString(),
                PageTimes.minute(stored.decidedAt()),
                stored.release(),
                latest,
                DecisionText.sentences(readable.response(), readable.language()),
                deciding,
                others,
                actions,
                choices(response, ruleset, locale),
                whatIf.of(stored, payload, ruleset, wish, locale));
    }

    private static JudgedAction judged(ActionExplanation action, Locale locale) {
        List<CitedRow> rows =
                action.rows().stream().map(row -> row(row, locale)).toList();
        return new JudgedAction(
                action.label(), status(action.status()).in(locale), kind(action.status()), action.sentence(), rows);
    }

    private static Text status(ActionExplanation.Status status) {
        return switch (status) {
            case ADVISED -> Message.of("workbench.customer.advised");
            case OUTRANKED -> Message.of("workbench.customer.outranked");
            case EXCLUDED -> Message.of("workbench.customer.excluded");
            case NO_CHANNEL -> Message.of("workbench.customer.no-channel");
            case WITHHELD -> Message.of("workbench.customer.withheld");
            case VALUE_UNKNOWN -> Message.of("workbench.customer.value-unknown");
            case NOT_PROPOSED -> Message.of("workbench.customer.not-proposed");
        };
    }

    private static String kind(ActionExplanation.Status status) {
        return switch (status) {
            case ADVISED -> "good";
            case OUTRANKED -> "";
            case EXCLUDED, NO_CHANNEL -> "bad";
            case VALUE_UNKNOWN, WITHHELD -> "warn";
            case NOT_PROPOSED -> "quiet";
        };
    }

    private static CitedRow row(RowExplanation row, Locale locale) {
        return row(
                row.table(),
                row.workbook(),
                row.sheet(),
                row.row(),
                row.name(),
                row.reason() == null ? "" : row.reason(),
                locale);
    }

    /// The row of a hit of an answer.
    static CitedRow hit(JsonNode hit, String reason, Locale locale) {
        return row(
                hit.path("table").asText(),
                hit.path("workbook").asText(),
                hit.path("sheet").asText(),
                hit.path("row").intValue(),
                hit.path("name").asText(),
                reason,
                locale);
    }

    private static CitedRow row(
            String table, String workbook, String sheet, int number, String name, String reason, Locale locale) {
        Text place = sheet.isEmpty()
                ? Message.of("workbench.customer.line", "file", workbook, "line", number)
                : Message.of("workbench.customer.row", "file", workbook, "sheet", sheet, "row", number);
        return new CitedRow(
                name, place.in(locale), reason, RuleAddresses.citedRow(table, workbook, sheet, number, name));
    }

    private static List<Choice> choices(JsonNode response, @Nullable Ruleset ruleset, Locale locale) {
        List<Choice> choices = new ArrayList<>();
        for (JsonNode action : response.path("nextBestActions")) {
            String code = action.path("action").asText();
            if (!code.equals(Action.NONE)) {
                choices.add(new Choice(code, CodeLabels.of(ruleset, code, locale)));
            }
        }
        return choices;
    }
}
