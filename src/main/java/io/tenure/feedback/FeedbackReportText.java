package io.tenure.feedback;

import io.tenure.feedback.FeedbackReport.DifferenceView;
import io.tenure.feedback.FeedbackReport.GroupView;
import io.tenure.feedback.FeedbackReport.IntervalView;
import io.tenure.feedback.FeedbackReport.MeanView;
import io.tenure.feedback.FeedbackReport.RateView;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The feedback report as tables of text, for a terminal.
public final class FeedbackReportText {
    private static final String UNKNOWN = "-";

    private final FeedbackReport report;
    private final Locale locale;
    private final StringBuilder text = new StringBuilder();

    private FeedbackReportText(FeedbackReport report, Locale locale) {
        this.report = report;
        this.locale = locale;
    }

    public static String of(FeedbackReport report, Locale locale) {
        return new FeedbackReportText(report, locale).format();
    }

    private String format() {
        appendLine(Message.of("feedback.report.title", "from", report.from(), "to", report.to()));
        appendTable(
                List.of(
                        Message.of("feedback.report.decisions"),
                        Message.of("feedback.report.customers"),
                        Message.of("feedback.report.presented"),
                        Message.of("feedback.report.accepted"),
                        Message.of("feedback.report.declined"),
                        Message.of("feedback.report.purchases"),
                        Message.of("feedback.report.amount"),
                        Message.of("feedback.report.complained"),
                        Message.of("feedback.report.left"),
                        Message.of("feedback.report.potential-loss")),
                List.of(
                        g -> "" + g.decisions(),
                        g -> "" + g.customers(),
                        g -> "" + g.presented(),
                        g -> "" + g.accepted(),
                        g -> "" + g.declined(),
                        g -> "" + g.purchases(),
                        g -> g.amount().stripTrailingZeros().toPlainString(),
                        g -> "" + g.complained(),
                        g -> "" + g.left(),
                        g -> BigDecimal.valueOf(g.potentialLoss())
                                .stripTrailingZeros()
                                .toPlainString()));
        appendLine(Message.of("feedback.report.rates"));
        appendTable(
                List.of(
                        Message.of("feedback.report.accepted"),
                        Message.of("feedback.report.converted"),
                        Message.of("feedback.report.bought-again"),
                        Message.of("feedback.report.retained"),
                        Message.of("feedback.report.complained")),
                List.of(
                        g -> cell(g.acceptance()),
                        g -> cell(g.conversion()),
                        g -> cell(g.repurchase()),
                        g -> cell(g.retention()),
                        g -> cell(g.complaint())));
        appendLine(Message.of("feedback.report.scores"));
        appendMeans(GroupView::retentionScores);
        if (report.all().trends().values().stream().anyMatch(mean -> mean.count() > 0)) {
            appendLine(Message.of("feedback.report.trends"));
            appendMeans(GroupView::trends);
        }
        appendLine(Message.of("feedback.report.legend"));
        text.append(report.caution()).append('\n');
        return text.toString();
    }

    /// Here the groups are columns, since there are too many means for one row.
    private void appendMeans(Function<GroupView, Map<String, MeanView>> means) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>();
        head.add("");
        groups().forEach(g -> head.add(key(g)));
        rows.add(head);
        for (String name : means.apply(report.all()).keySet()) {
            if (means.apply(report.all()).get(name) instanceof MeanView all && all.count() > 0) {
                List<String> row = new ArrayList<>();
                row.add(name);
                groups().forEach(g ->
                        row.add(cell(Objects.requireNonNull(means.apply(g).get(name)))));
                rows.add(row);
            }
        }
        appendRows(rows);
    }

    private void appendTable(List<Text> heads, List<Function<GroupView, String>> cells) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>();
        head.add(String.join(", ", report.groupBy()));
        heads.forEach(h -> head.add(h.in(locale)));
        rows.add(head);
        for (GroupView group : groups()) {
            List<String> row = new ArrayList<>();
            row.add(key(group));
            cells.forEach(c -> row.add(c.apply(group)));
            rows.add(row);
        }
        appendRows(rows);
    }

    private List<GroupView> groups() {
        List<GroupView> groups = new ArrayList<>(report.groups());
        groups.add(report.all());
        return groups;
    }

    private String key(GroupView group) {
        return group.key().isEmpty()
                ? Message.of("feedback.report.all").in(locale)
                : group.key().values().stream()
                        .map(v -> v == null ? UNKNOWN : v)
                        .collect(Collectors.joining(", "));
    }

    private static String cell(RateView rate) {
        return rate.rate() == null
                ? UNKNOWN
                : "%s %s"
                        .formatted(
                                formatValue(rate.rate() * 100, rate.interval(), 100),
                                symbol(rate.sufficient(), rate.difference()));
    }

    private static String cell(MeanView mean) {
        return mean.mean() == null
                ? UNKNOWN
                : "%s %s"
                        .formatted(
                                formatValue(mean.mean(), mean.interval(), 1),
                                symbol(mean.sufficient(), mean.difference()));
    }

    private static String formatValue(double value, @Nullable IntervalView range, int scale) {
        return range == null
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%.1f (%.1f..%.1f)", value, range.low() * scale, range.high() * scale);
    }

    private static String symbol(boolean enough, @Nullable DifferenceView difference) {
        if (difference != null && difference.significant()) {
            return difference.difference() > 0 ? "+" : "-";
        }
        return !enough ? "?" : difference == null ? " " : "=";
    }

    private void appendRows(List<List<String>> rows) {
        text.append(TextTable.of(rows)).append('\n');
    }

    private void appendLine(Text line) {
        text.append(line.in(locale)).append('\n');
    }
}
