package io.tenure.cli;

import io.tenure.calibration.Calibration;
import io.tenure.calibration.HeldOut;
import io.tenure.calibration.RiskGrid;
import io.tenure.lifecycle.Parameters;
import io.tenure.model.BgNbd;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.report.BacktestTables;
import io.tenure.report.OutputLabels;
import io.tenure.report.ReportTable;
import io.tenure.text.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a calibration changed and why, as text and as one page.
///
/// @param withMargin whether a unit margin was given; otherwise sales stand in for margins
/// @param target folder of the new bundle
record CalibrationReport(
        Console console,
        Calibration calibration,
        CalibratedRisk riskSheet,
        int customers,
        CustomerLog log,
        boolean withMargin,
        Path target) {
    /// Why the probability of the model counts where it is known; null where that of the table does.
    @Nullable
    Message modelReason() {
        HeldOut heldOut = calibration.heldOut();
        return heldOut == null || !calibration.isRiskByModel()
                ? null
                : Message.of(
                        "cli.calibrate.by-model-reason",
                        "horizon",
                        riskSheet.horizonDays(),
                        "customers",
                        customers,
                        "held",
                        heldOut.customers(),
                        "modelBrier",
                        BacktestTables.three(heldOut.modelBrier()),
                        "brier",
                        BacktestTables.three(heldOut.tableBrier()));
    }

    void write(
            Parameters before,
            List<CalibratedPropensities.Change> propensities,
            List<CalibratedScenarios.Change> scenarios)
            throws IOException {
        new CalibrationPage(console, target)
                .write(
                        sentences(),
                        List.of(parameters(before), CalibrationPage.models(console, calibration.models()), risk()),
                        propensities,
                        scenarios);
    }

    private List<Message> sentences() {
        List<Message> sentences = new ArrayList<>();
        sentences.add(Message.of(
                "cli.calibrate.summary",
                "customers",
                customers,
                "asOf",
                riskSheet.asOf(),
                "horizon",
                riskSheet.horizonDays(),
                "folder",
                target.toString()));
        sentences.add(fit());
        if (!log.hasAmounts()) {
            sentences.add(Message.of("cli.calibrate.no-amounts"));
        } else if (calibration.spend().isEmpty()) {
            sentences.add(Message.of("cli.calibrate.no-spend"));
        } else if (!calibration.spend().get().isIndependent()) {
            sentences.add(Message.of("cli.calibrate.dependent-spend"));
        }
        if (!log.contracts().isEmpty()) {
            sentences.add(ContractReport.sentence(log.contracts().size(), calibration.contracts()));
        }
        HeldOut heldOut = calibration.heldOut();
        if (heldOut != null) {
            sentences.add(heldOut(heldOut));
            if (!Double.isNaN(heldOut.spendBrier())) {
                sentences.add(bySpend(heldOut));
            }
            if (heldOut.isWithoutSignal()) {
                sentences.add(Message.of("cli.calibrate.without-signal"));
            }
        }
        sentences.add(
                calibration.isRiskByModel()
                        ? Message.of("cli.calibrate.risk-by-model")
                        : !(calibration.fit() instanceof BgNbdFit.Fitted)
                                ? Message.of("cli.calibrate.risk-by-table-no-model")
                                : Message.of("cli.calibrate.risk-by-table"));
        if (log.hasAmounts() && !withMargin) {
            sentences.add(Message.of("cli.calibrate.no-margin"));
        }
        return sentences;
    }

    private Message fit() {
        return calibration.fit() instanceof BgNbdFit.Fitted(BgNbd model, var _, var _) && model.dropsAtOnce()
                ? Message.of("cli.calibrate.fit-modified", "sentence", BacktestTables.modelSentence(calibration.fit()))
                : BacktestTables.modelSentence(calibration.fit());
    }

    private static Message heldOut(HeldOut heldOut) {
        Message which = heldOut.isLater()
                ? Message.of("cli.calibrate.held-out.later", "customers", heldOut.customers())
                : Message.of("cli.calibrate.held-out.others", "customers", heldOut.customers());
        String auc = BacktestTables.three(heldOut.tableAuc());
        String brier = BacktestTables.three(heldOut.tableBrier());
        String base = BacktestTables.three(heldOut.baseBrier());
        return heldOut.hasModel()
                ? Message.of(
                        "cli.calibrate.held-out",
                        "which",
                        which,
                        "auc",
                        auc,
                        "brier",
                        brier,
                        "modelAuc",
                        BacktestTables.three(heldOut.modelAuc()),
                        "modelBrier",
                        BacktestTables.three(heldOut.modelBrier()),
                        "base",
                        base)
                : Message.of("cli.calibrate.held-out-table", "which", which, "auc", auc, "brier", brier, "base", base);
    }

    /// Whether the table tells customers apart by their usual spend, and why.
    private Message bySpend(HeldOut heldOut) {
        String with = BacktestTables.four(heldOut.spendBrier());
        String without = BacktestTables.four(heldOut.plainBrier());
        return heldOut.isBySpend()
                ? Message.of(
                        "cli.calibrate.by-spend",
                        "amount",
                        OutputLabels.number(calibration.risk().typicalSpend(), 2),
                        "with",
                        with,
                        "without",
                        without)
                : Message.of("cli.calibrate.not-by-spend", "with", with, "without", without);
    }

    private ReportTable parameters(Parameters before) {
        List<ReportTable.Row> rows = Stream.of(calibration.parameters())
                .flatMap(measured -> CalibratedSheets.changed(before, measured).stream()
                        .map(name -> CalibrationPage.row(name, OutputLabels.number(before.get(name), 2), measured, 2)))
                .toList();
        return CalibrationPage.table(
                console,
                Message.of("cli.calibrate.parameters.title"),
                Message.of("cli.calibrate.parameters.note"),
                rows);
    }

    private ReportTable risk() {
        List<ReportTable.Row> rows =
                calibration.risk().cells().stream().map(this::row).toList();
        return ReportTable.of(
                console::localized,
                Message.of("cli.calibrate.risk.title", "horizon", riskSheet.horizonDays()),
                Message.of("cli.calibrate.risk.note"),
                List.of(
                        Message.of("cli.calibrate.column.silence"),
                        Message.of("cli.calibrate.column.purchases"),
                        Message.of("cli.calibrate.column.spend"),
                        Message.of("report.backtest.column.customers"),
                        Message.of("report.backtest.column.lost"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("cli.calibrate.column.probability")),
                rows);
    }

    private ReportTable.Row row(RiskGrid.Cell cell) {
        ConfidenceInterval interval = cell.interval();
        double observed = cell.customers() == 0 ? Double.NaN : (double) cell.lost() / cell.customers();
        return new ReportTable.Row(
                List.of(
                        CalibratedRisk.range(cell.silenceFrom(), cell.silenceTo(), 0),
                        CalibratedRisk.range(cell.purchasesFrom(), cell.purchasesTo(), 1),
                        riskSheet.spend(cell.spend()),
                        BacktestTables.count(cell.customers()),
                        interval == null ? "-" : BacktestTables.percent(observed),
                        interval == null ? "-" : BacktestTables.percents(interval),
                        BacktestTables.percent(cell.probability())),
                interval == null
                        ? null
                        : new ReportTable.Plot(
                                observed, interval, cell.probability(), interval.contains(cell.probability())));
    }
}
