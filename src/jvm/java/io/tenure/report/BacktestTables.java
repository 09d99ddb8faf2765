package io.tenure.cli;

import io.tenure.backtest.Comparison;
import io.tenure.backtest.CutReport;
import io.tenure.model.BgNbd;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a backtest found, as sentences and tables.
record BacktestTables(OutputLabels labels) {
    private static final double CLOSE_REACH = .9;

    /// The sentences that sum a cut up.
    List<ReportPage.Statement> statements(CutReport report) {
        List<ReportPage.Statement> statements = new ArrayList<>();
        if (report.withoutSignal()) {
            add(statements, false, Message.of("cli.backtest.no-signal"));
        }
        add(
                statements,
                report.stageOrderHolds(),
                report.stageOrderHolds()
                        ? Message.of("cli.backtest.stages-hold")
                        : Message.of("cli.backtest.stages-fail"));
        CutReport.RiskScore own = report.risk().getFirst();
        report.bestOther()
                .ifPresent(best -> add(
                        statements,
                        report.riskOrdersWell(),
                        report.riskOrdersWell()
                                ? Message.of(
                                        "cli.backtest.risk-orders",
                                        "auc",
                                        three(own.auc()),
                                        "other",
                                        name(best.name()),
                                        "best",
                                        three(best.auc()))
                                : Message.of(
                                        "cli.backtest.risk-orders-worse",
                                        "auc",
                                        three(own.auc()),
                                        "other",
                                        name(best.name()),
                                        "best",
                                        three(best.auc()))));
        add(
                statements,
                report.bandsHold(),
                report.bandsHold() ? Message.of("cli.backtest.bands-hold") : Message.of("cli.backtest.bands-fail"));
        CutReport.Brier brier = report.brier();
        if (brier != null) {
            boolean better = brier.difference().high() < 0;
            add(
                    statements,
                    better,
                    better
                            ? Message.of(
                                    "cli.backtest.brier-better",
                                    "score",
                                    three(brier.score()),
                                    "base",
                                    three(brier.ofBaseRate()))
                            : Message.of(
                                    "cli.backtest.brier-not-better",
                                    "score",
                                    three(brier.score()),
                                    "base",
                                    three(brier.ofBaseRate())));
        }
        report.bestReach().ifPresent(best -> reach(report, best, statements));
        return statements;
    }

    private void reach(CutReport report, CutReport.Reached best, List<ReportPage.Statement> statements) {
        report.reach(CutReport.VALUE_AT_RISK)
                .or(() -> report.reach("risk-usual-sales"))
                .ifPresent(own -> add(
                        statements,
                        own.share() >= CLOSE_REACH * best.share(),
                        Message.of(
                                "cli.backtest.reach",
                                "share",
                                percent(own.share()),
                                "own",
                                name(own.ranking()),
                                "other",
                                name(best.ranking()),
                                "best",
                                percent(best.share()))));
    }

    private void add(List<ReportPage.Statement> statements, boolean good, Message sentence) {
        statements.add(new ReportPage.Statement(good, labels.localized(sentence)));
    }

    String heading(CutReport report) {
        return labels.localized(Message.of(
                "cli.backtest.cut",
                "cut",
                report.cut(),
                "customers",
                report.customers(),
                "horizon",
                report.horizonDays(),
                "bought",
                percent(report.boughtAgain().rate())));
    }

    List<ReportTable> tables(CutReport report) {
        List<ReportTable> tables = new ArrayList<>();
        tables.add(stages(report));
        tables.add(risk(report));
        tables.add(
                groups(report.bands(), Message.of("cli.backtest.bands.title"), Message.of("cli.backtest.bands.note")));
        if (!report.reached().isEmpty()) {
            tables.add(reached(
                    report.reached(),
                    Message.of("cli.backtest.reached.title"),
                    Message.of("cli.backtest.reached.note")));
        }
        if (!report.lifetime().isEmpty()) {
            tables.add(reached(
                    report.lifetime(),
                    Message.of("cli.backtest.lifetime.title"),
                    Message.of("cli.backtest.lifetime.note")));
        }
        tables.add(model(report));
        tables.add(
                groups(report.cells(), Message.of("cli.backtest.cells.title"), Message.of("cli.backtest.cells.note")));
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
                            step == null || step.difference() > 0)));
        }
        return table(
                Message.of("cli.backtest.stages.title"),
                Message.of("cli.backtest.stages.note"),
                List.of(
                        Message.of("cli.backtest.column.stage"),
                        Message.of("cli.backtest.column.customers"),
                        Message.of("cli.backtest.column.bought"),
                        Message.of("cli.backtest.column.interval"),
                        Message.of("cli.backtest.column.sales"),
                        Message.of("cli.backtest.column.interval"),
                        Message.of("cli.backtest.column.step")),
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
                Message.of("cli.backtest.risk.title"),
                Message.of("cli.backtest.risk.note"),
                List.of(
                        Message.of("cli.backtest.column.score"),
                        Message.of("cli.backtest.column.auc"),
                        Message.of("cli.backtest.column.interval"),
                        Message.of("cli.backtest.column.lift"),
                        Message.of("cli.backtest.column.better")),
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
                        Message.of("cli.backtest.column.group"),
                        Message.of("cli.backtest.column.customers"),
                        Message.of("cli.backtest.column.said"),
                        Message.of("cli.backtest.column.lost"),
                        Message.of("cli.backtest.column.interval"),
                        Message.of("cli.backtest.column.holds")),
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
                        Message.of("cli.backtest.column.ranking"),
                        Message.of("cli.backtest.column.share"),
                        Message.of("cli.backtest.column.interval")),
                rows);
    }

    private ReportTable model(CutReport report) {
        List<ReportTable.Row> rows = new ArrayList<>();
        CutReport.@Nullable Totals t = report.totals();
        if (t != null) {
            rows.add(total(Message.of("cli.backtest.model.purchases"), t.expectedPurchases(), t.purchases()));
            rows.add(total(Message.of("cli.backtest.model.sales"), t.expectedSales(), t.sales()));
        }
        return table(
                Message.of("cli.backtest.model.title"),
                modelSentence(report.fit()),
                List.of(
                        Message.of("cli.backtest.column.total"),
                        Message.of("cli.backtest.column.expected"),
                        Message.of("cli.backtest.column.observed"),
                        Message.of("cli.backtest.column.error")),
                rows);
    }

    static Message modelSentence(BgNbdFit fit) {
        return switch (fit) {
            case BgNbdFit.Fitted(BgNbd m, double logLikelihood, var _) ->
                Message.of(
                        "cli.backtest.model.fitted",
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
            case BgNbdFit.NoDropout _ -> Message.of("cli.backtest.model.no-dropout");
            case BgNbdFit.NotFitted(BgNbdFit.Cause cause) ->
                cause == BgNbdFit.Cause.TOO_FEW_CUSTOMERS
                        ? Message.of("cli.backtest.model.too-few")
                        : Message.of("cli.backtest.model.not-determined");
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
                Message.of("cli.backtest.rows.title"),
                Message.of("cli.backtest.rows.note"),
                List.of(
                        Message.of("cli.backtest.column.row"),
                        Message.of("cli.backtest.column.decides"),
                        Message.of("cli.backtest.column.customers"),
                        Message.of("cli.backtest.column.bought"),
                        Message.of("cli.backtest.column.interval"),
                        Message.of("cli.backtest.column.sales"),
                        Message.of("cli.backtest.column.like")),
                rows);
    }

    ReportTable comparison(Comparison c, String other) {
        List<ReportTable.Row> rows = new ArrayList<>();
        difference(rows, Message.of("cli.backtest.against.auc"), c.auc(), true);
        difference(rows, Message.of("cli.backtest.against.brier"), c.brier(), false);
        difference(rows, Message.of("cli.backtest.against.risk-reach"), c.riskReach(), true);
        difference(rows, Message.of("cli.backtest.against.score-reach"), c.scoreReach(), true);
        return table(
                Message.of("cli.backtest.against.title", "other", other),
                Message.of(
                        "cli.backtest.against.note",
                        "customers",
                        c.customers(),
                        "stages",
                        c.otherStage(),
                        "bands",
                        c.otherBand()),
                List.of(
                        Message.of("cli.backtest.column.measure"),
                        Message.of("cli.backtest.column.difference"),
                        Message.of("cli.backtest.column.interval"),
                        Message.of("cli.backtest.column.verdict")),
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
                ? Message.of("cli.backtest.against.noise")
                : difference.difference() > 0 == moreIsBetter
                        ? Message.of("cli.backtest.against.better")
                        : Message.of("cli.backtest.against.worse");
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

    private String name(String score) {
        return labels.localized(
                switch (score) {
                    case CutReport.RISK -> Message.of("cli.backtest.score.risk");
                    case "recency" -> Message.of("cli.backtest.score.recency");
                    case "frequency" -> Message.of("cli.backtest.score.frequency");
                    case "money" -> Message.of("cli.backtest.score.money");
                    case "rfm-sum" -> Message.of("cli.backtest.score.rfm-sum");
                    case "gap-ratio" -> Message.of("cli.backtest.score.gap-ratio");
                    case CutReport.BG_NBD -> Message.of("cli.backtest.score.bg-nbd");
                    case "logistic-regression" -> Message.of("cli.backtest.score.logistic-regression");
                    case "score" -> Message.of("cli.backtest.score.score");
                    case "value" -> Message.of("cli.backtest.score.value");
                    case "risk-value" -> Message.of("cli.backtest.score.risk-value");
                    case CutReport.VALUE_AT_RISK -> Message.of("cli.backtest.score.value-at-risk");
                    case "usual-sales" -> Message.of("cli.backtest.score.usual-sales");
                    case "risk-usual-sales" -> Message.of("cli.backtest.score.risk-usual-sales");
                    case "bg-nbd-usual-sales" -> Message.of("cli.backtest.score.bg-nbd-usual-sales");
                    case "bg-nbd-spend" -> Message.of("cli.backtest.score.bg-nbd-spend");
                    case "random" -> Message.of("cli.backtest.score.random");
                    case CutReport.ORACLE -> Message.of("cli.backtest.score.oracle");
                    default -> throw new IllegalArgumentException(score);
                });
    }

    static String count(long n) {
        return OutputLabels.formatted("%,d", n);
    }

    static String percent(double share) {
        return OutputLabels.formatted("%.1f%%", 100 * share);
    }

    static String percents(ConfidenceInterval interval) {
        return percent(interval.low()) + "–" + percent(interval.high());
    }

    static String signed(double share) {
        return OutputLabels.formatted("%+.1f%%", 100 * share);
    }

    static String money(double amount) {
        return OutputLabels.formatted("%,.2f", amount);
    }

    static String moneys(ConfidenceInterval interval) {
        return money(interval.low()) + "–" + money(interval.high());
    }

    static String three(double number) {
        return OutputLabels.formatted("%.3f", number);
    }

    private static String four(double number) {
        return OutputLabels.formatted("%.4f", number);
    }
}
