package io.tenure.report;

import io.tenure.backtest.Comparison;
import io.tenure.backtest.CutReport;
import io.tenure.model.BgNbd;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a backtest found, as tables.
///
/// @param labels of the ruleset that decided
public record BacktestTables(OutputLabels labels) {
    public String heading(CutReport report) {
        return labels.localized(Message.of(
                "report.backtest.cut",
                "cut",
                report.cut(),
                "customers",
                report.customers(),
                "horizon",
                report.horizonDays(),
                "bought",
                percent(report.boughtAgain().rate())));
    }

    public List<ReportTable> tables(CutReport report) {
        List<ReportTable> tables = new ArrayList<>();
        tables.add(stages(report));
        tables.add(risk(report));
        tables.add(groups(
                report.bands(), Message.of("report.backtest.bands.title"), Message.of("report.backtest.bands.note")));
        if (!report.reached().isEmpty()) {
            tables.add(reached(
                    report.reached(),
                    Message.of("report.backtest.reached.title"),
                    Message.of("report.backtest.reached.note")));
        }
        if (!report.lifetime().isEmpty()) {
            tables.add(reached(
                    report.lifetime(),
                    Message.of("report.backtest.lifetime.title"),
                    Message.of("report.backtest.lifetime.note")));
        }
        tables.add(model(report));
        tables.add(groups(
                report.cells(), Message.of("report.backtest.cells.title"), Message.of("report.backtest.cells.note")));
        tables.add(rows(report));
        return tables;
    }

    private ReportTable stages(CutReport report) {
        List<ReportTable.Row> rows = new ArrayList<>();
        for (CutReport.StageResult stage : report.stages()) {
            CutReport.@Nullable StageStep step = report.steps().stream()
                    .filter(s -> s.later().equals(stage.stage()))
                    .findFirst()
                    .orElse(null);
            ConfidenceInterval sales = stage.salesInterval();
            rows.add(new ReportTable.Row(
                    List.of(
                            labels.of(stage.stage()),
                            count(stage.bought().total()),
                            percent(stage.bought().rate()),
                            percents(stage.bought().interval()),
                            money(stage.sales()),
                            sales == null ? "-" : moneys(sales),
                            step == null ? "" : signed(step.difference()) + (step.isCertain() ? "" : " ?")),
                    new ReportTable.Plot(
                            stage.bought().rate(),
                            stage.bought().interval(),
                            Double.NaN,
                            step == null || !step.isReversed())));
        }
        return table(
                Message.of("report.backtest.stages.title"),
                Message.of("report.backtest.stages.note"),
                List.of(
                        Message.of("report.backtest.column.stage"),
                        Message.of("report.backtest.column.customers"),
                        Message.of("report.backtest.column.bought"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("report.backtest.column.sales"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("report.backtest.column.step")),
                rows);
    }

    private ReportTable risk(CutReport report) {
        double best = report.risk().stream()
                .mapToDouble(CutReport.RiskScore::auc)
                .max()
                .orElse(0);
        List<ReportTable.Row> rows = report.risk().stream()
                .map(score -> {
                    ConfidenceInterval better = score.riskIsBetterBy();
                    return new ReportTable.Row(
                            List.of(
                                    name(score.name()),
                                    three(score.auc()),
                                    three(score.interval().low()) + "–"
                                            + three(score.interval().high()),
                                    OutputLabels.formatted("%.2f", score.lift()),
                                    better == null
                                            ? ""
                                            : OutputLabels.formatted("%+.3f…%+.3f", better.low(), better.high())),
                            new ReportTable.Plot(score.auc(), score.interval(), Double.NaN, score.auc() >= best - .01));
                })
                .toList();
        return table(
                Message.of("report.backtest.risk.title"),
                Message.of("report.backtest.risk.note"),
                List.of(
                        Message.of("report.backtest.column.score"),
                        Message.of("report.backtest.column.auc"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("report.backtest.column.lift"),
                        Message.of("report.backtest.column.better")),
                rows);
    }

    private ReportTable groups(List<CutReport.Group> groups, Message title, Message note) {
        List<ReportTable.Row> rows = groups.stream()
                .map(group -> new ReportTable.Row(
                        List.of(
                                labels.of(group.name()),
                                count(group.lost().total()),
                                percent(group.said()),
                                percent(group.lost().rate()),
                                percents(group.lost().interval()),
                                group.holds() ? "" : "✗"),
                        new ReportTable.Plot(
                                group.lost().rate(), group.lost().interval(), group.said(), group.holds())))
                .toList();
        return table(
                title,
                note,
                List.of(
                        Message.of("report.backtest.column.group"),
                        Message.of("report.backtest.column.customers"),
                        Message.of("report.backtest.column.said"),
                        Message.of("report.backtest.column.lost"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("report.backtest.column.holds")),
                rows);
    }

    private ReportTable reached(List<CutReport.Reached> reached, Message title, Message note) {
        List<ReportTable.Row> rows = reached.stream()
                .map(r -> new ReportTable.Row(
                        List.of(name(r.ranking()), percent(r.share()), percents(r.interval())),
                        new ReportTable.Plot(r.share(), r.interval(), Double.NaN, true)))
                .toList();
        return table(
                title,
                note,
                List.of(
                        Message.of("report.backtest.column.ranking"),
                        Message.of("report.backtest.column.share"),
                        Message.of("report.backtest.column.interval")),
                rows);
    }

    private ReportTable model(CutReport report) {
        List<ReportTable.Row> rows = new ArrayList<>();
        CutReport.@Nullable Totals t = report.totals();
        if (t != null) {
            rows.add(total(Message.of("report.backtest.model.purchases"), t.expectedPurchases(), t.purchases()));
            rows.add(total(Message.of("report.backtest.model.sales"), t.expectedSales(), t.sales()));
        }
        return table(
                Message.of("report.backtest.model.title"),
                modelSentence(report.fit()),
                List.of(
                        Message.of("report.backtest.column.total"),
                        Message.of("report.backtest.column.expected"),
                        Message.of("report.backtest.column.observed"),
                        Message.of("report.backtest.column.error")),
                rows);
    }

    public static Message modelSentence(BgNbdFit fit) {
        return switch (fit) {
            case BgNbdFit.Fitted(BgNbd m, double logLikelihood, var _) ->
                Message.of(
                        "report.backtest.model.fitted",
                        "r",
                        four(m.r()),
                        "alpha",
                        four(m.alpha()),
                        "a",
                        four(m.a()),
                        "b",
                        four(m.b()),
                        "likelihood",
                        OutputLabels.formatted("%.1f", logLikelihood));
            case BgNbdFit.NoDropout _ -> Message.of("report.backtest.model.no-dropout");
            case BgNbdFit.NotFitted(BgNbdFit.Cause cause) ->
                cause == BgNbdFit.Cause.TOO_FEW_CUSTOMERS
                        ? Message.of("report.backtest.model.too-few")
                        : Message.of("report.backtest.model.not-determined");
        };
    }

    private ReportTable.Row total(Message what, double expected, double observed) {
        String error = observed == 0 ? "-" : signed(expected / observed - 1);
        return new ReportTable.Row(List.of(labels.localized(what), money(expected), money(observed), error), null);
    }

    private ReportTable rows(CutReport report) {
        List<ReportTable.Row> rows = report.rows().stream()
                .map(r -> new ReportTable.Row(
                        List.of(
                                r.row().workbook() + " " + r.row().row() + " "
                                        + r.row().name(),
                                r.stage() == null
                                        ? Double.isNaN(r.said()) ? "-" : percent(r.said())
                                        : labels.of(r.stage()),
                                count(r.bought().total()),
                                percent(r.bought().rate()),
                                percents(r.bought().interval()),
                                money(r.sales()),
                                r.buysLike() == null ? "" : labels.of(r.buysLike())),
                        new ReportTable.Plot(
                                r.bought().rate(), r.bought().interval(), 1 - r.said(), r.buysLike() == null)))
                .toList();
        return table(
                Message.of("report.backtest.rows.title"),
                Message.of("report.backtest.rows.note"),
                List.of(
                        Message.of("report.backtest.column.row"),
                        Message.of("report.backtest.column.decides"),
                        Message.of("report.backtest.column.customers"),
                        Message.of("report.backtest.column.bought"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("report.backtest.column.sales"),
                        Message.of("report.backtest.column.like")),
                rows);
    }

    ReportTable comparison(Comparison c, String other) {
        List<ReportTable.Row> rows = new ArrayList<>();
        difference(rows, Message.of("report.backtest.against.auc"), c.auc(), true);
        difference(rows, Message.of("report.backtest.against.brier"), c.brier(), false);
        difference(rows, Message.of("report.backtest.against.risk-reach"), c.riskReach(), true);
        difference(rows, Message.of("report.backtest.against.score-reach"), c.scoreReach(), true);
        return table(
                Message.of("report.backtest.against.title", "other", other),
                Message.of(
                        "report.backtest.against.note",
                        "customers",
                        c.customers(),
                        "stages",
                        c.otherStage(),
                        "bands",
                        c.otherBand()),
                List.of(
                        Message.of("report.backtest.column.measure"),
                        Message.of("report.backtest.column.difference"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("report.backtest.column.verdict")),
                rows);
    }

    private void difference(
            List<ReportTable.Row> rows,
            Message what,
            Comparison.@Nullable Difference difference,
            boolean moreIsBetter) {
        if (difference == null) {
            return;
        }
        Message verdict = !difference.isMoreThanNoise()
                ? Message.of("report.backtest.against.noise")
                : difference.difference() > 0 == moreIsBetter
                        ? Message.of("report.backtest.against.better")
                        : Message.of("report.backtest.against.worse");
        ConfidenceInterval interval = difference.interval();
        rows.add(new ReportTable.Row(
                List.of(
                        labels.localized(what),
                        OutputLabels.formatted("%+.4f", difference.difference()),
                        OutputLabels.formatted("%+.4f…%+.4f", interval.low(), interval.high()),
                        labels.localized(verdict)),
                new ReportTable.Plot(
                        difference.difference(),
                        interval,
                        0,
                        difference.difference() > 0 == moreIsBetter || !difference.isMoreThanNoise())));
    }

    private ReportTable table(Message title, Message note, List<Message> headings, List<ReportTable.Row> rows) {
        return ReportTable.of(labels::localized, title, note, headings, rows);
    }

    String name(String score) {
        return labels.localized(
                switch (score) {
                    case CutReport.RISK -> Message.of("report.backtest.score.risk");
                    case "recency" -> Message.of("report.backtest.score.recency");
                    case "frequency" -> Message.of("report.backtest.score.frequency");
                    case "money" -> Message.of("report.backtest.score.money");
                    case "rfm-sum" -> Message.of("report.backtest.score.rfm-sum");
                    case "gap-ratio" -> Message.of("report.backtest.score.gap-ratio");
                    case CutReport.BG_NBD -> Message.of("report.backtest.score.bg-nbd");
                    case "logistic-regression" -> Message.of("report.backtest.score.logistic-regression");
                    case "score" -> Message.of("report.backtest.score.score");
                    case "value" -> Message.of("report.backtest.score.value");
                    case "risk-value" -> Message.of("report.backtest.score.risk-value");
                    case CutReport.VALUE_AT_RISK -> Message.of("report.backtest.score.value-at-risk");
                    case "usual-sales" -> Message.of("report.backtest.score.usual-sales");
                    case "risk-usual-sales" -> Message.of("report.backtest.score.risk-usual-sales");
                    case "bg-nbd-usual-sales" -> Message.of("report.backtest.score.bg-nbd-usual-sales");
                    case "bg-nbd-spend" -> Message.of("report.backtest.score.bg-nbd-spend");
                    case "random" -> Message.of("report.backtest.score.random");
                    case CutReport.ORACLE -> Message.of("report.backtest.score.oracle");
                    default -> throw new IllegalArgumentException(score);
                });
    }

    public static String count(long n) {
        return OutputLabels.formatted("%,d", n);
    }

    public static String percent(double share) {
        return OutputLabels.formatted("%.1f%%", 100 * share);
    }

    public static String percents(ConfidenceInterval interval) {
        return percent(interval.low()) + "–" + percent(interval.high());
    }

    public static String signed(double share) {
        return OutputLabels.formatted("%+.1f%%", 100 * share);
    }

    public static String money(double amount) {
        return OutputLabels.formatted("%,.2f", amount);
    }

    public static String moneys(ConfidenceInterval interval) {
        return money(interval.low()) + "–" + money(interval.high());
    }

    public static String three(double number) {
        return OutputLabels.formatted("%.3f", number);
    }

    public static String four(double number) {
        return OutputLabels.formatted("%.4f", number);
    }
}
