package io.tenure.workbench;

import io.tenure.finding.Checked;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.text.Message;
import io.tenure.workbench.TableGrid.GridColumn;
import io.tenure.workbook.SheetEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A table in a version, for one request.
///
/// @param isStale whether it has changed since the form was shown
record ShownTable(Page page, RuleVersion version, TableGrid grid, boolean isStale) {
    /// The table in the version that an address names.
    static Checked<ShownTable, Problem> find(
            RuleVersions versions, String table, @Nullable String wanted, PageRequest request) {
        Page page = page(table, request);
        return versions.find(wanted, page).then(version -> of(table, page, version, false));
    }

    /// The table in the version that a form changes.
    ///
    /// @param stamp of the version that the form showed
    static Checked<ShownTable, Problem> forChange(
            RuleVersions versions, String table, @Nullable String wanted, @Nullable String stamp, PageRequest request) {
        Page page = page(table, request);
        return versions.forChange(wanted, stamp, page)
                .then(changeable -> of(table, page, changeable.version(), changeable.isStale()));
    }

    private static Page page(String table, PageRequest request) {
        return request.page(Message.of("workbench.rules.table", "table", table), Page.RULES);
    }

    private static Checked<ShownTable, Problem> of(String table, Page page, RuleVersion version, boolean isStale) {
        return TableGrid.find(version, table)
                .<Checked<ShownTable, Problem>>map(grid -> Checked.valid(new ShownTable(page, version, grid, isStale)))
                .orElseGet(() -> new Checked.Invalid<>(List.of(ExceptionProblems.ofStatus(404))));
    }

    String table() {
        return grid.header().name();
    }

    RowView view() {
        return RowView.of(page, version, grid);
    }

    /// Where a row is now.
    ///
    /// @param row its number in the version that the form showed
    /// @param name that it had there; null where the form has none
    OptionalInt row(int row, @Nullable String name) {
        if (!isStale || grid.rows().contains(row) && grid.rowName(row).equals(name)) {
            return grid.rows().contains(row) ? OptionalInt.of(row) : OptionalInt.empty();
        }
        return grid.rows().stream()
                .filter(number -> grid.rowName(number).equals(name))
                .mapToInt(number -> number)
                .findFirst();
    }

    /// The cells in which something else was typed than they hold.
    List<SheetEdit> cells(int row, RowView view, boolean isNew) {
        List<SheetEdit> cells = new ArrayList<>();
        for (GridColumn column : grid.columns()) {
            String text = view.value(column);
            if (!text.equals(isNew ? "" : grid.text(row, column))) {
                cells.add(new SheetEdit.SetCell(grid.sheet().name(), row, column.number(), column.cell(text)));
            }
        }
        return cells;
    }
}
