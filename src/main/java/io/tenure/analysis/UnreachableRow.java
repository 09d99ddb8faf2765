package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// A row that no customer can reach.
///
/// @param coveringRows the earlier rows that together match all its customers; empty if no customer can meet its
///     conditions
public record UnreachableRow(Row row, List<Row> coveringRows) {
    private static final int MAX_ROWS_NAMED = 5;

    public UnreachableRow {
        coveringRows = List.copyOf(coveringRows);
    }

    Finding finding(Table table) {
        return Finding.warning("unreachable-row", TableAddresses.of(table, row), row.name(), message(), fix());
    }

    private Text message() {
        int count = coveringRows.size();
        Text label = RowLabel.of(row);
        if (count == 0) {
            return Message.of("analysis.unreachable-row.message", "row", label);
        }
        if (count == 1) {
            return Message.of(
                    "analysis.unreachable-row.one.message",
                    "row",
                    label,
                    "coveringRow",
                    RowLabel.of(coveringRows.getFirst()));
        }
        List<Text> named =
                RowLabel.of(coveringRows.stream().limit(MAX_ROWS_NAMED).toList());
        return count > MAX_ROWS_NAMED
                ? Message.of("analysis.unreachable-row.many.message", "row", label, "rows", named, "count", count)
                : Message.of("analysis.unreachable-row.several.message", "row", label, "rows", named);
    }

    private Text fix() {
        return switch (coveringRows.size()) {
            case 0 -> Message.of("analysis.unreachable-row.fix");
            case 1 -> Message.of("analysis.unreachable-row.one.fix");
            default -> Message.of("analysis.unreachable-row.several.fix");
        };
    }
}
