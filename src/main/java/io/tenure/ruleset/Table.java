package io.tenure.ruleset;

import java.util.List;

/// A typed decision table.
///
/// @param name unique in its bundle
/// @param file path of its workbook in the bundle
/// @param row row of its `RuleTable` cell
public record Table(
        String name,
        String phase,
        HitPolicy hitPolicy,
        String file,
        String sheet,
        int row,
        List<Column> conditions,
        List<Column> actions,
        List<Row> rows) {
    public Table {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
        rows = List.copyOf(rows);
    }

    /// The workbook's file name, without its folder.
    public String workbook() {
        return file.substring(file.lastIndexOf('/') + 1);
    }
}
