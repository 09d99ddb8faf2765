package io.tenure.cli;

import io.tenure.calibration.Calibration;
import io.tenure.calibration.HeldOut;
import io.tenure.calibration.Measured;
import io.tenure.calibration.RiskGrid;
import io.tenure.lifecycle.Parameters;
import io.tenure.model.BgNbd;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.report.BacktestTables;
import io.tenure.report.OutputLabels;
import io.tenure.report.ReportPage;
import io.tenure.report.ReportTable;
import io.tenure.text.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a calibration changed and why, as text and as one page.
///
/// @param withMargin whether a unit margin was given; otherwise sales stand in for margins
/// @param target folder of the new bundle
record CalibrationReport(
        Console console,
        Calibration calibration,
        CalibratedSheets sheets,
        int customers,
        CustomerLog log,
        boolean withMargin,
        Path target) {
    private static final int DECIMALS = 4;

    /// Why the probability of the model counts where it is known; null where that of the table does.
    @Nullable
    Message modelReason() {
        HeldOut heldOut = calibration.heldOut();
        return heldOut == null || !calibration.isRiskByModel()
                ? null
                : Message.of(
                        "cli.calibrate.by-model-reason",
                        "horizon",
                        sheets.horizonDays(),
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
        ReportPage page = new ReportPage(console.localized(Message.of("cli.calibrate.title")), console.locale());
        for (Message sentence : sentences(scenarios)) {
            console.print(sentence);
            page.paragraph(console.localized(sentence));
        }
        List<ReportTable> tables = new ArrayList<>(List.of(parameters(before), models(), risk()));
        if (!propensities.isEmpty()) {
            tables.add(propensities(propensities));
        }
        for (ReportTable table : tables) {
            console.write(String.join("\n", table.lines()) + "\n");
            page.table(table);
        }
        // A line for each expectation: too many for a console.
        if (!scenarios.isEmpty()) {
            page.table(scenarios(scenarios));
        }
        Files.writeString(target.resolve("calibration.html"), page.finished());
    }

    private List<Message> sentences(List<CalibratedScenarios.Change> scenarios) {
        List<Message> sentences = new ArrayList<>();
        sentences.add(Message.of(
                "cli.calibrate.summary",
                "customers",
                customers,
                "asOf",
                sheets.asOf(),
                "horizon",
                sheets.horizonDays(),
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
            sentences.add(contracts());
        }
        HeldOut heldOut = calibration.heldOut();
        if (heldOut != null) {
            sentences.add(heldOut(heldOut));
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
        sentences.add(
                scenarios.isEmpty()
                        ? Message.of("cli.calibrate.scenarios-hold")
                        : Message.of("cli.calibrate.scenarios-changed", "scenarios", (int) scenarios.stream()
                                .map(CalibratedScenarios.Change::scenario)
                                .distinct()
                                .count()));
        return sentences;
    }

    private Message contracts() {
        int number = log.contracts().size();
        return calibration
                .contracts()
                .map(found -> Message.of(
                        "cli.calibrate.contracts-fit",
                        "contracts",
                        number,
                        "alpha",
                        BacktestTables.three(found.model().alpha()),
                        "beta",
                        BacktestTables.three(found.model().beta()),
                        "first",
                        BacktestTables.percent(found.model().retention(1)),
                        "year",
                        BacktestTables.percent(found.model().survival(12))))
                .orElseGet(() -> Message.of(
                        "cli.calibrate.contracts-no-fit", "contracts", number, "needed", Calibration.MIN_CUSTOMERS));
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

    private ReportTable parameters(Parameters before) {
        List<ReportTable.Row> rows = Stream.of(calibration.parameters())
                .flatMap(measured -> CalibratedSheets.changed(before, measured).stream()
                        .map(name -> row(name, OutputLabels.number(before.get(name), 2), measured, 2)))
                .toList();
        return table(Message.of("cli.calibrate.parameters.title"), Message.of("cli.calibrate.parameters.note"), rows);
    }

    private ReportTable propensities(List<CalibratedPropensities.Change> changes) {
        return ReportTable.of(
                console::localized,
                Message.of("cli.calibrate.propensities.title"),
                Message.of("cli.calibrate.propensities.note"),
                List.of(
                        Message.of("cli.calibrate.column.row"),
                        Message.of("cli.calibrate.column.action"),
                        Message.of("cli.calibrate.column.before"),
                        Message.of("cli.calibrate.column.now"),
                        Message.of("cli.calibrate.column.count"),
                        Message.of("report.backtest.column.interval")),
                changes.stream().map(CalibrationReport::row).toList());
    }

    private static ReportTable.Row row(CalibratedPropensities.Change change) {
        ConfidenceInterval interval = Objects.requireNonNull(change.now().interval());
        return new ReportTable.Row(
                List.of(
                        change.row(),
                        change.action(),
                        change.before(),
                        OutputLabels.percent(change.now().value()),
                        BacktestTables.count(change.now().count()),
                        BacktestTables.percents(interval)),
                null);
    }

    private ReportTable models() {
        List<ReportTable.Row> rows = calibration.models().keySet().stream()
                .map(name -> row(name, "-", calibration.models(), DECIMALS))
                .toList();
        return table(Message.of("cli.calibrate.models.title"), Message.of("cli.calibrate.models.note"), rows);
    }

    private static ReportTable.Row row(String name, String before, Map<String, Measured> measured, int decimals) {
        Measured now = Objects.requireNonNull(measured.get(name));
        ConfidenceInterval interval = now.interval();
        return new ReportTable.Row(
                List.of(
                        name,
                        before,
                        OutputLabels.number(now.value(), decimals),
                        BacktestTables.count(now.count()),
                        interval == null
                                ? "-"
                                : OutputLabels.number(interval.low(), decimals)
                                        + "–"
                                        + OutputLabels.number(interval.high(), decimals)),
                null);
    }

    private ReportTable table(Message title, Message note, List<ReportTable.Row> rows) {
        return ReportTable.of(
                console::localized,
                title,
                note,
                List.of(
                        Message.of("cli.calibrate.column.parameter"),
                        Message.of("cli.calibrate.column.before"),
                        Message.of("cli.calibrate.column.now"),
                        Message.of("cli.calibrate.column.count"),
                        Message.of("report.backtest.column.interval")),
                rows);
    }

    private ReportTable scenarios(List<CalibratedScenarios.Change> changes) {
        return ReportTable.of(
                console::localized,
                Message.of("cli.calibrate.scenarios.title"),
                Message.of("cli.calibrate.scenarios.note"),
                List.of(
                        Message.of("cli.calibrate.column.scenario"),
                        Message.of("cli.calibrate.column.expectation"),
                        Message.of("cli.calibrate.column.before"),
                        Message.of("cli.calibrate.column.now")),
                changes.stream()
                        .map(change -> new ReportTable.Row(
                                List.of(
                                        change.scenario(),
                                        change.name(),
                                        change.before(),
                                        change.now() == null
                                                ? console.localized(Message.of("cli.calibrate.scenario-failed"))
                                                : change.now()),
                                null))
                        .toList());
    }

    private ReportTable risk() {
        List<ReportTable.Row> rows =
                calibration.risk().cells().stream().map(CalibrationReport::row).toList();
        return ReportTable.of(
                console::localized,
                Message.of("cli.calibrate.risk.title", "horizon", sheets.horizonDays()),
                Message.of("cli.calibrate.risk.note"),
                List.of(
                        Message.of("cli.calibrate.column.silence"),
                        Message.of("cli.calibrate.column.purchases"),
                        Message.of("report.backtest.column.customers"),
                        Message.of("report.backtest.column.lost"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("cli.calibrate.column.probability")),
                rows);
    }

    private static ReportTable.Row row(RiskGrid.Cell cell) {
        ConfidenceInterval interval = cell.interval();
        double observed = cell.customers() == 0 ? Double.NaN : (double) cell.lost() / cell.customers();
        return new ReportTable.Row(
                List.of(
                        CalibratedSheets.range(cell.silenceFrom(), cell.silenceTo(), 0),
                        CalibratedSheets.range(cell.purchasesFrom(), cell.purchasesTo(), 1),
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
