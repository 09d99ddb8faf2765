package io.tenure.bundle;

import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.Indicator;
import io.tenure.measure.Indicators;
import io.tenure.parser.ValueParser;
import io.tenure.text.Message;
import io.tenure.workbook.SettingsSheets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the sheet `Indicators`: of which facts and measures each score is the weighted mean, and on which scale
/// each of them counts.
final class IndicatorReader {
    static final List<String> COLUMNS =
            List.of("score", "indicator", "fact", "weight", "valueAt0", "valueAt100", "meaning", "meaningZh", "source");

    private static final String RESERVED = "score";
    private static final String AT_0 = "valueAt0";
    private static final String AT_100 = "valueAt100";

    private final SettingsSheet sheet;
    private final Dictionary dictionary;
    private final Parameters parameters;
    private final FindingCollector findings;
    private final List<Indicator> indicators = new ArrayList<>();
    private final Map<String, List<Integer>> rowsByScore = new HashMap<>();
    private final HashSet<String> names = new HashSet<>();

    private IndicatorReader(
            SettingsSheet sheet, Dictionary dictionary, Parameters parameters, FindingCollector findings) {
        this.sheet = sheet;
        this.dictionary = dictionary;
        this.parameters = parameters;
        this.findings = findings;
    }

    /// @param sheet null where there is none
    /// @param mentioned names that tables and rules use
    static Indicators read(
            @Nullable SettingsSheet sheet,
            Dictionary dictionary,
            ParameterReader.Content parameters,
            Set<String> mentioned,
            FindingCollector findings) {
        if (sheet == null) {
            return Indicators.NONE;
        }
        var reader = new IndicatorReader(
                sheet, dictionary, new Parameters(parameters.values(), parameters.sources()), findings);
        sheet.rows().forEach(reader::read);
        reader.checkScores();
        reader.warnUnset(mentioned);
        return new Indicators(reader.indicators);
    }

    /// The names that tables and rules use, and those that stand at the ends of scales.
    static Map<String, Integer> withParameters(@Nullable SettingsSheet sheet, Map<String, Integer> mentioned) {
        if (sheet == null) {
            return mentioned;
        }
        var all = new HashMap<>(mentioned);
        for (var row : sheet.rows()) {
            for (var heading : List.of(AT_0, AT_100)) {
                all.merge(sheet.normalizedText(row, heading), 1, Integer::sum);
            }
        }
        return all;
    }

    private void read(int row) {
        var score = sheet.requiredName(row, "score");
        var name = sheet.requiredName(row, "indicator");
        var field = source(row);
        var weight = weight(row);
        if (score.isEmpty() || name.isEmpty()) {
            return;
        }
        if (!Indicators.SCORES.contains(score)) {
            sheet.reportUnknown(row, "score", score, Indicators.SCORES);
            return;
        }
        // The report calls the retention score itself `score`.
        if (!ValueParser.isName(name) || name.equals(RESERVED)) {
            findings.error(
                    "invalid-name",
                    sheet.address(row, "indicator"),
                    name,
                    Message.of("bundle.invalid-name.message", "name", name),
                    Message.of("bundle.invalid-name.fix"));
        }
        if (!names.add(score + " " + name)) {
            sheet.reportDuplicate(row, "indicator", name);
        }
        rowsByScore.computeIfAbsent(score, _ -> new ArrayList<>()).add(row);
        if (field.isEmpty()) {
            return;
        }
        var low = bound(row, AT_0, field.get());
        var high = bound(row, AT_100, field.get());
        if (low == null || high == null) {
            return;
        }
        if (low.value == high.value) {
            findings.error(
                    "empty-scale",
                    sheet.address(row, AT_100),
                    sheet.raw(row, AT_100),
                    Message.of("bundle.indicator.empty-scale.message", "name", name),
                    Message.of("bundle.indicator.empty-scale.fix"));
        }
        indicators.add(new Indicator(
                score,
                name,
                field.get(),
                weight,
                low.value,
                high.value,
                low.reference == null ? high.reference : low.reference));
    }

    private Optional<Field> source(int row) {
        var name = sheet.requiredName(row, "fact");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var field = dictionary.find(name);
        if (field.isEmpty()) {
            sheet.reportUnknown(row, "fact", name, Indicators.usable(dictionary), SettingsSheets.ATTRIBUTES);
        } else if (!Indicators.canScore(field.get())) {
            findings.error(
                    "unusable-indicator",
                    sheet.address(row, "fact"),
                    name,
                    Message.of("bundle.indicator.unusable.message", "name", name),
                    Message.of("bundle.indicator.unusable.fix"));
            return Optional.empty();
        }
        return field;
    }

    private double weight(int row) {
        var weight = sheet.number(row, "weight", true);
        if (weight != null && (weight < 0 || !Double.isFinite(weight))) {
            findings.error(
                    "out-of-range",
                    sheet.address(row, "weight"),
                    sheet.raw(row, "weight"),
                    Message.of("bundle.indicator.weight.message"),
                    Message.of("bundle.indicator.weight.fix"));
            return 0;
        }
        return weight == null ? 0 : weight;
    }

    /// One end of a scale.
    ///
    /// @param reference the amount not measured on the site's own customers that it is a share of; null for none
    private record Bound(double value, @Nullable String reference) {}

    /// A number, a parameter, TRUE or FALSE, or a code, as the fact has it; null after adding an error.
    private @Nullable Bound bound(int row, String heading, Field field) {
        var written = sheet.normalizedText(row, heading);
        var value = switch (field.type()) {
            case BOOLEAN -> ValueParser.bool(written).map(Indicator::position).orElse(null);
            case CODE -> Indicator.position(field, written);
            default -> null;
        };
        if (value != null) {
            return new Bound(value, null);
        }
        if (field.type() == FieldType.CODE) {
            sheet.reportUnknown(row, heading, written, field.codes());
            return null;
        }
        if (field.type() == FieldType.BOOLEAN) {
            findings.error(
                    "wrong-type",
                    sheet.address(row, heading),
                    sheet.raw(row, heading),
                    Message.of("bundle.wrong-type.message", "cell", sheet.raw(row, heading)),
                    Message.of("bundle.wrong-type.fix"));
            return null;
        }
        if (ValueParser.isName(written)) {
            if (!parameters.has(written)) {
                sheet.reportUnknownParameter(row, heading, written, parameters.names());
                return null;
            }
            return new Bound(parameters.get(written), parameters.unmeasuredReference(written));
        }
        var number = sheet.number(row, heading, true);
        return number == null ? null : new Bound(number, null);
    }

    /// A score needs an indicator that weighs something, and not too many of them.
    private void checkScores() {
        rowsByScore.forEach((score, rows) -> {
            if (rows.size() > Indicators.MAX_PER_SCORE) {
                findings.error(
                        "too-many-indicators",
                        sheet.address(rows.get(Indicators.MAX_PER_SCORE), "score"),
                        score,
                        Message.of(
                                "bundle.indicator.too-many.message", "score", score, "most", Indicators.MAX_PER_SCORE),
                        Message.of("bundle.indicator.too-many.fix"));
            }
            var read = indicators.stream().filter(i -> i.score().equals(score)).toList();
            if (read.size() == rows.size() && read.stream().allMatch(i -> i.weight() == 0)) {
                findings.error(
                        "no-weight",
                        sheet.address(rows.getFirst(), "weight"),
                        sheet.raw(rows.getFirst(), "weight"),
                        Message.of("bundle.indicator.no-weight.message", "score", score),
                        Message.of("bundle.indicator.no-weight.fix"));
            }
        });
    }

    /// A score that tables or rules read and no indicator makes up is unknown for every customer.
    private void warnUnset(Set<String> mentioned) {
        var scores = sheet.rows().stream()
                .map(row -> sheet.normalizedText(row, "score"))
                .toList();
        Indicators.SCORES.stream()
                .filter(score -> mentioned.contains(score) && !scores.contains(score))
                .forEach(score -> findings.warning(
                        "score-without-indicators",
                        sheet.address(),
                        score,
                        Message.of("bundle.indicator.no-indicators.message", "score", score),
                        Message.of("bundle.indicator.no-indicators.fix", "score", score)));
    }
}
