package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.ItemParts;
import io.tenure.table.Table;
import io.tenure.text.Text;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one table with typed columns: its phase and policy, what each column is for, and its rows.
final class TypedTableParser {
    private static final List<String> SUPPORTED_KINDS =
            List.of("NAME", "CONDITION", "ACTION", "DESCRIPTION", "DATE-EFFECTIVE", "DATE-EXPIRES");
    private static final List<String> UNSUPPORTED_KINDS = List.of(
            "PRIORITY",
            "DURATION",
            "TIMER",
            "ENABLED",
            "NO-LOOP",
            "LOCK-ON-ACTIVE",
            "AUTO-FOCUS",
            "ACTIVATION-GROUP",
            "AGENDA-GROUP",
            "RULEFLOW-GROUP",
            "CALENDARS",
            "METADATA",
            "UNLOOP",
            "P",
            "D",
            "T",
            "B",
            "U",
            "L",
            "F",
            "X",
            "G",
            "R",
            "E",
            "@");

    private final Sheet sheet;
    private final Scope scope;
    private final List<String> phases;
    private final FindingCollector findings;
    private final TableParser.Property phase;
    private final TableParser.Property hitPolicy;
    private final TableHeader header;
    private final int end;
    private final int nameRow;
    private final int firstDataRow;
    private final List<ColumnRole> roles = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private boolean hasAllColumns = true;
    private HitPolicy policy = HitPolicy.UNIQUE;

    /// @param phase as set above the table; likewise the policy
    /// @param end the first row that is no longer the table's
    TypedTableParser(
            Sheet sheet,
            Scope scope,
            List<String> phases,
            FindingCollector findings,
            TableParser.Property phase,
            TableParser.Property hitPolicy,
            TableHeader mark,
            int end) {
        this.sheet = sheet;
        this.scope = scope;
        this.phases = phases;
        this.findings = findings;
        this.phase = phase;
        this.hitPolicy = hitPolicy;
        this.header = mark;
        this.end = end;
        this.nameRow = mark.row() + 3;
        this.firstDataRow = mark.firstDataRow();
    }

    /// What could be read; null where it has no columns.
    TableParser.@Nullable TableContent read() {
        var phase = phase();
        policy = policy();
        for (var column = header.column(); column <= sheet.lastColumn(header.row() + 1); column++) {
            addColumn(column);
        }
        if (columns.isEmpty()) {
            findings.error(
                    "no-columns",
                    sheet.address(header.row(), header.column()),
                    "RuleTable " + header.name(),
                    new Text("No column kinds stand in the row under RuleTable.", "RuleTable下一行没有列类型。"),
                    new Text(
                            "Write NAME, CONDITION, ACTION … in the row under RuleTable, from its column on.",
                            "请在RuleTable下一行、从其所在列起填写NAME、CONDITION、ACTION等。"));
            return null;
        }
        checkActions();
        var errors = findings.errorCount();
        var rows = new RowParser(sheet, scope, findings, header, end, policy, columns, roles).read();
        var whole = findings.errorCount() == errors;
        SheetChecks.rejectMergedCells(sheet, header.row() + 1, header.row() + 1, columns, findings);
        SheetChecks.rejectMergedCells(sheet, nameRow, nameRow, columns, findings);
        if (end > firstDataRow) {
            SheetChecks.rejectMergedCells(sheet, firstDataRow, end - 1, columns, findings);
        }
        if (rows.isEmpty()
                && sheet.rows()
                        .subMap(firstDataRow, Math.max(firstDataRow, end))
                        .isEmpty()) {
            findings.warning(
                    "empty-table",
                    sheet.address(header.row(), header.column()),
                    "RuleTable " + header.name(),
                    new Text("The table has no rows.", "该表没有数据行。"),
                    new Text("Write rows under the headings, or delete the table.", "请在标题下填写数据行，或删除该表。"));
        }
        return new TableParser.TableContent(
                new Table(
                        header.name(),
                        phase,
                        policy,
                        sheet.file(),
                        sheet.name(),
                        header.row(),
                        ColumnRole.conditions(roles),
                        ColumnRole.actions(roles),
                        rows),
                hasAllColumns,
                whole);
    }

    private String phase() {
        var address = phase.row() == 0
                ? sheet.address(header.row(), header.column())
                : sheet.address(phase.row(), phase.column());
        if (phases.contains(phase.value())) {
            return phase.value();
        }
        var exact = phases.stream().filter(phase.value()::equalsIgnoreCase).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        var nearest = Dictionary.nearest(phase.value(), phases);
        var all = String.join(", ", phases);
        findings.error(
                phase.value().isEmpty() ? "no-phase" : "unknown-phase",
                address,
                phase.value(),
                phase.value().isEmpty()
                        ? new Text(
                                "The table " + header.name() + " has no phase, so nobody knows when it is its turn.",
                                "表" + header.name() + "没有阶段，无法确定何时执行。")
                        : new Text("There is no phase \"" + phase.value() + "\".", "没有阶段“" + phase.value() + "”。"),
                new Text(
                        nearest.map(n -> "Write " + n + "?").orElse("Write Phase and beside it one of: " + all + "."),
                        nearest.map(n -> "是否应为" + n + "？").orElse("请填写Phase，并在旁边填写其中之一：" + all + "。")));
        hasAllColumns = false;
        return phases.getFirst();
    }

    private HitPolicy policy() {
        if (hitPolicy.value().isEmpty()) {
            return HitPolicy.UNIQUE;
        }
        for (var known : HitPolicy.values()) {
            if (known.name().equalsIgnoreCase(hitPolicy.value())) {
                return known;
            }
        }
        var nearest = Dictionary.nearest(hitPolicy.value(), List.of("UNIQUE", "FIRST", "COLLECT"));
        findings.error(
                "unknown-hit-policy",
                sheet.address(hitPolicy.row(), hitPolicy.column()),
                hitPolicy.value(),
                new Text("There is no hit policy \"" + hitPolicy.value() + "\".", "没有命中策略“" + hitPolicy.value() + "”。"),
                new Text(
                        nearest.map(n -> "Write " + n + "?").orElse("Write UNIQUE, FIRST or COLLECT."),
                        nearest.map(n -> "是否应为" + n + "？").orElse("请填写UNIQUE、FIRST或COLLECT。")));
        hasAllColumns = false;
        return HitPolicy.UNIQUE;
    }

    private void addColumn(int column) {
        var kind = header.columnKind(sheet, column);
        if (kind.isEmpty()) {
            return;
        }
        columns.add(column);
        var hasData = sheet.rows().subMap(firstDataRow, Math.max(firstDataRow, end)).values().stream()
                .anyMatch(cells -> cells.containsKey(column));
        if (hasData && sheet.hiddenColumns().contains(column)) {
            SheetChecks.warnHiddenColumn(
                    sheet, nameRow, column, sheet.at(nameRow, column).raw(), findings);
        }
        switch (kind) {
            case "NAME" -> addOnce(new ColumnRole.Name(column), kind);
            case "CONDITION" -> addCondition(column);
            case "ACTION" -> addAction(column);
            case "DESCRIPTION" -> addReason(column);
            case "DATE-EFFECTIVE" -> addOnce(new ColumnRole.EffectiveDate(column), kind);
            case "DATE-EXPIRES" -> addOnce(new ColumnRole.ExpiryDate(column), kind);
            default -> reportColumnKind(column, kind);
        }
    }

    private void reportColumnKind(int column, String kind) {
        hasAllColumns = false;
        var known = UNSUPPORTED_KINDS.contains(kind);
        var nearest = Dictionary.nearest(kind, SUPPORTED_KINDS);
        findings.error(
                known ? "unsupported-column" : "unknown-column-kind",
                sheet.address(header.row() + 1, column),
                sheet.at(header.row() + 1, column).raw(),
                known
                        ? new Text(
                                "A table with typed columns has no " + kind
                                        + " column; its hit policy says which row counts.",
                                "类型化的表没有" + kind + "列；由命中策略决定哪一行生效。")
                        : new Text("There is no column kind \"" + kind + "\".", "没有列类型“" + kind + "”。"),
                new Text(
                        !known && nearest.isPresent()
                                ? "Write " + nearest.get() + "?"
                                : "Delete the column, or write one of: " + String.join(", ", SUPPORTED_KINDS) + ".",
                        !known && nearest.isPresent()
                                ? "是否应为" + nearest.get() + "？"
                                : "请删除该列，或填写其中之一：" + String.join(", ", SUPPORTED_KINDS) + "。"));
    }

    private void addOnce(ColumnRole use, String kind) {
        if (roles.stream().anyMatch(u -> u.getClass() == use.getClass())) {
            reportDuplicate(use.column(), kind);
        } else {
            roles.add(use);
        }
    }

    private void reportDuplicate(int column, String what) {
        hasAllColumns = false;
        findings.error(
                "duplicate-column",
                sheet.address(nameRow, column),
                sheet.at(nameRow, column).raw(),
                new Text("A second column for " + what + ".", "有第二个" + what + "列。"),
                new Text("Keep one of them.", "请只保留一列。"));
    }

    private void addReason(int column) {
        var language = TextNormalizer.normalize(sheet.at(nameRow, column).raw()).toLowerCase(Locale.ROOT);
        var chinese = language.startsWith("zh") || language.equals("中文");
        if (!chinese && !language.isEmpty() && !language.startsWith("en")) {
            findings.error(
                    "unknown-language",
                    sheet.address(nameRow, column),
                    language,
                    new Text(
                            "Reasons are written in en or zh, not in \"" + language + "\".",
                            "理由用en或zh书写，而非“" + language + "”。"),
                    new Text("Write en or zh.", "请填写en或zh。"));
            return;
        }
        if (roles.stream().anyMatch(u -> u instanceof ColumnRole.Reason(var _, var other) && other == chinese)) {
            reportDuplicate(column, "DESCRIPTION " + (chinese ? "zh" : "en"));
        } else {
            roles.add(new ColumnRole.Reason(column, chinese));
        }
    }

    private String heading(int column, String otherwise) {
        var heading = SheetChecks.cellText(sheet, header.row() + TableHeader.HEADER_ROWS, column, findings);
        return heading.isEmpty() ? otherwise : heading;
    }

    private void addCondition(int column) {
        var term = findField(column, List.of(FieldKind.FACT, FieldKind.MEASURE, FieldKind.OUTCOME));
        if (term == null) {
            return;
        }
        if (term.kind() == FieldKind.ITEM) {
            reportWrongKind(
                    column,
                    term.name() + " is part of what a row adds, and cannot be read.",
                    term.name() + "是行所添加的内容，不能读取。",
                    "Name a fact, measure or outcome, or make the column an ACTION.",
                    "请填写事实、指标或结论的名称，或将该列改为ACTION。");
            return;
        }
        roles.add(new ColumnRole.Condition(column, new Column(term, heading(column, term.name()), column)));
    }

    private void addAction(int column) {
        var term = findField(column, List.of(policy == HitPolicy.COLLECT ? FieldKind.ITEM : FieldKind.OUTCOME));
        if (term == null) {
            return;
        }
        switch (term.kind()) {
            case FACT, MEASURE ->
                reportWrongKind(
                        column,
                        term.name() + " is a " + (term.kind() == FieldKind.FACT ? "fact" : "measure")
                                + ", which tables read and never write.",
                        term.name() + "是" + (term.kind() == FieldKind.FACT ? "事实" : "指标") + "，只能读取，不能写入。",
                        "Name an outcome, or make the column a CONDITION.",
                        "请填写结论的名称，或将该列改为CONDITION。");
            case OUTCOME -> {
                if (policy == HitPolicy.COLLECT) {
                    reportWrongKind(
                            column,
                            "A COLLECT table adds candidates, signals or levers, and " + term.name()
                                    + " is an outcome.",
                            "COLLECT表添加候选行动、信号或杠杆，而" + term.name() + "是结论。",
                            "Write HitPolicy FIRST or UNIQUE, or name parts of one item.",
                            "请将HitPolicy改为FIRST或UNIQUE，或填写某一条目的组成部分。");
                } else {
                    addWrite(column, term);
                }
            }
            case ITEM -> {
                if (policy != HitPolicy.COLLECT) {
                    reportWrongKind(
                            column,
                            term.name() + " is part of an item, which only a COLLECT table adds.",
                            term.name() + "是条目的组成部分，只有COLLECT表才能添加。",
                            "Write HitPolicy COLLECT above the table.",
                            "请在表上方填写HitPolicy COLLECT。");
                } else {
                    addWrite(column, term);
                }
            }
        }
    }

    private void addWrite(int column, Field term) {
        if (ColumnRole.actions(roles).stream().anyMatch(a -> a.field().equals(term))) {
            reportDuplicate(column, term.name());
        } else {
            roles.add(new ColumnRole.Action(column, new Column(term, heading(column, term.name()), column)));
        }
    }

    private @Nullable Field findField(int column, List<FieldKind> meant) {
        var name = TextNormalizer.unquote(
                TextNormalizer.normalize(SheetChecks.cellText(sheet, nameRow, column, findings)));
        var address = sheet.address(nameRow, column);
        if (name.isEmpty()) {
            hasAllColumns = false;
            findings.error(
                    "no-name",
                    address,
                    "",
                    new Text("The column does not say what it reads or writes.", "该列没有说明读取或写入什么。"),
                    new Text(
                            "Write a name from the dictionary in this cell, two rows under the column's kind.",
                            "请在此单元格（列类型下方第二行）填写词典中的名称。"));
            return null;
        }
        var term = scope.dictionary().find(name);
        if (term.isPresent()) {
            return term.get();
        }
        hasAllColumns = false;
        if (scope.parameters().containsKey(name)) {
            reportWrongKind(
                    column,
                    name + " is a parameter; columns read facts, measures and outcomes.",
                    name + "是参数；列只能使用事实、指标和结论。",
                    "Use the parameter in a cell: >= " + name + ".",
                    "请在单元格中使用参数：>= " + name + "。");
            return null;
        }
        var known = scope.dictionary().all().stream()
                .filter(t -> meant.contains(t.kind()))
                .map(Field::name)
                .toList();
        var nearest = Dictionary.nearest(name, known);
        findings.error(
                "unknown-name",
                address,
                name,
                new Text("The dictionary has no name \"" + name + "\".", "词典中没有名称“" + name + "”。"),
                new Text(
                        nearest.map(n -> "Write " + n + "?")
                                .orElse("Write a name from the dictionary, or add it to the sheet Attributes."),
                        nearest.map(n -> "是否应为" + n + "？").orElse("请填写词典中的名称，或在Attributes表中添加。")));
        return null;
    }

    private void reportWrongKind(int column, String en, String zh, String mendEn, String mendZh) {
        hasAllColumns = false;
        findings.error(
                "wrong-kind",
                sheet.address(nameRow, column),
                sheet.at(nameRow, column).raw(),
                new Text(en, zh),
                new Text(mendEn, mendZh));
    }

    private void checkActions() {
        var actions = ColumnRole.actions(roles);
        if (actions.isEmpty() && hasAllColumns) {
            findings.error(
                    "no-action",
                    sheet.address(header.row(), header.column()),
                    "RuleTable " + header.name(),
                    new Text("The table writes nothing: it has no ACTION column.", "该表不写入任何内容：没有ACTION列。"),
                    new Text("Add an ACTION column with the name of an outcome.", "请添加ACTION列并填写结论名称。"));
        }
        if (policy != HitPolicy.COLLECT || actions.isEmpty()) {
            return;
        }
        var group = ItemParts.group(actions.getFirst().field());
        for (var action : actions) {
            if (!ItemParts.group(action.field()).equals(group)) {
                hasAllColumns = false;
                findings.error(
                        "mixed-items",
                        sheet.address(nameRow, action.number()),
                        action.field().name(),
                        new Text(
                                "The table adds a " + group + ", and this column is part of a "
                                        + ItemParts.group(action.field()) + ".",
                                "该表添加" + group + "，而此列属于" + ItemParts.group(action.field()) + "。"),
                        new Text("Give each kind of item a table of its own.", "请为每种条目单独建表。"));
            }
        }
        for (var part : ItemParts.required(group)) {
            if (actions.stream().noneMatch(a -> a.field().name().equals(part))) {
                hasAllColumns = false;
                findings.error(
                        "incomplete-item",
                        sheet.address(header.row(), header.column()),
                        "RuleTable " + header.name(),
                        new Text(
                                "Every " + group + " needs " + part + ", and no column gives it.",
                                "每个" + group + "都需要" + part + "，但没有列提供。"),
                        new Text("Add an ACTION column named " + part + ".", "请添加名为" + part + "的ACTION列。"));
            }
        }
    }
}
