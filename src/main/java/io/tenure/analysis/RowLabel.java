package io.tenure.analysis;

import io.tenure.table.Row;
import io.tenure.text.Text;
import java.util.List;
import java.util.stream.Collectors;

/// Rows as people find them in a sheet: `14 ST6`, `第14行ST6`.
final class RowLabel {
    private RowLabel() {}

    static Text of(Row row) {
        return Text.of((row.number() + " " + row.name()).strip(), "第" + row.number() + "行" + row.name());
    }

    static Text of(List<Row> rows) {
        return Text.of(
                rows.stream().map(r -> of(r).en()).collect(Collectors.joining(", ")),
                rows.stream().map(r -> of(r).zh()).collect(Collectors.joining("、")));
    }
}
