package io.tenure.analysis;

import io.tenure.table.Row;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// Rows as text for people: `14 ST6`, `第14行ST6`.
final class RowLabel {
    private RowLabel() {}

    static Text of(Row row) {
        return Message.of("analysis.row", "number", row.number(), "name", row.name());
    }

    static List<Text> of(List<Row> rows) {
        return rows.stream().map(RowLabel::of).toList();
    }
}
