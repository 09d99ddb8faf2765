package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.finding.CheckStep;
import io.tenure.finding.FindingCollector;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.ItemParts;
import io.tenure.table.Row;
import io.tenure.text.Characters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the rows of one typed table, whose columns have been read.
final class RowParser {
    private static final int MAX_NAME_LENGTH = 200;

    private final Sheet sheet;
    private final Scope scope;
    private final FindingCollector findings;
    private final TableHeader header;
    private final int end;
    private final HitPolicy policy;
    private final List<Integer> columns;
    private final List<ColumnRole> roles;
    private final ReasonCheck reasonCheck;
    private @Nullable FreeRowNames freeNames;

    /// @param end the first row after the table
    /// @param columns all columns under the header, understood or not
    /// @param isMeasured whether the table was measured on customers; then its reasons give counts and intervals,
    ///     which stand in no cell
    RowParser(
            Sheet sheet,
            Scope scope,
            FindingCollector findings,
            TableHeader header,
            int end,
            HitPolicy policy,
            List<Integer> columns,
            List<ColumnRole> roles,
            boolean isMeasured) {
        this.sheet = sheet;
        this.scope = scope;
        this.findings = findings;
        this.header = header;
        this.end = end;
        this.policy = policy;
        this.columns = columns;
        this.roles = roles;
        this.reasonCheck = new ReasonCheck(sheet, scope, findings, roles, isMeasured || roles.size() < columns.size());
    }

    List<Row> read() {
        var rows = new ArrayList<Row>();
        var rowNames = new HashMap<String, Integer>();
        var firstEmptyRow = 0;
        var separated = new ArrayList<Integer>();
        for (var row = header.firstDataRow(); row < end; row++) {
            CheckStep.next();
            var number = row;
            if (columns.stream().allMatch(c -> sheet.at(number, c).isEmpty())) {
                firstEmptyRow = firstEmptyRow == 0 ? row : firstEmptyRow;
                continue;
            }
            if (SheetProperty.isAt(sheet, row)) {
                reportPropertyAmongRows(row);
                continue;
            }
            if (firstEmptyRow > 0) {
                separated.add(row);
            }
            if (sheet.hiddenRows().contains(row)) {
                SheetChecks.warnHiddenRow(sheet, row, findings);
            }
            var read = row(row);
            if (read != null) {
                checkName(read.name(), row);
                var first = rowNames.putIfAbsent(read.name(), row);
                if (first != null) {
                    findings.error(
                            "duplicate-row-name",
                            sheet.address(row, nameColumn()),
                            read.name(),
                            Message.of("parser.duplicate-row-name.message", "first", first, "name", read.name()),
                            Message.of("parser.duplicate-row-name.fix"));
                }
                rows.add(read);
            }
        }
        if (!separated.isEmpty()) {
            reportRowsAfterEmptyRow(separated, firstEmptyRow);
        }
        return rows;
    }

    private void checkName(String name, int row) {
        if (!name.isEmpty() && (name.length() > MAX_NAME_LENGTH || !Characters.isVisibleLine(name))) {
            findings.error(
                    "bad-row-name",
                    sheet.address(row, nameColumn()),
                    name,
                    Message.of("parser.bad-row-name.message"),
                    Message.of("parser.bad-row-name.fix", "maxLength", MAX_NAME_LENGTH));
        }
    }

    private int nameColumn() {
        return roles.stream()
                .filter(r -> r instanceof ColumnRole.Name)
                .mapToInt(ColumnRole::column)
                .findFirst()
                .orElse(0);
    }

    private int firstFilledColumn(int row) {
        return columns.stream()
                .filter(c -> !sheet.at(row, c).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    /// One finding for all of them, since one empty row separates them all.
    private void reportRowsAfterEmptyRow(List<Integer> rows, int empty) {
        int first = rows.getFirst();
        var column = firstFilledColumn(first);
        findings.error(
                "row-after-empty-row",
                sheet.address(first, column),
                sheet.at(first, column).raw(),
                rows.size() == 1
                        ? Message.of("parser.row-after-empty-row.message", "empty", empty)
                        : Message.of(
                                "parser.row-after-empty-row.several.message",
                                "empty",
                                empty,
                                "first",
                                first,
                                "last",
                                rows.getLast()),
                rows.size() == 1
                        ? Message.of("parser.row-after-empty-row.fix")
                        : Message.of("parser.row-after-empty-row.several.fix"));
    }

    private void reportPropertyAmongRows(int row) {
        var column = firstFilledColumn(row);
        var content = sheet.at(row, column).raw();
        findings.error(
                "property-among-rows",
                sheet.address(row, column),
                content,
                Message.of("parser.property-among-rows.message", "content", content),
                Message.of("parser.property-among-rows.fix"));
    }

    /// Whether a row has a name and nothing else: it would match every customer and do nothing.
    private boolean isNameOnly(int row) {
        var name = nameColumn();
        return name > 0
                && columns.stream().allMatch(c -> c == name || sheet.at(row, c).isEmpty());
    }

    /// A name for a row without one.
    private String freeName(int row) {
        if (freeNames == null) {
            var names = new HashMap<Integer, String>();
            for (var other : sheet.rows().subMap(header.firstDataRow(), end).keySet()) {
                var name = sheet.at(other, nameColumn()).raw().strip();
                if (!name.isEmpty()) {
                    names.put(other, name);
                }
            }
            freeNames = new FreeRowNames(names);
        }
        return freeNames.forRow(row);
    }

    /// The row, or null if one of its cells could not be read.
    private @Nullable Row row(int row) {
        if (isNameOnly(row)) {
            var name = sheet.at(row, nameColumn()).raw();
            findings.error(
                    "name-only-row",
                    sheet.address(row, nameColumn()),
                    name,
                    Message.of("parser.name-only-row.message", "name", name),
                    Message.of("parser.name-only-row.fix"));
            return null;
        }
        var conditions = new ArrayList<Condition>();
        var assignments = new ArrayList<Assignment>();
        var valid = true;
        var name = "";
        var reasons = new String[] {"", ""};
        LocalDate effective = null;
        LocalDate expires = null;
        for (var role : roles) {
            var cell = sheet.at(row, role.column());
            var address = sheet.address(row, role.column());
            switch (role) {
                case ColumnRole.Name(var column) -> name = SheetChecks.cellText(sheet, row, column, findings);
                case ColumnRole.Reason(var column, var chinese) -> {
                    var reason = SheetChecks.cellText(sheet, row, column, findings);
                    reasonCheck.checkPlaceholders(reason, address);
                    reasons[chinese ? 1 : 0] = ReasonText.withParameters(reason, scope.parameters());
                }
                case ColumnRole.EffectiveDate _ -> {
                    effective = day(cell, address);
                    valid &= effective != null || cell.isEmpty();
                }
                case ColumnRole.ExpiryDate _ -> {
                    expires = day(cell, address);
                    valid &= expires != null || cell.isEmpty();
                }
                case ColumnRole.Condition(var _, var column) -> {
                    var condition = ConditionParser.read(
                            cell, column.field(), scope, f -> findings.add(f.at(address, cell.raw())));
                    if (condition == null) {
                        valid = false;
                    } else {
                        conditions.add(condition);
                    }
                }
                case ColumnRole.Action(var _, var column) -> {
                    var assignment = ActionParser.read(
                            cell, column.field(), scope, f -> findings.add(f.at(address, cell.raw())));
                    if (assignment == null) {
                        valid = false;
                    } else {
                        assignments.add(assignment);
                    }
                }
            }
        }
        if (effective != null && expires != null && !effective.isBefore(expires)) {
            valid = false;
            findings.error(
                    "dates-reversed",
                    sheet.address(row, expiresColumn()),
                    expires.toString(),
                    Message.of("parser.dates-reversed.message", "expires", expires, "effective", effective),
                    Message.of("parser.dates-reversed.fix"));
        }
        if (name.isEmpty() && nameColumn() > 0) {
            valid = false;
            findings.error(
                    "no-row-name",
                    sheet.address(row, nameColumn()),
                    "",
                    Message.of("parser.no-row-name.message"),
                    Message.of("parser.no-row-name.fix", "name", freeName(row)));
        }
        if (!valid) {
            return null;
        }
        var en = reasons[0].isEmpty() ? reasons[1] : reasons[0];
        checkAssignments(row, name, assignments, !en.isEmpty());
        reasonCheck.check(row, conditions, assignments);
        return new Row(name, row, conditions, assignments, effective, expires, Text.of(en, reasons[1]));
    }

    private int expiresColumn() {
        return roles.stream()
                .filter(r -> r instanceof ColumnRole.ExpiryDate)
                .mapToInt(ColumnRole::column)
                .findFirst()
                .orElse(0);
    }

    /// A row that writes nothing but gives a reason says for whoever edits the table why nothing is decided.
    private void checkAssignments(int row, String name, List<Assignment> assignments, boolean hasReason) {
        var actions = ColumnRole.actions(roles);
        if (actions.isEmpty()) {
            return;
        }
        if (assignments.stream().allMatch(e -> e instanceof Assignment.None)
                && (!hasReason || policy == HitPolicy.COLLECT)) {
            findings.warning(
                    "no-assignment",
                    sheet.address(row, actions.getFirst().number()),
                    "",
                    Message.of("parser.no-assignment.message", "name", name),
                    Message.of("parser.no-assignment.fix"));
            return;
        }
        if (policy != HitPolicy.COLLECT) {
            return;
        }
        var required = ItemParts.required(ItemParts.group(actions.getFirst().field()));
        for (var i = 0; i < actions.size(); i++) {
            var part = actions.get(i).field().name();
            if (required.contains(part) && assignments.get(i) instanceof Assignment.None) {
                findings.error(
                        "incomplete-item",
                        sheet.address(row, actions.get(i).number()),
                        "",
                        Message.of("parser.incomplete-item.cell.message", "name", name, "part", part),
                        Message.of("parser.incomplete-item.cell.fix"));
            }
        }
    }

    private @Nullable LocalDate day(Cell cell, Address address) {
        return cell.isEmpty() ? null : ValueParser.day(cell, fault -> findings.add(fault.at(address, cell.raw())));
    }
}
