package io.tenure.cli;

import io.tenure.replay.CalendarReport;
import io.tenure.replay.CalendarReport.ChangeCount;
import io.tenure.report.BacktestTables;
import io.tenure.report.OutputLabels;
import io.tenure.report.ReportTable;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;

/// Which customers change their stage when, as sentences and tables.
record CalendarTables(OutputLabels labels) {
    /// The changes of the first week.
    List<String> sentences(CalendarReport report) {
        CalendarReport.Week week = report.weeks().getFirst();
        List<String> sentences = new ArrayList<>();
        for (ChangeCount change : week.changes()) {
            sentences.add(labels.localized(Message.of(
                    "cli.stages.calendar.next-week",
                    "customers",
                    change.customers(),
                    "from",
                    labels.of(change.from()),
                    "to",
                    labels.of(change.to()),
                    "end",
                    week.end())));
        }
        return sentences;
    }

    List<ReportTable> tables(CalendarReport report) {
        return List.of(weeks(report), rows(report));
    }

    private ReportTable weeks(CalendarReport report) {
        List<ChangeCount> kinds = report.weeks().stream()
                .flatMap(week -> week.changes().stream())
                .map(change -> new ChangeCount(change.from(), change.to(), 0))
                .distinct()
                .toList();
        List<String> headings = new ArrayList<>();
        headings.add(labels.localized(Message.of("cli.stages.calendar.column.week")));
        kinds.forEach(kind -> headings.add(labels.of(kind.from()) + " → " + labels.of(kind.to())));
        List<ReportTable.Row> rows = report.weeks().stream()
                .map(week -> {
                    List<String> cells = new ArrayList<>();
                    cells.add(week.start() + " … " + week.end());
                    kinds.forEach(kind -> cells.add(BacktestTables.count(week.changes().stream()
                            .filter(change -> change.from().equals(kind.from())
                                    && change.to().equals(kind.to()))
                            .mapToLong(ChangeCount::customers)
                            .sum())));
                    return new ReportTable.Row(cells, null);
                })
                .toList();
        return new ReportTable(
                labels.localized(Message.of("cli.stages.calendar.title", "days", report.days())),
                labels.localized(Message.of("cli.stages.calendar.note")),
                headings,
                rows);
    }

    private ReportTable rows(CalendarReport report) {
        List<ReportTable.Row> rows = report.rows().stream()
                .map(count -> new ReportTable.Row(
                        List.of(
                                count.row() == null
                                        ? "-"
                                        : count.row().workbook() + " "
                                                + count.row().row() + " "
                                                + count.row().name(),
                                labels.of(count.from()),
                                labels.of(count.to()),
                                BacktestTables.count(count.customers())),
                        null))
                .toList();
        return ReportTable.of(
                labels::localized,
                Message.of("cli.stages.calendar.rows.title"),
                Message.of("cli.stages.calendar.rows.note"),
                List.of(
                        Message.of("report.backtest.column.row"),
                        Message.of("cli.stages.column.from"),
                        Message.of("cli.stages.column.to"),
                        Message.of("report.backtest.column.customers")),
                rows);
    }
}
