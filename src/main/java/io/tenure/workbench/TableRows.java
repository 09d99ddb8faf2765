package io.tenure.workbench;

import io.tenure.finding.Finding;
import io.tenure.workbench.TableGrid.GridColumn;
import io.tenure.workbench.TablePage.GridCell;
import io.tenure.workbench.TablePage.GridRow;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The rows of a table for people.
///
/// @param counts of the rows' customers; null where nobody asked
/// @param most customers of a row
record TableRows(RuleVersion version, TableGrid grid, CellText text, RowHits.@Nullable Counts counts, int most) {
    private static final int PERCENT = 100;

    /// @param codes whether cells show codes; labels otherwise
    static TableRows of(
            RuleVersion version, TableGrid grid, Locale locale, boolean codes, RowHits.@Nullable Counts counts) {
        String table = grid.header().name();
        return new TableRows(
                version,
                grid,
                new CellText(version.ruleset(), locale, codes),
                counts,
                counts == null
                        ? 0
                        : grid.rows().stream()
                                .mapToInt(row -> counts.of(table, grid.rowName(row)))
                                .max()
                                .orElse(0));
    }

    /// Class of a column's style.
    static String kind(GridColumn column) {
        return column.isName() ? "name" : column.isReason() ? "reason" : column.isAction() ? "then" : "when";
    }

    /// @param row its number in the sheet
    GridRow row(int row) {
        String name = grid.rowName(row);
        List<Finding> findings = version.findingsAt(grid.address(row));
        int hits = counts == null ? 0 : counts.of(grid.header().name(), name);
        return new GridRow(
                row,
                grid.columns().stream()
                        .filter(GridColumn::isName)
                        .mapToInt(GridColumn::number)
                        .findFirst()
                        .orElse(0),
                name,
                name.isEmpty() ? "" : "row-" + name,
                grid.columns().stream()
                        .filter(GridColumn::isName)
                        .flatMap(column -> at(column, findings).stream())
                        .toList(),
                grid.columns().stream()
                        .filter(column -> !column.isName())
                        .map(column -> cell(grid.text(row, column), column, findings))
                        .toList(),
                hits,
                most == 0 ? 0 : Math.round(PERCENT * (float) hits / most));
    }

    private GridCell cell(String raw, GridColumn column, List<Finding> findings) {
        boolean isRule = column.isCondition() || column.isAction();
        return new GridCell(
                column.number(),
                isRule ? text.shown(raw) : raw,
                kind(column),
                isRule ? text.parameters(raw, version.query()) : List.of(),
                at(column, findings));
    }

    private List<ShownFinding> at(GridColumn column, List<Finding> findings) {
        return findings.isEmpty()
                ? List.of()
                : ShownFinding.of(
                        findings.stream()
                                .filter(finding -> finding.address().column() == column.number())
                                .toList(),
                        text.locale());
    }
}
