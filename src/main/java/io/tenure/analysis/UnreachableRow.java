package io.tenure.analysis;

import io.tenure.finding.Finding;
import io.tenure.table.Row;
import io.tenure.table.Table;
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
        Text name = TableAnalysis.rowLabel(row);
        if (coveringRows.isEmpty()) {
            return warning(
                    table,
                    new Text(
                            "Row " + name.en() + " can never fire: no value meets all that it asks.",
                            name.zh() + "永远不会触发：没有任何取值能同时满足其条件。"),
                    new Text("Write conditions that a customer can meet, or delete the row.", "请填写客户可以满足的条件，或删除该行。"));
        }
        Text rows = TableAnalysis.rowLabel(
                coveringRows.stream().limit(MAX_ROWS_NAMED).toList());
        int rest = coveringRows.size() - MAX_ROWS_NAMED;
        String en = coveringRows.size() == 1
                ? "row " + rows.en() + " already takes"
                : "rows " + rows.en() + (rest > 0 ? " and " + rest + " more" : "") + " together already take";
        String zh = coveringRows.size() == 1
                ? rows.zh() + "已"
                : rows.zh() + (rest > 0 ? "等" + coveringRows.size() + "行" : "") + "合起来已";
        return warning(
                table,
                new Text(
                        "Row " + name.en() + " can never fire: " + en + " every customer it describes.",
                        name.zh() + "永远不会触发：" + zh + "适用于它所描述的全部客户。"),
                coveringRows.size() == 1
                        ? new Text(
                                "Move the row above that one, narrow that one, or delete the row.",
                                "请将该行移到其上方，或收窄上方的行，或删除该行。")
                        : new Text(
                                "Move the row above them, narrow them, or delete the row.", "请将该行移到它们之上，或收窄它们，或删除该行。"));
    }

    private Finding warning(Table table, Text message, Text mend) {
        return Finding.warning("never-fires", TableAnalysis.addressOf(table, row), row.name(), message, mend);
    }
}
