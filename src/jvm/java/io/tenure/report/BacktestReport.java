package io.tenure.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tenure.backtest.Comparison;
import io.tenure.replay.BacktestRun.CutResult;
import io.tenure.replay.BacktestRun.OneOutcome;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a backtest found, as text, as JSON and as a page.
///
/// @param results one for each cut
/// @param labels of the ruleset that decided
/// @param other what the ruleset that it was compared with is called; empty without one
public record BacktestReport(List<CutResult> results, OutputLabels labels, String other) {
    /// Why a log can't prove every cut; empty where it reaches beyond each by the horizon.
    ///
    /// @param lastDay of the log
    public static Optional<Message> endsEarly(LocalDate lastDay, List<LocalDate> cuts, int horizonDays) {
        return cuts.stream()
                .filter(cut -> lastDay.isBefore(cut.plusDays(horizonDays)))
                .findFirst()
                .map(cut -> Message.of(
                        "report.backtest.ends-early",
                        "last",
                        lastDay,
                        "cut",
                        cut,
                        "needed",
                        cut.plusDays(horizonDays)));
    }

    /// Why nothing can be found at a cut after which all customers did the same.
    public static Message oneOutcome(OneOutcome outcome) {
        return Message.of(
                "report.backtest.one-outcome",
                "cut",
                outcome.cut(),
                "customers",
                outcome.customers(),
                "bought",
                outcome.bought());
    }

    /// A list with an object for each cut.
    public String json() {
        try {
            return ReportJson.mapper().writeValueAsString(results);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    public List<String> lines() {
        BacktestTables tables = new BacktestTables(labels);
        List<String> lines = new ArrayList<>();
        for (CutResult result : results) {
            lines.add("");
            lines.add(tables.heading(result.report()));
            new BacktestStatements(tables).of(result.report()).forEach(statement -> lines.add(statement.line()));
            if (result.undecided() > 0) {
                lines.add(labels.localized(Message.of("report.backtest.undecided", "customers", result.undecided())));
            }
            tables(result, tables).forEach(table -> lines.addAll(table.lines()));
        }
        return lines;
    }

    /// One page of HTML that needs nothing else.
    public String page() {
        BacktestTables tables = new BacktestTables(labels);
        ReportPage page = new ReportPage(labels.localized(Message.of("report.backtest.title")), labels.locale());
        page.paragraph(labels.localized(Message.of("report.backtest.introduction")));
        for (CutResult result : results) {
            page.heading(tables.heading(result.report()));
            page.statements(new BacktestStatements(tables).of(result.report()));
            tables(result, tables).forEach(page::table);
        }
        return page.finished();
    }

    private List<ReportTable> tables(CutResult result, BacktestTables tables) {
        List<ReportTable> all = new ArrayList<>();
        Comparison comparison = result.comparison();
        if (comparison != null) {
            all.add(tables.comparison(comparison, other));
        }
        all.addAll(tables.tables(result.report()));
        return all;
    }
}
