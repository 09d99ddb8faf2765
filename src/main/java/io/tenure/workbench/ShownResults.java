package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.feedback.FeedbackReport;
import io.tenure.feedback.FeedbackReport.DifferenceView;
import io.tenure.feedback.FeedbackReport.GroupView;
import io.tenure.feedback.FeedbackReport.RateView;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.ActionFunnel.Counts;
import io.tenure.workbench.ActionFunnel.Removed;
import io.tenure.workbench.ActionFunnel.Rule;
import io.tenure.workbench.ResultsPage.Bar;
import io.tenure.workbench.ResultsPage.Funnel;
import io.tenure.workbench.ResultsPage.Line;
import io.tenure.workbench.ResultsPage.Measure;
import io.tenure.workbench.ResultsPage.RemovingRule;
import io.tenure.workbench.ResultsPage.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What came of decisions, for people: sentences with their intervals.
///
/// @param ruleset that labels codes; null where none is active
record ShownResults(@Nullable Ruleset ruleset, Locale locale) {
    private static final double PERCENT = 100;
    private static final int MAX_GROUPS = 40;
    private static final int MAX_RULES = 50;

    /// Each share with a line for all decisions and one for each group, those with most decisions first.
    List<Measure> measures(FeedbackReport report) {
        return List.of(
                measure(Message.of("workbench.results.acceptance"), report, GroupView::acceptance),
                measure(Message.of("workbench.results.conversion"), report, GroupView::conversion),
                measure(Message.of("workbench.results.repurchase"), report, GroupView::repurchase),
                measure(Message.of("workbench.results.retention"), report, GroupView::retention),
                measure(Message.of("workbench.results.complaint"), report, GroupView::complaint));
    }

    private Measure measure(Text title, FeedbackReport report, Function<GroupView, RateView> rate) {
        List<Line> lines = new ArrayList<>();
        lines.add(line(Message.of("workbench.results.everybody").in(locale), rate.apply(report.all())));
        if (report.groups().size() > 1) {
            report.groups().stream()
                    .sorted(Comparator.comparingLong(GroupView::decisions).reversed())
                    .limit(MAX_GROUPS)
                    .forEach(group -> lines.add(line(name(group), rate.apply(group))));
        }
        return new Measure(title.in(locale), lines);
    }

    private String name(GroupView group) {
        return group.key().values().stream()
                .map(value -> value == null
                        ? Message.of("workbench.impact.unknown").in(locale)
                        : CodeLabels.of(ruleset, value, locale))
                .collect(Collectors.joining(", "));
    }

    private Line line(String group, RateView rate) {
        DifferenceView difference = rate.difference();
        if (rate.rate() == null || rate.interval() == null) {
            return new Line(group, Message.of("workbench.results.nobody").in(locale), "", "quiet", null);
        }
        double low = rate.interval().low() * PERCENT;
        double high = rate.interval().high() * PERCENT;
        Bar bar = new Bar(low, Math.max(0.5, high - low), rate.rate() * PERCENT);
        if (!rate.sufficient()) {
            Text sentence = Message.of("workbench.results.few", "count", rate.count(), "total", rate.total());
            return new Line(group, sentence.in(locale), rate.note() == null ? "" : rate.note(), "quiet", bar);
        }
        Text sentence = Message.of(
                "workbench.results.share",
                "count",
                rate.count(),
                "total",
                rate.total(),
                "percent",
                percent(rate.rate() * PERCENT),
                "low",
                percent(low),
                "high",
                percent(high));
        return new Line(
                group,
                sentence.in(locale),
                difference == null ? "" : difference.note(),
                difference == null || !difference.significant() ? "" : difference.difference() > 0 ? "high" : "low",
                bar);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }

    Funnel funnel(Counts counts) {
        return new Funnel(
                PageTimes.minute(counts.at()),
                counts.customers(),
                counts.advised(),
                List.of(
                        step(Message.of("workbench.funnel.proposed"), counts.proposed(), counts.proposed(), counts),
                        step(Message.of("workbench.funnel.eligible"), counts.eligible(), counts.proposed(), counts),
                        step(Message.of("workbench.funnel.ranked"), counts.ranked(), counts.eligible(), counts),
                        step(Message.of("workbench.funnel.first"), counts.advised(), counts.ranked(), counts)),
                counts.removed().entrySet().stream()
                        .sorted(Map.Entry.<Rule, Removed>comparingByValue(Comparator.comparingInt(Removed::actions)
                                        .reversed())
                                .thenComparing(entry -> entry.getKey().name()))
                        .limit(MAX_RULES)
                        .map(entry -> rule(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private Step step(Text label, int actions, int before, Counts counts) {
        return new Step(
                label.in(locale),
                actions,
                before - actions,
                counts.proposed() == 0 ? 0 : (int) Math.round(PERCENT * actions / counts.proposed()));
    }

    private RemovingRule rule(Rule rule, Removed removed) {
        Table table = null;
        Row row = null;
        if (ruleset != null && !rule.limit()) {
            for (Table one : ruleset.tables()) {
                for (Row other : one.judgesCandidates() ? one.rows() : List.<Row>of()) {
                    if (other.name().equals(rule.name())) {
                        table = one;
                        row = other;
                    }
                }
            }
        }
        return new RemovingRule(
                rule.name(),
                table != null
                        ? RuleAddresses.row(table.name(), rule.name(), "")
                        : rule.limit() ? "" : "/rules?q=" + PageAddress.encode(rule.name()),
                row == null ? "" : row.reason().in(locale).replaceAll("\\{[^}]*}", "…"),
                rule.limit(),
                removed.actions(),
                removed.alone());
    }
}
