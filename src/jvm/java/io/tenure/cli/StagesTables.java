package io.tenure.cli;

import io.tenure.migration.MigrationReport;
import io.tenure.migration.MigrationReport.Amount;
import io.tenure.migration.MigrationReport.StageCount;
import io.tenure.migration.MigrationReport.StageValue;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.Rate;
import io.tenure.report.BacktestTables;
import io.tenure.report.OutputLabels;
import io.tenure.report.ReportPage;
import io.tenure.report.ReportTable;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How customers moved between stages and what that is worth, as sentences and tables.
///
/// @param margins whether money is the margin; otherwise net sales
record StagesTables(OutputLabels labels, boolean margins) {
    private static final String STABLE = "STABLE";

    String heading(MigrationReport report) {
        return labels.localized(
                margins
                        ? Message.of(
                                "cli.stages.equity-margin",
                                "customers",
                                count(report),
                                "amount",
                                withInterval(report.equity()),
                                "rate",
                                OutputLabels.percent(report.discountRate()))
                        : Message.of(
                                "cli.stages.equity-sales",
                                "customers",
                                count(report),
                                "amount",
                                withInterval(report.equity()),
                                "rate",
                                OutputLabels.percent(report.discountRate())));
    }

    private static double count(MigrationReport report) {
        return report.values().stream().mapToLong(StageValue::customers).sum();
    }

    /// The sentences that sum the report up.
    List<ReportPage.Statement> statements(MigrationReport report) {
        List<ReportPage.Statement> statements = new ArrayList<>();
        Amount retention = report.retention();
        if (retention != null) {
            add(
                    statements,
                    retention.value() > 0,
                    Message.of("cli.stages.retention", "amount", withInterval(retention)));
        }
        report.levers().stream()
                .filter(lever -> lever.from().equals(MigrationReport.DECLINE)
                        && lever.to().equals(STABLE))
                .findFirst()
                .ifPresent(lever -> add(
                        statements,
                        lever.worth().value() > 0,
                        Message.of("cli.stages.win-back", "amount", withInterval(lever.worth()))));
        report.tests().stream()
                .findFirst()
                .ifPresent(test -> add(
                        statements,
                        test.isBetter(),
                        test.isBetter()
                                ? Message.of(
                                        "cli.stages.forecast-better",
                                        "error",
                                        BacktestTables.percent(test.error()),
                                        "other",
                                        BacktestTables.percent(test.errorOfNoChange()))
                                : Message.of(
                                        "cli.stages.forecast-worse",
                                        "error",
                                        BacktestTables.percent(test.error()),
                                        "other",
                                        BacktestTables.percent(test.errorOfNoChange()))));
        return statements;
    }

    private void add(List<ReportPage.Statement> statements, boolean good, Message sentence) {
        statements.add(new ReportPage.Statement(good, labels.localized(sentence)));
    }

    List<ReportTable> tables(MigrationReport report) {
        List<ReportTable> tables = new ArrayList<>();
        tables.add(counts(report));
        tables.add(moves(report, report.moves(), Message.of("cli.stages.moves.title", "days", report.periodDays())));
        tables.add(values(report));
        if (!report.silent().isEmpty()) {
            tables.add(silent(report));
        }
        tables.add(levers(report));
        if (!report.tests().isEmpty()) {
            tables.add(tests(report));
        }
        return tables;
    }

    /// The moves of each period.
    List<ReportTable> periods(MigrationReport report) {
        return report.periods().stream()
                .map(period -> moves(
                        report,
                        period.moves(),
                        Message.of("cli.stages.period.title", "start", period.start(), "end", period.end())))
                .toList();
    }

    private static List<String> stages(MigrationReport report) {
        return report.values().stream().map(StageValue::stage).toList();
    }

    private ReportTable counts(MigrationReport report) {
        List<ReportTable.Row> rows = new ArrayList<>();
        report.counts().forEach(day -> rows.add(counts(day, false)));
        report.forecast().forEach(day -> rows.add(counts(day, true)));
        return new ReportTable(
                labels.localized(Message.of("cli.stages.counts.title")),
                labels.localized(Message.of("cli.stages.counts.note")),
                headings(Message.of("cli.stages.column.day"), report),
                rows);
    }

    private List<String> headings(Message first, MigrationReport report, Message... others) {
        return Stream.of(
                        Stream.of(labels.localized(first)),
                        Stream.of(others).map(labels::localized),
                        stages(report).stream().map(labels::of))
                .flatMap(heading -> heading)
                .toList();
    }

    private static ReportTable.Row counts(MigrationReport.StageCounts day, boolean expected) {
        return new ReportTable.Row(
                Stream.concat(
                                Stream.of(day.day() + (expected ? " *" : "")),
                                day.stages().stream()
                                        .map(StageCount::customers)
                                        .map(customers -> BacktestTables.count(Math.round(customers))))
                        .toList(),
                null);
    }

    private ReportTable moves(MigrationReport report, List<MigrationReport.Move> moves, Message title) {
        List<String> stages = stages(report);
        List<ReportTable.Row> rows = new ArrayList<>();
        for (String from : stages) {
            List<MigrationReport.Move> away =
                    moves.stream().filter(move -> move.from().equals(from)).toList();
            if (!away.isEmpty()) {
                List<String> cells = new ArrayList<>();
                cells.add(labels.of(from));
                cells.add(BacktestTables.count(away.getFirst().rate().total()));
                away.forEach(move -> cells.add(share(move.rate())));
                rows.add(new ReportTable.Row(cells, null));
            }
        }
        return new ReportTable(
                labels.localized(title),
                labels.localized(Message.of("cli.stages.moves.note")),
                headings(Message.of("cli.stages.column.from"), report, Message.of("report.backtest.column.customers")),
                rows);
    }

    private static String share(Rate rate) {
        return BacktestTables.percent(rate.rate()) + " (" + BacktestTables.percents(rate.interval()) + ")";
    }

    private ReportTable values(MigrationReport report) {
        List<ReportTable.Row> rows = report.values().stream()
                .map(value -> new ReportTable.Row(
                        List.of(
                                labels.of(value.stage()),
                                BacktestTables.count(value.customers()),
                                BacktestTables.money(value.money().value()),
                                BacktestTables.money(value.value().value()),
                                interval(value.value().interval()),
                                BacktestTables.money(value.total()),
                                days(value.stayDays()),
                                Optional.ofNullable(value.stayInterval())
                                        .map(stay -> days(stay.low()) + "–" + days(stay.high()))
                                        .orElse("-")),
                        new ReportTable.Plot(
                                value.value().value(), value.value().interval(), Double.NaN, true)))
                .toList();
        return ReportTable.of(
                labels::localized,
                Message.of("cli.stages.values.title"),
                Message.of("cli.stages.values.note"),
                List.of(
                        Message.of("report.backtest.column.stage"),
                        Message.of("report.backtest.column.customers"),
                        Message.of("cli.stages.column.money"),
                        Message.of("cli.stages.column.value"),
                        Message.of("report.backtest.column.interval"),
                        Message.of("cli.stages.column.total"),
                        Message.of("cli.stages.column.stay"),
                        Message.of("report.backtest.column.interval")),
                rows);
    }

    private ReportTable silent(MigrationReport report) {
        List<ReportTable.Row> rows = report.silent().stream()
                .map(silent -> new ReportTable.Row(
                        List.of(
                                silent.periods() + (silent.orLonger() ? "+" : ""),
                                BacktestTables.count(silent.customers()),
                                BacktestTables.money(silent.value().value()),
                                interval(silent.value().interval())),
                        new ReportTable.Plot(
                                silent.value().value(), silent.value().interval(), Double.NaN, true)))
                .toList();
        return ReportTable.of(
                labels::localized,
                Message.of("cli.stages.silent.title"),
                Message.of("cli.stages.silent.note"),
                List.of(
                        Message.of("cli.stages.column.silent"),
                        Message.of("report.backtest.column.customers"),
                        Message.of("cli.stages.column.value"),
                        Message.of("report.backtest.column.interval")),
                rows);
    }

    private ReportTable levers(MigrationReport report) {
        List<ReportTable.Row> rows = report.levers().stream()
                .map(lever -> new ReportTable.Row(
                        List.of(
                                labels.of(lever.from()),
                                labels.of(lever.to()),
                                BacktestTables.money(lever.worth().value()),
                                interval(lever.worth().interval())),
                        new ReportTable.Plot(
                                lever.worth().value(),
                                lever.worth().interval(),
                                0,
                                lever.worth().value() >= 0)))
                .toList();
        return ReportTable.of(
                labels::localized,
                Message.of("cli.stages.levers.title"),
                Message.of("cli.stages.levers.note"),
                List.of(
                        Message.of("cli.stages.column.from"),
                        Message.of("cli.stages.column.to"),
                        Message.of("cli.stages.column.worth"),
                        Message.of("report.backtest.column.interval")),
                rows);
    }

    private ReportTable tests(MigrationReport report) {
        List<ReportTable.Row> rows = report.tests().stream()
                .map(test -> new ReportTable.Row(
                        List.of(
                                BacktestTables.count(test.periodsAhead()),
                                BacktestTables.count(test.forecasts()),
                                BacktestTables.percent(test.error()),
                                BacktestTables.percent(test.errorOfNoChange()),
                                Optional.ofNullable(test.moneyError())
                                        .map(BacktestTables::signed)
                                        .orElse("-")),
                        new ReportTable.Plot(test.error(), null, test.errorOfNoChange(), test.isBetter())))
                .toList();
        return ReportTable.of(
                labels::localized,
                Message.of("cli.stages.tests.title"),
                Message.of("cli.stages.tests.note"),
                List.of(
                        Message.of("cli.stages.column.ahead"),
                        Message.of("cli.stages.column.forecasts"),
                        Message.of("cli.stages.column.error"),
                        Message.of("cli.stages.column.no-change"),
                        Message.of("cli.stages.column.money-error")),
                rows);
    }

    private static String days(@Nullable Double days) {
        return days == null ? "-" : BacktestTables.count(Math.round(days));
    }

    private static String interval(@Nullable ConfidenceInterval interval) {
        return interval == null ? "-" : BacktestTables.moneys(interval);
    }

    private static String withInterval(Amount amount) {
        return BacktestTables.money(amount.value())
                + (amount.interval() == null ? "" : " (" + BacktestTables.moneys(amount.interval()) + ")");
    }
}
