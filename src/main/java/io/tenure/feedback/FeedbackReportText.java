package io.tenure.feedback;

import io.tenure.feedback.FeedbackReport.DifferenceView;
import io.tenure.feedback.FeedbackReport.GroupView;
import io.tenure.feedback.FeedbackReport.IntervalView;
import io.tenure.feedback.FeedbackReport.MeanView;
import io.tenure.feedback.FeedbackReport.RateView;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What came of the advice as tables of text.
public final class FeedbackReportText {
    /// From here on characters are as wide as two at a terminal.
    private static final int FIRST_WIDE_CHARACTER = 0x2E80;

    private static final String UNKNOWN = "-";

    private final FeedbackReport view;
    private final Locale locale;
    private final StringBuilder text = new StringBuilder();

    private FeedbackReportText(FeedbackReport view, Locale locale) {
        this.view = view;
        this.locale = locale;
    }

    public static String of(FeedbackReport view, Locale locale) {
        return new FeedbackReportText(view, locale).format();
    }

    private String format() {
        appendLine(Message.of(
                "feedback.feedback-report-text.effect-advice-decisions", "from", view.from(), "to", view.to()));
        appendTable(
                List.of(
                        Message.of("feedback.feedback-report-text.decisions"),
                        Message.of("feedback.feedback-report-text.customers"),
                        Message.of("feedback.feedback-report-text.presented"),
                        Message.of("feedback.feedback-report-text.accepted"),
                        Message.of("feedback.feedback-report-text.declined"),
                        Message.of("feedback.feedback-report-text.purchases"),
                        Message.of("feedback.feedback-report-text.amount"),
                        Message.of("feedback.feedback-report-text.complained"),
                        Message.of("feedback.feedback-report-text.left")),
                List.of(
                        g -> "" + g.decisions(),
                        g -> "" + g.customers(),
                        g -> "" + g.presented(),
                        g -> "" + g.accepted(),
                        g -> "" + g.declined(),
                        g -> "" + g.purchases(),
                        g -> g.amount().stripTrailingZeros().toPlainString(),
                        g -> "" + g.complained(),
                        g -> "" + g.left()));
        appendLine(Message.of("feedback.feedback-report-text.rates-95-interval"));
        appendTable(
                List.of(
                        Message.of("feedback.feedback-report-text.accepted-format"),
                        Message.of("feedback.feedback-report-text.converted"),
                        Message.of("feedback.feedback-report-text.bought-again"),
                        Message.of("feedback.feedback-report-text.retained"),
                        Message.of("feedback.feedback-report-text.complained-format")),
                List.of(
                        g -> cell(g.acceptance()),
                        g -> cell(g.conversion()),
                        g -> cell(g.repurchase()),
                        g -> cell(g.retention()),
                        g -> cell(g.complaint())));
        appendLine(Message.of("feedback.feedback-report-text.parts-effect-retention-means"));
        appendIndicators();
        appendLine(Message.of("feedback.feedback-report-text.higher-lower-than-all"));
        text.append(view.caution()).append('\n');
        return text.toString();
    }

    /// Groups stand side by side in the other tables; there are too many parts for that.
    private void appendIndicators() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>();
        head.add("");
        groups().forEach(g -> head.add(key(g)));
        rows.add(head);
        for (String name : FeedbackReport.scoreNames()) {
            if (view.all().retentionScores().get(name) instanceof MeanView all && all.count() > 0) {
                List<String> row = new ArrayList<>();
                row.add(name);
                groups().forEach(g ->
                        row.add(cell(Objects.requireNonNull(g.retentionScores().get(name)))));
                rows.add(row);
            }
        }
        appendRows(rows);
    }

    private void appendTable(List<Text> heads, List<Function<GroupView, String>> cells) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>();
        head.add(String.join(", ", view.groupBy()));
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
        List<GroupView> groups = new ArrayList<>(view.groups());
        groups.add(view.all());
        return groups;
    }

    private String key(GroupView group) {
        return group.key().isEmpty()
                ? Message.of("feedback.feedback-report-text.all").in(locale)
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
        int columns = rows.getFirst().size();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                int column = i;
                int width =
                        rows.stream().mapToInt(r -> width(r.get(column))).max().orElse(0);
                String pad = " ".repeat(width - width(row.get(i)));
                line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        text.append('\n');
    }

    private void appendLine(Text words) {
        text.append(words.in(locale)).append('\n');
    }

    private static int width(String words) {
        return words.codePoints().map(c -> c >= FIRST_WIDE_CHARACTER ? 2 : 1).sum();
    }
}
