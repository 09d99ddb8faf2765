package io.tenure.cli;

import io.tenure.calibration.Measured;
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

/// Prints what a calibration found, and writes it beside the new bundle as a page.
///
/// @param target folder of the new bundle
record CalibrationPage(Console console, Path target) {
    private static final int DECIMALS = 4;

    /// @param tables what was measured besides chances of success
    /// @param scenarios expectations that changed
    void write(
            List<Message> sentences,
            List<ReportTable> tables,
            List<CalibratedPropensities.Change> propensities,
            List<CalibratedScenarios.Change> scenarios)
            throws IOException {
        ReportPage page = new ReportPage(console.localized(Message.of("cli.calibrate.title")), console.locale());
        List<Message> all = new ArrayList<>(sentences);
        all.add(changed(scenarios));
        for (Message sentence : all) {
            console.print(sentence);
            page.paragraph(console.localized(sentence));
        }
        List<ReportTable> shown = new ArrayList<>(tables);
        if (!propensities.isEmpty()) {
            shown.add(propensities(propensities));
        }
        for (ReportTable table : shown) {
            console.write(String.join("\n", table.lines()) + "\n");
            page.table(table);
        }
        // A line for each expectation: too many for a console.
        if (!scenarios.isEmpty()) {
            page.table(scenarios(scenarios));
        }
        Files.writeString(target.resolve("calibration.html"), page.finished());
    }

    private static Message changed(List<CalibratedScenarios.Change> scenarios) {
        return scenarios.isEmpty()
                ? Message.of("cli.calibrate.scenarios-hold")
                : Message.of("cli.calibrate.scenarios-changed", "scenarios", (int) scenarios.stream()
                        .map(CalibratedScenarios.Change::scenario)
                        .distinct()
                        .count());
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
                changes.stream().map(CalibrationPage::row).toList());
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

    static ReportTable models(Console console, Map<String, Measured> models) {
        List<ReportTable.Row> rows = models.keySet().stream()
                .map(name -> row(name, "-", models, DECIMALS))
                .toList();
        return table(console, Message.of("cli.calibrate.models.title"), Message.of("cli.calibrate.models.note"), rows);
    }

    static ReportTable.Row row(String name, String before, Map<String, Measured> measured, int decimals) {
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

    static ReportTable table(Console console, Message title, Message note, List<ReportTable.Row> rows) {
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
}
