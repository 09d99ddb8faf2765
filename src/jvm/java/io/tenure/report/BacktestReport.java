package io.tenure.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tenure.backtest.Comparison;
import io.tenure.replay.BacktestRun.CutResult;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;

/// What a backtest found, as text, as JSON and as a page.
///
/// @param results one for each cut
/// @param labels of the ruleset that decided
/// @param other what the ruleset that it was compared with is called; empty without one
public record BacktestReport(List<CutResult> results, OutputLabels labels, String other) {
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
