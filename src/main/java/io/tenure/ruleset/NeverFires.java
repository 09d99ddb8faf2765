package io.tenure.ruleset;

import io.tenure.lifecycle.Text;
import java.util.List;

/// A row that no customer can make fire.
///
/// @param before the earlier rows that take all its customers; empty where it describes none
public record NeverFires(Row row, List<Row> before) {
    private static final int NAMED = 5;

    public NeverFires {
        before = List.copyOf(before);
    }

    Finding finding(Table table) {
        Text name = TableAnalysis.called(row);
        if (before.isEmpty()) {
            return warning(
                    table,
                    new Text(
                            "Row " + name.en() + " can never fire: no value meets all that it asks.",
                            name.zh() + "永远不会触发：没有任何取值能同时满足其条件。"),
                    new Text("Write conditions that a customer can meet, or delete the row.", "请填写客户可以满足的条件，或删除该行。"));
        }
        Text rows = TableAnalysis.called(before.stream().limit(NAMED).toList());
        int rest = before.size() - NAMED;
        String en = before.size() == 1
                ? "row " + rows.en() + " already takes"
                : "rows " + rows.en() + (rest > 0 ? " and " + rest + " more" : "") + " together already take";
        String zh =
                before.size() == 1 ? rows.zh() + "已" : rows.zh() + (rest > 0 ? "等" + before.size() + "行" : "") + "合起来已";
        return warning(
                table,
                new Text(
                        "Row " + name.en() + " can never fire: " + en + " every customer it describes.",
                        name.zh() + "永远不会触发：" + zh + "适用于它所描述的全部客户。"),
                before.size() == 1
                        ? new Text(
                                "Move the row above that one, narrow that one, or delete the row.",
                                "请将该行移到其上方，或收窄上方的行，或删除该行。")
                        : new Text(
                                "Move the row above them, narrow them, or delete the row.", "请将该行移到它们之上，或收窄它们，或删除该行。"));
    }

    private Finding warning(Table table, Text message, Text mend) {
        return Finding.warning("never-fires", TableAnalysis.at(table, row), row.name(), message, mend);
    }
}
