package io.tenure.cli;

import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.PurchaseDays;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the decided customers are spread, and what their own purchases would suggest for the bundle's cut
/// points.
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
    private long decidedCount;

    DecisionSummary(OutputLabels labels) {
        this.labels = labels;
        for (String name : COUNTED_OUTCOMES) {
            Map<String, Long> byCode = new LinkedHashMap<>();
            Field term = labels.ruleset().dictionary().require(name);
            term.codes().forEach(code -> byCode.put(code, 0L));
            counts.put(name, byCode);
        }
    }

    void add(DecisionResult one) {
        decidedCount++;
        counts.forEach((name, byCode) -> byCode.merge(code(one.decision().value(name)), 1L, Long::sum));
        add(recency, one.measures().getRecencyDays());
        Integer count = one.customer().getPurchaseCount();
        add(frequency, count == null || count == 0 ? null : count);
        add(money, one.customer().getAveragePurchaseValue());
        LocalDate asOf = one.customer().getAsOf();
        if (asOf != null) {
            long[] days = PurchaseDays.of(one.customer().purchases(), asOf);
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

    /// The counts and, where there are purchases, the advice.
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (decidedCount > 0) {
            counts.forEach((name, byCode) -> appendDistribution(name, byCode, lines));
            appendThresholdAdvice(lines);
        }
        return lines;
    }

    private void appendDistribution(String name, Map<String, Long> byCode, List<String> lines) {
        lines.add("");
        lines.add(
                switch (name) {
                    case "stage" -> labels.localized(Message.of("cli.decision-summary.stage"));
                    case "riskBand" -> labels.localized(Message.of("cli.decision-summary.risk-band"));
                    default -> labels.localized(Message.of("cli.decision-summary.retention-level"));
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

    private void appendThresholdAdvice(List<String> lines) {
        List<String[]> rows = new ArrayList<>();
        row(
                rows,
                labels.localized(Message.of("cli.decision-summary.days-between-purchases-p80")),
                gaps,
                .8,
                "lapseGapP80");
        row(
                rows,
                labels.localized(Message.of("cli.decision-summary.days-between-purchases-p90")),
                gaps,
                .9,
                "lapseGapP90");
        for (int i = 1; i <= 4; i++) {
            row(
                    rows,
                    labels.localized(Message.of("cli.decision-summary.days-since-last-p")) + 20 * i,
                    recency,
                    .2 * i,
                    "recencyCut" + i);
        }
        for (int i = 1; i <= 4; i++) {
            row(
                    rows,
                    labels.localized(Message.of("cli.decision-summary.purchases-p")) + 20 * i,
                    frequency,
                    .2 * i,
                    "frequencyCut" + i);
        }
        for (int i = 1; i <= 4; i++) {
            row(
                    rows,
                    labels.localized(Message.of("cli.decision-summary.value-purchase-p")) + 20 * i,
                    money,
                    .2 * i,
                    "monetaryCut" + i);
        }
        if (rows.isEmpty()) {
            return;
        }
        rows.addFirst(new String[] {
            "",
            labels.localized(Message.of("cli.decision-summary.base")),
            labels.localized(Message.of("cli.decision-summary.bundle")),
            labels.localized(Message.of("cli.decision-summary.parameter"))
        });
        int[] widths = new int[3];
        for (String[] row : rows) {
            for (int i = 0; i < 3; i++) {
                widths[i] = Math.max(widths[i], TerminalWidth.of(row[i]));
            }
        }
        lines.add("");
        lines.add(labels.localized(Message.of("cli.decision-summary.advice-what-these-customers")));
        for (String[] row : rows) {
            lines.add("  " + TerminalWidth.alignLeft(row[0], widths[0]) + "  "
                    + TerminalWidth.alignRight(row[1], widths[1]) + "  " + TerminalWidth.alignRight(row[2], widths[2])
                    + "  " + row[3]);
        }
    }

    private void row(List<String[]> rows, String what, Histogram histogram, double share, String parameter) {
        if (histogram.size() == 0) {
            return;
        }
        Parameters parameters = labels.ruleset().parameters();
        rows.add(new String[] {
            what,
            OutputLabels.number(histogram.percentile(share), 2),
            parameters.has(parameter) ? OutputLabels.number(parameters.get(parameter), 2) : "-",
            parameter
        });
    }
}
