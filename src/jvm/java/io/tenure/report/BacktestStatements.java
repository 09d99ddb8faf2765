package io.tenure.report;

import io.tenure.backtest.CutReport;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;

/// What a backtest found, as sentences that are true of a cut or not.
///
/// @param tables of the same ruleset and language
public record BacktestStatements(BacktestTables tables) {
    private static final double CLOSE_REACH = .9;

    /// The sentences that sum a cut up.
    public List<ReportPage.Statement> of(CutReport report) {
        List<ReportPage.Statement> statements = new ArrayList<>();
        if (report.withoutSignal()) {
            add(statements, false, Message.of("report.backtest.no-signal"));
        }
        add(statements, report.stageOrderHolds(), stages(report));
        CutReport.RiskScore own = report.risk().getFirst();
        report.bestOther()
                .ifPresent(best -> add(
                        statements,
                        report.riskOrdersWell(),
                        report.riskOrdersWell()
                                ? Message.of(
                                        "report.backtest.risk-orders",
                                        "auc",
                                        BacktestTables.three(own.auc()),
                                        "other",
                                        tables.name(best.name()),
                                        "best",
                                        BacktestTables.three(best.auc()))
                                : Message.of(
                                        "report.backtest.risk-orders-worse",
                                        "auc",
                                        BacktestTables.three(own.auc()),
                                        "other",
                                        tables.name(best.name()),
                                        "best",
                                        BacktestTables.three(best.auc()))));
        add(
                statements,
                report.bandsHold(),
                report.bandsHold()
                        ? Message.of("report.backtest.bands-hold")
                        : Message.of("report.backtest.bands-fail"));
        CutReport.Brier brier = report.brier();
        if (brier != null) {
            boolean better = brier.difference().high() < 0;
            add(
                    statements,
                    better,
                    better
                            ? Message.of(
                                    "report.backtest.brier-better",
                                    "score",
                                    BacktestTables.three(brier.score()),
                                    "base",
                                    BacktestTables.three(brier.ofBaseRate()))
                            : Message.of(
                                    "report.backtest.brier-not-better",
                                    "score",
                                    BacktestTables.three(brier.score()),
                                    "base",
                                    BacktestTables.three(brier.ofBaseRate())));
        }
        report.bestReach().ifPresent(best -> reach(report, best, statements));
        return statements;
    }

    private Message stages(CutReport report) {
        if (!report.stageOrderHolds()) {
            return Message.of("report.backtest.stages-fail");
        }
        List<String> uncertain = report.uncertainSteps().stream()
                .map(step -> tables.labels().of(step.earlier()) + " → "
                        + tables.labels().of(step.later()) + " " + BacktestTables.signed(step.difference()))
                .toList();
        return uncertain.isEmpty()
                ? Message.of("report.backtest.stages-hold")
                : Message.of("report.backtest.stages-uncertain", "steps", uncertain);
    }

    private void reach(CutReport report, CutReport.Reached best, List<ReportPage.Statement> statements) {
        report.reach(CutReport.VALUE_AT_RISK)
                .or(() -> report.reach("risk-usual-sales"))
                .ifPresent(own -> add(
                        statements,
                        own.share() >= CLOSE_REACH * best.share(),
                        Message.of(
                                "report.backtest.reach",
                                "share",
                                BacktestTables.percent(own.share()),
                                "own",
                                tables.name(own.ranking()),
                                "other",
                                tables.name(best.ranking()),
                                "best",
                                BacktestTables.percent(best.share()))));
    }

    private void add(List<ReportPage.Statement> statements, boolean good, Message sentence) {
        statements.add(new ReportPage.Statement(good, tables.labels().localized(sentence)));
    }
}
