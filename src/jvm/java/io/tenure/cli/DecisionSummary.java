package io.tenure.cli;

import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Parameters.Share;
import io.tenure.measure.PurchaseDays;
import io.tenure.report.OutputLabels;
import io.tenure.report.TerminalWidth;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The distribution of the decided customers, and the values that their purchases suggest for the parameters
/// of the ruleset.
final class DecisionSummary {
    private static final int BAR_WIDTH = 30;
    private static final String BLOCKS = " ▏▎▍▌▋▊▉█";
    private static final List<String> COUNTED_OUTCOMES = List.of("stage", "riskBand", "retentionLevel");

    private final OutputLabels labels;
    private final Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
    private final Histogram gaps = new Histogram();
    private final Histogram recency = new Histogram();
    private final Histogram frequency = new Histogram();
    private final Histogram money = new Histogram();
    private final NoActionCauses noAction;
    private final ContributionSummary contribution;
    private final BaseDifference difference;
    private long decidedCount;

    DecisionSummary(OutputLabels labels) {
        this.labels = labels;
        this.noAction = new NoActionCauses(labels);
        contribution = new ContributionSummary(labels);
        difference = new BaseDifference(labels.ruleset());
        Dictionary dictionary = labels.ruleset().dictionary();
        COUNTED_OUTCOMES.forEach(name -> count(dictionary.require(name)));
        dictionary.ownOutcomes().stream().filter(Field::hasFewValues).forEach(this::count);
    }

    private void count(Field field) {
        Map<String, Long> byCode = new LinkedHashMap<>();
        field.codes().forEach(code -> byCode.put(code, 0L));
        counts.put(field.name(), byCode);
    }

    void add(DecisionResult result) {
        decidedCount++;
        noAction.add(result);
        contribution.add(result);
        counts.forEach((name, byCode) -> byCode.merge(code(result.decision().value(name)), 1L, Long::sum));
        add(recency, result.measures().getRecencyDays());
        Integer count = result.customer().getPurchaseCount();
        add(frequency, count == null || count == 0 ? null : count);
        add(money, result.customer().getAveragePurchaseValue());
        LocalDate asOf = result.customer().getAsOf();
        if (asOf != null) {
            long[] days = PurchaseDays.of(result.customer().purchases(), asOf);
            difference.add(days, asOf.toEpochDay());
            for (int i = 1; i < days.length; i++) {
                gaps.add(days[i] - days[i - 1]);
            }
        }
    }

    private static String code(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    private static void add(Histogram histogram, @Nullable Number number) {
        if (number != null) {
            histogram.add(number.doubleValue());
        }
    }

    long decidedCount() {
        return decidedCount;
    }

    /// Why customers got no action.
    List<String> noActionLines() {
        return noAction.lines();
    }

    /// The counts, why customers got no action and, if there are purchases, the suggested parameter values.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (decidedCount > 0) {
            counts.forEach((name, byCode) -> {
                // What a ruleset adds is often about other customers than those of the file.
                if (COUNTED_OUTCOMES.contains(name)
                        || byCode.values().stream().filter(count -> count > 0).count() > 1) {
                    appendDistribution(name, byCode, lines);
                }
            });
            List<String> noActionLines = noActionLines();
            if (!noActionLines.isEmpty()) {
                lines.add("");
                lines.addAll(noActionLines);
            }
            lines.addAll(contributionLines());
            appendSuggestions(lines);
        }
        return lines;
    }

    /// How the customers plainly differ from those on whom the tables were measured; empty where they don't.
    List<Message> differences() {
        return difference.warnings();
    }

    /// What the customers contribute and may cost; empty where nothing is known of it.
    List<String> contributionLines() {
        return contribution.lines();
    }

    private void appendDistribution(String name, Map<String, Long> byCode, List<String> lines) {
        lines.add("");
        lines.add(
                switch (name) {
                    case "stage" -> labels.localized(Message.of("cli.distribution.stage"));
                    case "riskBand" -> labels.localized(Message.of("cli.distribution.risk-band"));
                    case "retentionLevel" -> labels.localized(Message.of("cli.distribution.retention-level"));
                    default ->
                        labels.localized(
                                labels.ruleset().dictionary().require(name).label());
                });
        int width = byCode.keySet().stream()
                .mapToInt(c -> TerminalWidth.of(labels.of(c)))
                .max()
                .orElse(0);
        int digits = OutputLabels.formatted("%,d", decidedCount).length();
        byCode.forEach((code, count) -> {
            if (count > 0) {
                lines.add(OutputLabels.formatted(
                        "  %s  %s  %5.1f %%  %s",
                        TerminalWidth.alignLeft(labels.of(code), width),
                        TerminalWidth.alignRight(OutputLabels.formatted("%,d", count), digits),
                        100.0 * count / decidedCount,
                        bar((double) count / decidedCount)));
            }
        });
    }

    private static String bar(double share) {
        int eighths = (int) Math.max(1, Math.round(share * BAR_WIDTH * 8));
        String bar = "█".repeat(eighths / 8);
        return eighths % 8 == 0 ? bar : bar + BLOCKS.charAt(eighths % 8);
    }

    private void appendSuggestions(List<String> lines) {
        List<String[]> rows = new ArrayList<>();
        for (int percent = 80; percent <= 90; percent += 10) {
            Message what = Message.of("cli.suggestions.days-between-purchases", "percent", percent);
            row(rows, what, gaps, percent, "lapseGapP" + percent);
        }
        for (int i = 1; i <= 4; i++) {
            Message what = Message.of("cli.suggestions.days-since-last-purchase", "percent", 20 * i);
            row(rows, what, recency, 20 * i, "recencyCut" + i);
        }
        for (int i = 1; i <= 4; i++) {
            Message what = Message.of("cli.suggestions.purchases", "percent", 20 * i);
            row(rows, what, frequency, 20 * i, "frequencyCut" + i);
        }
        for (int i = 1; i <= 4; i++) {
            Message what = Message.of("cli.suggestions.average-purchase-value", "percent", 20 * i);
            row(rows, what, money, 20 * i, "monetaryCut" + i);
        }
        if (rows.isEmpty()) {
            return;
        }
        rows.addFirst(new String[] {
            "",
            labels.localized(Message.of("cli.suggestions.suggested")),
            labels.localized(Message.of("cli.suggestions.current")),
            labels.localized(Message.of("cli.suggestions.parameter"))
        });
        int[] widths = new int[3];
        for (String[] row : rows) {
            for (int i = 0; i < 3; i++) {
                widths[i] = Math.max(widths[i], TerminalWidth.of(row[i]));
            }
        }
        lines.add("");
        lines.add(labels.localized(Message.of("cli.suggestions.title")));
        for (String[] row : rows) {
            lines.add("  " + TerminalWidth.alignLeft(row[0], widths[0]) + "  "
                    + TerminalWidth.alignRight(row[1], widths[1]) + "  " + TerminalWidth.alignRight(row[2], widths[2])
                    + "  " + row[3]);
        }
    }

    private void row(List<String[]> rows, Message what, Histogram histogram, int percent, String parameter) {
        if (histogram.size() == 0) {
            return;
        }
        Parameters parameters = labels.ruleset().parameters();
        Share share = parameters.source(parameter).share();
        double suggested = histogram.percentile(percent / 100.0);
        if (share != null) {
            // What the cell holds: a share of the reference.
            rows.add(new String[] {
                labels.localized(what),
                OutputLabels.percent(suggested / parameters.get(share.reference())),
                OutputLabels.percent(share.share()),
                labels.localized(
                        Message.of("cli.suggestions.share-of", "parameter", parameter, "reference", share.reference()))
            });
            return;
        }
        rows.add(new String[] {
            labels.localized(what),
            OutputLabels.number(suggested, 2),
            parameters.has(parameter) ? OutputLabels.number(parameters.get(parameter), 2) : "-",
            parameter
        });
    }
}
