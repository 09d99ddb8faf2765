package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// A row that no customer can make fire.
///
/// @param coveringRows the earlier rows that take all its customers; empty where it describes none
public record UnreachableRow(Row row, List<Row> coveringRows) {
    private static final int MAX_ROWS_NAMED = 5;

    public UnreachableRow {
        coveringRows = List.copyOf(coveringRows);
    }

    Finding finding(Table table) {
        Text name = RowLabel.of(row);
        if (coveringRows.isEmpty()) {
            return warning(
                    table,
                    Message.of("analysis.unreachable-row.row-can-never-fire", "name", name),
                    Message.of("analysis.unreachable-row.write-conditions-customer-can"));
        }
        Text rows = RowLabel.of(coveringRows.stream().limit(MAX_ROWS_NAMED).toList());
        int rest = coveringRows.size() - MAX_ROWS_NAMED;
        String en = coveringRows.size() == 1
                ? "row " + rows.en() + " already takes"
                : "rows " + rows.en() + (rest > 0 ? " and " + rest + " more" : "") + " together already take";
        String zh = coveringRows.size() == 1
                ? rows.zh() + "已"
                : rows.zh() + (rest > 0 ? "等" + coveringRows.size() + "行" : "") + "合起来已";
        return warning(
                table,
                Text.of(
                        "Row " + name.en() + " can never fire: " + en + " every customer it describes.",
                        name.zh() + "永远不会触发：" + zh + "适用于它所描述的全部客户。"),
                coveringRows.size() == 1
                        ? Message.of("analysis.unreachable-row.move-row-above-narrow")
                        : Message.of("analysis.unreachable-row.move-row-above-them"));
    }

    private Finding warning(Table table, Text message, Text mend) {
        return Finding.warning("never-fires", TableAddresses.of(table, row), row.name(), message, mend);
    }
}
