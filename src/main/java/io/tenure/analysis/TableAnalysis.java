package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;

/// What a typed table leaves open and says twice, over all its columns together.
///
/// Exact for every combination of legal values of the names that the table reads: each of the dictionary's
/// codes, each number and day in range, and not known where a name can be that. Which combinations can
/// come about, given what earlier tables decide or how one fact follows from another, isn't considered, so
/// a gap may be one that no customer ever falls into. Days before all rows of a table are effective are no gap.
///
/// @param overlaps in a `UNIQUE` table, pairs of rows that both take some customer
/// @param omittedOverlaps how many such pairs there are besides
/// @param unreachableRows rows that no customer makes fire
/// @param gaps in a `UNIQUE` or `FIRST` table, customers whom no row takes
/// @param hasMoreGaps whether there are others
/// @param unprovenRows rows of which it is not proven whether they can fire
/// @param gapsUnproven whether it is not proven that there are no gaps but these
public record TableAnalysis(
        Table table,
        List<Overlap> overlaps,
        int omittedOverlaps,
        List<UnreachableRow> unreachableRows,
        List<Gap> gaps,
        boolean hasMoreGaps,
        List<Row> unprovenRows,
        boolean gapsUnproven) {
    public TableAnalysis {
        overlaps = List.copyOf(overlaps);
        unreachableRows = List.copyOf(unreachableRows);
        gaps = List.copyOf(gaps);
        unprovenRows = List.copyOf(unprovenRows);
    }

    /// The same as findings, sorted.
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        overlaps.forEach(o -> findings.add(o.finding(table)));
        unreachableRows.forEach(n -> findings.add(n.finding(table)));
        gaps.forEach(g -> findings.add(g.finding(table)));
        if (omittedOverlaps > 0) {
            findings.add(Finding.error(
                    "overlap",
                    TableAddresses.of(table),
                    table.name(),
                    Message.of("analysis.overlap.message", "omittedOverlaps", omittedOverlaps, "table", table.name()),
                    Message.of("analysis.overlap.fix")));
        }
        if (hasMoreGaps) {
            findings.add(Finding.warning(
                    "gap",
                    TableAddresses.of(table),
                    table.name(),
                    Message.of("analysis.gap.message", "table", table.name(), "gaps", gaps.size()),
                    Message.of("analysis.gap.fix")));
        }
        if (!unprovenRows.isEmpty() || gapsUnproven) {
            findings.add(notProven());
        }
        findings.sort(Finding.ORDER);
        return findings;
    }

    private Finding notProven() {
        List<String> en = new ArrayList<>();
        List<String> zh = new ArrayList<>();
        if (!unprovenRows.isEmpty()) {
            Text rows = RowLabel.of(unprovenRows.stream().limit(10).toList());
            int rest = unprovenRows.size() - 10;
            en.add("whether rows " + rows.en() + (rest > 0 ? " and " + rest + " more" : "") + " can fire");
            zh.add(rows.zh() + (rest > 0 ? "等" + unprovenRows.size() + "行" : "") + "能否触发");
        }
        if (gapsUnproven) {
            en.add(
                    gaps.isEmpty()
                            ? "whether a row takes every customer"
                            : "whether there are more gaps than those named");
            zh.add(gaps.isEmpty() ? "是否每个客户都有行适用" : "除已列出的以外是否还有未覆盖的情形");
        }
        return new Finding(
                Finding.Severity.NOTE,
                "not-proven",
                TableAddresses.of(table),
                table.name(),
                Text.of(
                        "The check of " + table.name() + " stopped at its limits. Not proven: " + String.join("; ", en)
                                + ".",
                        "对" + table.name() + "的检查已达上限。未能证明：" + String.join("；", zh) + "。"),
                Message.of("analysis.not-proven.split-table-into.fix"));
    }
}
