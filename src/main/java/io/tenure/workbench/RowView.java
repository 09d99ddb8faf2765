package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.RowPage.CellGroup;
import io.tenure.workbench.RowPage.CellInput;
import io.tenure.workbench.RowPage.CodeChoice;
import io.tenure.workbench.RowPage.PastRow;
import io.tenure.workbench.TableGrid.GridColumn;
import io.tenure.workbook.WorkbookEditor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the page of a row shows: a row as it is, or as somebody typed it.
///
/// @param number of the row; 0 for a new one
/// @param below number of the row above a new one
/// @param values of the cells by number of the column
/// @param formulas that compute them, by number of the column
record RowView(
        Page page,
        RuleVersion version,
        TableGrid grid,
        int number,
        int below,
        Map<Integer, String> values,
        Map<Integer, String> formulas,
        List<Finding> findings) {
    private static final int LONG_TEXT = 50;

    RowView {
        values = Map.copyOf(values);
        findings = List.copyOf(findings);
    }

    static RowView of(Page page, RuleVersion version, TableGrid grid) {
        return new RowView(page, version, grid, 0, 0, Map.of(), Map.of(), List.of());
    }

    /// A row of the table.
    RowView row(int row) {
        Map<Integer, String> cells = new HashMap<>();
        grid.columns().forEach(column -> cells.put(column.number(), grid.text(row, column)));
        return new RowView(
                page,
                version,
                grid,
                row,
                0,
                cells,
                formulas(version, grid, row),
                version.findingsAt(grid.address(row)));
    }

    private static Map<Integer, String> formulas(RuleVersion version, TableGrid grid, int row) {
        byte[] workbook = version.bundle().files().get(grid.sheet().file());
        return workbook == null
                ? Map.of()
                : WorkbookEditor.formulas(workbook, grid.sheet().name(), row);
    }

    /// A row that isn't in the table yet.
    RowView newRow(int above) {
        Map<Integer, String> cells = new HashMap<>();
        grid.columns().stream()
                .filter(GridColumn::isName)
                .forEach(column -> cells.put(column.number(), grid.freeName(above)));
        return new RowView(page, version, grid, 0, above, cells, Map.of(), List.of());
    }

    /// The same with the cells of a form; those that it doesn't contain stay as they are.
    RowView typed(PageRequest request) {
        Map<Integer, String> cells = new HashMap<>(values);
        for (GridColumn column : grid.columns()) {
            String text = request.field(field(column));
            if (text != null) {
                cells.put(column.number(), text.replace("\r\n", "\n").strip());
            }
        }
        return new RowView(page, version, grid, number, below, cells, formulas, findings);
    }

    RowView with(List<Finding> others) {
        return new RowView(page, version, grid, number, below, values, formulas, others);
    }

    String value(GridColumn column) {
        return values.getOrDefault(column.number(), "");
    }

    /// The name as it is in the sheet; of a new row as it was typed.
    String name() {
        return number > 0
                ? grid.rowName(number)
                : grid.columns().stream()
                        .filter(GridColumn::isName)
                        .map(this::value)
                        .findFirst()
                        .orElse("");
    }

    private static String field(GridColumn column) {
        return "c" + column.number();
    }

    /// @param fault why a change wasn't saved; null where it was, or nothing was tried
    RowPage page(@Nullable String fault, boolean saved) {
        return page(fault, saved, null);
    }

    /// @param history of the row; null where it isn't asked for
    RowPage page(@Nullable String fault, boolean saved, @Nullable List<PastRow> history) {
        Locale locale = page.locale();
        String name = name();
        Text title = number == 0
                ? Message.of("workbench.row.new", "table", grid.header().name())
                : Message.of(
                        "workbench.row.title", "table", grid.header().name(), "row", name.isEmpty() ? number : name);
        return new RowPage(
                page.titled(title),
                grid.header().name(),
                RuleAddresses.table(grid.header().name()),
                ShownVersion.of(version, page),
                TableTexts.place(grid.sheet()).in(locale),
                number,
                below,
                name,
                fault,
                saved,
                ShownFinding.of(
                        findings.stream()
                                .filter(finding -> finding.address().column() == 0)
                                .toList(),
                        locale),
                groups(locale),
                number == 0 || grid.rows().getFirst() == number,
                number == 0 || grid.rows().getLast() == number,
                history);
    }

    private List<CellGroup> groups(Locale locale) {
        List<CellGroup> groups = new ArrayList<>();
        add(Message.of("workbench.row.name"), GridColumn::isName, groups, locale);
        add(Message.of("workbench.row.when"), GridColumn::isCondition, groups, locale);
        add(Message.of("workbench.row.then"), GridColumn::isAction, groups, locale);
        add(
                Message.of("workbench.row.period"),
                column -> !column.isName() && !column.isCondition() && !column.isAction() && !column.isReason(),
                groups,
                locale);
        add(Message.of("workbench.row.reason"), GridColumn::isReason, groups, locale);
        return groups;
    }

    private void add(Text title, Predicate<GridColumn> which, List<CellGroup> groups, Locale locale) {
        List<CellInput> cells = grid.columns().stream()
                .filter(which)
                .map(column -> input(column, locale))
                .toList();
        if (!cells.isEmpty()) {
            groups.add(new CellGroup(title.in(locale), cells));
        }
    }

    /// A cell to read and to change.
    CellInput input(GridColumn column, Locale locale) {
        String value = value(column);
        boolean isRule = column.isCondition() || column.isAction();
        @Nullable
        Field field =
                isRule ? version.ruleset().dictionary().find(column.field()).orElse(null) : null;
        return new CellInput(
                field(column),
                column.title(),
                isRule ? column.field() : "",
                field == null ? "" : TableTexts.hint(field, locale),
                value,
                formulas.get(column.number()),
                column.isReason() || value.length() > LONG_TEXT || value.contains("\n"),
                field == null ? List.of() : choices(field, version.ruleset(), locale),
                isRule ? new CellText(version.ruleset(), locale, true).parameters(value, version.query()) : List.of(),
                ShownFinding.of(
                        findings.stream()
                                .filter(finding -> finding.address().column() == column.number())
                                .toList(),
                        locale));
    }

    /// The codes that a field can have, to choose from; none for other fields.
    static List<CodeChoice> choices(Field field, Ruleset ruleset, Locale locale) {
        if (field.type() != FieldType.CODE) {
            return List.of();
        }
        Collection<String> codes = field.codes().isEmpty() ? ruleset.actions().keySet() : field.codes();
        return codes.stream()
                .sorted()
                .map(code -> new CodeChoice(code, CodeLabels.of(ruleset, code, locale)))
                .toList();
    }
}
