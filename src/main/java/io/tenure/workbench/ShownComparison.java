package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.response.DecisionResponseReader;
import io.tenure.response.DecisionText;
import io.tenure.response.WrittenResponse;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A customer decided twice, side by side.
///
/// @param asOf day of the decision whose facts are used
/// @param differences outcomes that differ
record ShownComparison(String asOf, Side before, Side after, List<Difference> differences) {
    /// One of the two decisions.
    ///
    /// @param sentences what is decided; or why it isn't
    /// @param rows that decided
    record Side(String title, List<String> sentences, List<Row> rows) {}

    /// A row that decided.
    ///
    /// @param address of the row on the page of its table; empty for a row of the settings
    record Row(String name, String address, String reason) {}

    /// @param outcome what people call it
    /// @param code its name in the rules
    record Difference(String outcome, String code, String before, String after) {}

    /// A decision to compare.
    ///
    /// @param response or why there is none
    /// @param ruleset that decided
    record Decided(Text title, Checked<byte[], Text> response, Ruleset ruleset) {}

    static ShownComparison of(String asOf, Decided before, Decided after, Locale locale) {
        return new ShownComparison(
                asOf,
                side(before, locale),
                side(after, locale),
                before.response instanceof Checked.Valid(byte[] old, var _)
                                && after.response instanceof Checked.Valid(byte[] fresh, var _)
                        ? differences(old, before.ruleset, fresh, after.ruleset, locale)
                        : List.of());
    }

    private static Side side(Decided decided, Locale locale) {
        String title = decided.title.in(locale);
        return switch (decided.response) {
            case Checked.Invalid(List<Text> reasons) ->
                new Side(
                        title, reasons.stream().map(reason -> reason.in(locale)).toList(), List.of());
            case Checked.Valid(byte[] response, var _) ->
                new Side(title, DecisionText.sentences(response, locale), rows(response));
        };
    }

    private static List<Row> rows(byte[] response) {
        JsonNode hits = DecisionResponseReader.of(response).root().path("hits");
        return WrittenResponse.of(response).decisive().stream()
                .map(hits::path)
                .map(hit -> new Row(
                        hit.path("name").asText(),
                        RuleAddresses.citedRow(
                                hit.path("table").asText(),
                                hit.path("workbook").asText(),
                                hit.path("sheet").asText(),
                                hit.path("row").intValue(),
                                hit.path("name").asText()),
                        hit.path("reason").asText()))
                .toList();
    }

    private static List<Difference> differences(
            byte[] before, Ruleset oldRules, byte[] after, Ruleset newRules, Locale locale) {
        Map<String, JsonNode> old = DecisionResponseReader.of(before).outcomes();
        Map<String, JsonNode> fresh = DecisionResponseReader.of(after).outcomes();
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(fresh.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(old.get(name), fresh.get(name))) {
                differences.add(new Difference(
                        CodeLabels.ofField(newRules, name, locale),
                        name,
                        value(old.get(name), oldRules, locale),
                        value(fresh.get(name), newRules, locale)));
            }
        }
        return differences;
    }

    private static String value(@Nullable JsonNode value, Ruleset ruleset, Locale locale) {
        return value == null || value.isNull()
                ? Message.of("workbench.impact.unknown").in(locale)
                : value.isTextual() ? CodeLabels.of(ruleset, value.asText(), locale) : value.toString();
    }
}
