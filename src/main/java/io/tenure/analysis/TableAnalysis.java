package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;

/// The gaps, overlaps and unreachable rows of a typed table, over all its columns together.
///
/// Exact for every combination of legal values of the names that the table reads: each of the dictionary's
/// codes, each number and day in range, and unknown if the field can be unknown. Whether a combination can occur,
/// given what earlier tables decide or how facts depend on each other, isn't considered, so a gap may concern
/// no real customer. Days before all rows of a table are effective are no gap.
///
/// @param overlaps in a `UNIQUE` table, pairs of rows that both match some customer
/// @param omittedOverlaps how many more such pairs there are, at least
/// @param overlapsUnproven whether it is not proven that there are no others
/// @param unreachableRows rows that can never match
/// @param omittedUnreachableRows how many more there are
/// @param gaps in a `UNIQUE` or `FIRST` table, customers whom no row matches
/// @param hasMoreGaps whether there are others
/// @param unprovenRows rows of which it is not proven whether they can match
/// @param gapsUnproven whether it is not proven that there are no gaps but these
public record TableAnalysis(
        Table table,
        List<Overlap> overlaps,
        long omittedOverlaps,
        boolean overlapsUnproven,
        List<UnreachableRow> unreachableRows,
        int omittedUnreachableRows,
        List<Gap> gaps,
        boolean hasMoreGaps,
        List<Row> unprovenRows,
        boolean gapsUnproven) {
    private static final int MAX_ROWS_NAMED = 10;

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
                    Message.of("analysis.overlap.more.message", "pairs", omittedOverlaps, "table", table.name()),
                    Message.of("analysis.overlap.more.fix")));
        }
        if (omittedUnreachableRows > 0) {
            findings.add(Finding.warning(
                    "unreachable-row",
                    TableAddresses.of(table),
                    table.name(),
                    Message.of(
                            "analysis.unreachable-row.more.message",
                            "rows",
                            omittedUnreachableRows,
                            "table",
                            table.name()),
                    Message.of("analysis.unreachable-row.more.fix")));
        }
        if (hasMoreGaps) {
            findings.add(Finding.warning(
                    "gap",
                    TableAddresses.of(table),
                    table.name(),
                    Message.of("analysis.gap.more.message", "table", table.name(), "gaps", gaps.size()),
                    Message.of("analysis.gap.more.fix")));
        }
        if (overlapsUnproven || !unprovenRows.isEmpty() || gapsUnproven) {
            findings.add(notProven());
        }
        findings.sort(Finding.ORDER);
        return findings;
    }

    private Finding notProven() {
        List<Text> questions = new ArrayList<>();
        if (overlapsUnproven) {
            questions.add(
                    overlaps.isEmpty()
                            ? Message.of("analysis.not-proven.overlaps")
                            : Message.of("analysis.not-proven.more-overlaps"));
        }
        if (!unprovenRows.isEmpty()) {
            questions.add(unprovenRowsText());
        }
        if (gapsUnproven) {
            questions.add(
                    gaps.isEmpty()
                            ? Message.of("analysis.not-proven.gaps")
                            : Message.of("analysis.not-proven.more-gaps"));
        }
        return new Finding(
                Finding.Severity.NOTE,
                "not-proven",
                TableAddresses.of(table),
                table.name(),
                Message.of("analysis.not-proven.table.message", "table", table.name(), "questions", questions),
                Message.of("analysis.not-proven.table.fix"));
    }

    private Text unprovenRowsText() {
        int count = unprovenRows.size();
        if (count == 1) {
            return Message.of("analysis.not-proven.row", "row", RowLabel.of(unprovenRows.getFirst()));
        }
        List<Text> named =
                RowLabel.of(unprovenRows.stream().limit(MAX_ROWS_NAMED).toList());
        return count > MAX_ROWS_NAMED
                ? Message.of("analysis.not-proven.many-rows", "rows", named, "count", count)
                : Message.of("analysis.not-proven.rows", "rows", named);
    }
}
