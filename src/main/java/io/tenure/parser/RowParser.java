package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.ItemParts;
import io.tenure.table.Row;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the rows of one typed table, whose columns are understood.
final class RowParser {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private final Sheet sheet;
    private final Scope scope;
    private final FindingCollector findings;
    private final TableHeader header;
    private final int end;
    private final HitPolicy policy;
    private final List<Integer> columns;
    private final List<ColumnRole> roles;

    /// @param end the first row that is no longer the table's
    /// @param columns all that stand under the mark, understood or not
    RowParser(
            Sheet sheet,
            Scope scope,
            FindingCollector findings,
            TableHeader mark,
            int end,
            HitPolicy policy,
            List<Integer> columns,
            List<ColumnRole> uses) {
        this.sheet = sheet;
        this.scope = scope;
        this.findings = findings;
        this.header = mark;
        this.end = end;
        this.policy = policy;
        this.columns = columns;
        this.roles = uses;
    }

    List<Row> read() {
        var rows = new ArrayList<Row>();
        var rowNames = new HashMap<String, Integer>();
        var ended = 0;
        for (var row = header.firstDataRow(); row < end; row++) {
            var number = row;
            if (columns.stream().allMatch(c -> sheet.at(number, c).isEmpty())) {
                ended = ended == 0 ? row : ended;
                continue;
            }
            if (ended > 0) {
                reportRowAfterEmptyRow(row, ended);
            }
            if (sheet.hiddenRows().contains(row)) {
                SheetChecks.warnHiddenRow(sheet, row, findings);
            }
            var read = row(row);
            if (read != null) {
                var first = rowNames.putIfAbsent(read.name(), row);
                if (first != null) {
                    findings.error(
                            "duplicate-row-name",
                            sheet.address(row, nameColumn()),
                            read.name(),
                            new Text(
                                    "Row " + first + " is called " + read.name() + " as well.",
                                    "第" + first + "行也叫" + read.name() + "。"),
                            new Text("Give the row a name of its own.", "请为该行取一个不同的名称。"));
                }
                rows.add(read);
            }
        }
        return rows;
    }

    private int nameColumn() {
        return roles.stream()
                .filter(u -> u instanceof ColumnRole.Name)
                .mapToInt(ColumnRole::column)
                .findFirst()
                .orElse(0);
    }

    private void reportRowAfterEmptyRow(int row, int empty) {
        var column = columns.stream()
                .filter(c -> !sheet.at(row, c).isEmpty())
                .findFirst()
                .orElseThrow();
        findings.error(
                "after-empty-row",
                sheet.address(row, column),
                sheet.at(row, column).raw(),
                new Text(
                        "The row stands after the empty row " + empty
                                + ", which ends the table; Drools would silently leave it out.",
                        "该行位于空行" + empty + "之后，而空行表示表已结束；Drools会默默忽略它。"),
                new Text("Delete the empty row, or this one.", "请删除空行，或删除该行。"));
    }

    /// The row, or null where a cell of it could not be read.
    private @Nullable Row row(int row) {
        var conditions = new ArrayList<Condition>();
        var effects = new ArrayList<Assignment>();
        var sound = true;
        var name = "";
        var reasons = new String[] {"", ""};
        LocalDate effective = null;
        LocalDate expires = null;
        for (var use : roles) {
            var cell = sheet.at(row, use.column());
            var address = sheet.address(row, use.column());
            switch (use) {
                case ColumnRole.Name(var column) -> name = SheetChecks.cellText(sheet, row, column, findings);
                case ColumnRole.Reason(var column, var chinese) -> {
                    var words = SheetChecks.cellText(sheet, row, column, findings);
                    checkPlaceholders(words, address);
                    reasons[chinese ? 1 : 0] = words;
                }
                case ColumnRole.EffectiveDate _ -> {
                    effective = day(cell, address);
                    sound &= effective != null || cell.isEmpty();
                }
                case ColumnRole.ExpiryDate _ -> {
                    expires = day(cell, address);
                    sound &= expires != null || cell.isEmpty();
                }
                case ColumnRole.Condition(var _, var reads) -> {
                    var condition = ConditionParser.read(
                            cell, reads.field(), scope, f -> findings.add(f.at(address, cell.raw())));
                    if (condition == null) {
                        sound = false;
                    } else {
                        conditions.add(condition);
                    }
                }
                case ColumnRole.Action(var _, var writes) -> {
                    var effect = ActionParser.read(
                            cell, writes.field(), scope, f -> findings.add(f.at(address, cell.raw())));
                    if (effect == null) {
                        sound = false;
                    } else {
                        effects.add(effect);
                    }
                }
            }
        }
        if (effective != null && expires != null && !effective.isBefore(expires)) {
            sound = false;
            findings.error(
                    "dates-reversed",
                    sheet.address(row, expiresColumn()),
                    expires.toString(),
                    new Text(
                            "The row expires on " + expires + ", not after the day it takes effect, " + effective + ".",
                            "该行于" + expires + "失效，不晚于生效日" + effective + "。"),
                    new Text(
                            "Write a later DATE-EXPIRES: the first day on which the row no longer applies.",
                            "请填写更晚的DATE-EXPIRES：该行不再适用的第一天。"));
        }
        if (!sound) {
            return null;
        }
        var rowName = name.isEmpty() ? header.name() + "_" + row : name;
        var en = reasons[0].isEmpty() ? reasons[1] : reasons[0];
        checkAssignments(row, rowName, effects, !en.isEmpty());
        return new Row(rowName, row, conditions, effects, effective, expires, new Text(en, reasons[1]));
    }

    private int expiresColumn() {
        return roles.stream()
                .filter(u -> u instanceof ColumnRole.ExpiryDate)
                .mapToInt(ColumnRole::column)
                .findFirst()
                .orElse(0);
    }

    /// A row that writes nothing yet gives a reason says why nothing is decided, which is worth a hit.
    private void checkAssignments(int row, String name, List<Assignment> effects, boolean hasReason) {
        var actions = ColumnRole.actions(roles);
        if (actions.isEmpty()) {
            return;
        }
        if (effects.stream().allMatch(e -> e instanceof Assignment.None)
                && (!hasReason || policy == HitPolicy.COLLECT)) {
            findings.warning(
                    "no-effect",
                    sheet.address(row, actions.getFirst().number()),
                    "",
                    new Text("The row " + name + " writes nothing.", "行" + name + "不写入任何内容。"),
                    new Text(
                            "Fill an ACTION cell, say in DESCRIPTION why nothing is written, or delete the row.",
                            "请填写ACTION单元格，或在DESCRIPTION中说明原因，或删除该行。"));
            return;
        }
        if (policy != HitPolicy.COLLECT) {
            return;
        }
        var required = ItemParts.required(ItemParts.group(actions.getFirst().field()));
        for (var i = 0; i < actions.size(); i++) {
            var part = actions.get(i).field().name();
            if (required.contains(part) && effects.get(i) instanceof Assignment.None) {
                findings.error(
                        "incomplete-item",
                        sheet.address(row, actions.get(i).number()),
                        "",
                        new Text("The row " + name + " lacks " + part + ".", "行" + name + "缺少" + part + "。"),
                        new Text("Fill the cell.", "请填写该单元格。"));
            }
        }
    }

    private @Nullable LocalDate day(Cell cell, Address address) {
        if (cell.isEmpty()) {
            return null;
        }
        var term = scope.dictionary().require("asOf");
        return (LocalDate) ActionParser.value(cell, term, scope, f -> {
            // The day of the row is meant, not a fact.
            var words = new Text(
                    f.message().en().replace(", and asOf is one", ""),
                    f.message().zh().replace("，而asOf是日期", ""));
            findings.add(new CellFault(f.severity(), f.code(), words, f.fix()).at(address, cell.raw()));
        });
    }

    private void checkPlaceholders(String words, Address address) {
        var matcher = PLACEHOLDER.matcher(words);
        while (matcher.find()) {
            var name = matcher.group(1).strip();
            if (scope.dictionary().find(name).isPresent() || scope.parameters().containsKey(name)) {
                continue;
            }
            var known = new ArrayList<>(scope.parameters().keySet());
            scope.dictionary().all().forEach(t -> known.add(t.name()));
            var nearest = Dictionary.nearest(name, known);
            findings.warning(
                    "unknown-placeholder",
                    address,
                    words,
                    new Text(
                            "Nothing is called \"" + name + "\", so {" + name + "} cannot be filled in.",
                            "没有名为“" + name + "”的内容，无法填入{" + name + "}。"),
                    new Text(
                            nearest.map(n -> "Write {" + n + "}?").orElse("Write a name from the dictionary."),
                            nearest.map(n -> "是否应为{" + n + "}？").orElse("请填写词典中的名称。")));
        }
    }
}
