package io.tenure.ruleset;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one table with typed columns: its phase and policy, what each column is for, and its rows.
final class TypedTableReader {
    private static final List<String> TYPED =
            List.of("NAME", "CONDITION", "ACTION", "DESCRIPTION", "DATE-EFFECTIVE", "DATE-EXPIRES");
    private static final List<String> OTHERS = List.of(
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
    private final Findings findings;
    private final TableReader.Property phase;
    private final TableReader.Property hitPolicy;
    private final Mark mark;
    private final int end;
    private final int names;
    private final int firstRow;
    private final List<Use> uses = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();
    private boolean complete = true;
    private HitPolicy policy = HitPolicy.UNIQUE;

    /// @param phase as set above the table; likewise the policy
    /// @param end the first row that is no longer the table's
    TypedTableReader(
            Sheet sheet,
            Scope scope,
            List<String> phases,
            Findings findings,
            TableReader.Property phase,
            TableReader.Property hitPolicy,
            Mark mark,
            int end) {
        this.sheet = sheet;
        this.scope = scope;
        this.phases = phases;
        this.findings = findings;
        this.phase = phase;
        this.hitPolicy = hitPolicy;
        this.mark = mark;
        this.end = end;
        this.names = mark.row() + 3;
        this.firstRow = mark.firstRow();
    }

    /// What could be read; null where it has no columns.
    TableReader.@Nullable Draft read() {
        var phase = phase();
        policy = policy();
        for (var column = mark.column(); column <= sheet.lastColumn(mark.row() + 1); column++) {
            use(column);
        }
        if (columns.isEmpty()) {
            findings.error(
                    "no-columns",
                    sheet.address(mark.row(), mark.column()),
                    "RuleTable " + mark.name(),
                    new Text("No column kinds stand in the row under RuleTable.", "RuleTable下一行没有列类型。"),
                    new Text(
                            "Write NAME, CONDITION, ACTION … in the row under RuleTable, from its column on.",
                            "请在RuleTable下一行、从其所在列起填写NAME、CONDITION、ACTION等。"));
            return null;
        }
        checkActions();
        var errors = findings.errors();
        var rows = new RowReader(sheet, scope, findings, mark, end, policy, columns, uses).read();
        var whole = findings.errors() == errors;
        Layouts.merged(sheet, mark.row() + 1, mark.row() + 1, columns, findings);
        Layouts.merged(sheet, names, names, columns, findings);
        if (end > firstRow) {
            Layouts.merged(sheet, firstRow, end - 1, columns, findings);
        }
        if (rows.isEmpty()
                && sheet.rows().subMap(firstRow, Math.max(firstRow, end)).isEmpty()) {
            findings.warning(
                    "empty-table",
                    sheet.address(mark.row(), mark.column()),
                    "RuleTable " + mark.name(),
                    new Text("The table has no rows.", "该表没有数据行。"),
                    new Text("Write rows under the headings, or delete the table.", "请在标题下填写数据行，或删除该表。"));
        }
        return new TableReader.Draft(
                new Table(
                        mark.name(),
                        phase,
                        policy,
                        sheet.file(),
                        sheet.name(),
                        mark.row(),
                        Use.conditions(uses),
                        Use.actions(uses),
                        rows),
                complete,
                whole);
    }

    private String phase() {
        var address = phase.row() == 0
                ? sheet.address(mark.row(), mark.column())
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
                                "The table " + mark.name() + " has no phase, so nobody knows when it is its turn.",
                                "表" + mark.name() + "没有阶段，无法确定何时执行。")
                        : new Text("There is no phase \"" + phase.value() + "\".", "没有阶段“" + phase.value() + "”。"),
                new Text(
                        nearest.map(n -> "Write " + n + "?").orElse("Write Phase and beside it one of: " + all + "."),
                        nearest.map(n -> "是否应为" + n + "？").orElse("请填写Phase，并在旁边填写其中之一：" + all + "。")));
        complete = false;
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
        complete = false;
        return HitPolicy.UNIQUE;
    }

    private void use(int column) {
        var kind = mark.kind(sheet, column);
        if (kind.isEmpty()) {
            return;
        }
        columns.add(column);
        var hasData = sheet.rows().subMap(firstRow, Math.max(firstRow, end)).values().stream()
                .anyMatch(cells -> cells.containsKey(column));
        if (hasData && sheet.hiddenColumns().contains(column)) {
            Layouts.hiddenColumn(sheet, names, column, sheet.at(names, column).raw(), findings);
        }
        switch (kind) {
            case "NAME" -> once(new Use.Name(column), kind);
            case "CONDITION" -> condition(column);
            case "ACTION" -> action(column);
            case "DESCRIPTION" -> reason(column);
            case "DATE-EFFECTIVE" -> once(new Use.Effective(column), kind);
            case "DATE-EXPIRES" -> once(new Use.Expires(column), kind);
            default -> unusable(column, kind);
        }
    }

    private void unusable(int column, String kind) {
        complete = false;
        var known = OTHERS.contains(kind);
        var nearest = Dictionary.nearest(kind, TYPED);
        findings.error(
                known ? "unsupported-column" : "unknown-column-kind",
                sheet.address(mark.row() + 1, column),
                sheet.at(mark.row() + 1, column).raw(),
                known
                        ? new Text(
                                "A table with typed columns has no " + kind
                                        + " column; its hit policy says which row counts.",
                                "类型化的表没有" + kind + "列；由命中策略决定哪一行生效。")
                        : new Text("There is no column kind \"" + kind + "\".", "没有列类型“" + kind + "”。"),
                new Text(
                        !known && nearest.isPresent()
                                ? "Write " + nearest.get() + "?"
                                : "Delete the column, or write one of: " + String.join(", ", TYPED) + ".",
                        !known && nearest.isPresent()
                                ? "是否应为" + nearest.get() + "？"
                                : "请删除该列，或填写其中之一：" + String.join(", ", TYPED) + "。"));
    }

    private void once(Use use, String kind) {
        if (uses.stream().anyMatch(u -> u.getClass() == use.getClass())) {
            duplicate(use.column(), kind);
        } else {
            uses.add(use);
        }
    }

    private void duplicate(int column, String what) {
        complete = false;
        findings.error(
                "duplicate-column",
                sheet.address(names, column),
                sheet.at(names, column).raw(),
                new Text("A second column for " + what + ".", "有第二个" + what + "列。"),
                new Text("Keep one of them.", "请只保留一列。"));
    }

    private void reason(int column) {
        var language = Words.plain(sheet.at(names, column).raw()).toLowerCase(Locale.ROOT);
        var chinese = language.startsWith("zh") || language.equals("中文");
        if (!chinese && !language.isEmpty() && !language.startsWith("en")) {
            findings.error(
                    "unknown-language",
                    sheet.address(names, column),
                    language,
                    new Text(
                            "Reasons are written in en or zh, not in \"" + language + "\".",
                            "理由用en或zh书写，而非“" + language + "”。"),
                    new Text("Write en or zh.", "请填写en或zh。"));
            return;
        }
        if (uses.stream().anyMatch(u -> u instanceof Use.Reason(var _, var other) && other == chinese)) {
            duplicate(column, "DESCRIPTION " + (chinese ? "zh" : "en"));
        } else {
            uses.add(new Use.Reason(column, chinese));
        }
    }

    private String heading(int column, String otherwise) {
        var heading = Layouts.words(sheet, mark.row() + Mark.HEADER_ROWS, column, findings);
        return heading.isEmpty() ? otherwise : heading;
    }

    private void condition(int column) {
        var term = term(column, List.of(Kind.FACT, Kind.MEASURE, Kind.OUTCOME));
        if (term == null) {
            return;
        }
        if (term.kind() == Kind.ITEM) {
            wrongKind(
                    column,
                    term.name() + " is part of what a row adds, and cannot be read.",
                    term.name() + "是行所添加的内容，不能读取。",
                    "Name a fact, measure or outcome, or make the column an ACTION.",
                    "请填写事实、指标或结论的名称，或将该列改为ACTION。");
            return;
        }
        uses.add(new Use.Condition(column, new Column(term, heading(column, term.name()), column)));
    }

    private void action(int column) {
        var term = term(column, List.of(policy == HitPolicy.COLLECT ? Kind.ITEM : Kind.OUTCOME));
        if (term == null) {
            return;
        }
        switch (term.kind()) {
            case FACT, MEASURE ->
                wrongKind(
                        column,
                        term.name() + " is a " + (term.kind() == Kind.FACT ? "fact" : "measure")
                                + ", which tables read and never write.",
                        term.name() + "是" + (term.kind() == Kind.FACT ? "事实" : "指标") + "，只能读取，不能写入。",
                        "Name an outcome, or make the column a CONDITION.",
                        "请填写结论的名称，或将该列改为CONDITION。");
            case OUTCOME -> {
                if (policy == HitPolicy.COLLECT) {
                    wrongKind(
                            column,
                            "A COLLECT table adds candidates, signals or levers, and " + term.name()
                                    + " is an outcome.",
                            "COLLECT表添加候选行动、信号或杠杆，而" + term.name() + "是结论。",
                            "Write HitPolicy FIRST or UNIQUE, or name parts of one item.",
                            "请将HitPolicy改为FIRST或UNIQUE，或填写某一条目的组成部分。");
                } else {
                    write(column, term);
                }
            }
            case ITEM -> {
                if (policy != HitPolicy.COLLECT) {
                    wrongKind(
                            column,
                            term.name() + " is part of an item, which only a COLLECT table adds.",
                            term.name() + "是条目的组成部分，只有COLLECT表才能添加。",
                            "Write HitPolicy COLLECT above the table.",
                            "请在表上方填写HitPolicy COLLECT。");
                } else {
                    write(column, term);
                }
            }
        }
    }

    private void write(int column, Term term) {
        if (Use.actions(uses).stream().anyMatch(a -> a.term().equals(term))) {
            duplicate(column, term.name());
        } else {
            uses.add(new Use.Action(column, new Column(term, heading(column, term.name()), column)));
        }
    }

    private @Nullable Term term(int column, List<Kind> meant) {
        var name = Words.unquoted(Words.plain(Layouts.words(sheet, names, column, findings)));
        var address = sheet.address(names, column);
        if (name.isEmpty()) {
            complete = false;
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
        complete = false;
        if (scope.parameters().containsKey(name)) {
            wrongKind(
                    column,
                    name + " is a parameter; columns read facts, measures and outcomes.",
                    name + "是参数；列只能使用事实、指标和结论。",
                    "Use the parameter in a cell: >= " + name + ".",
                    "请在单元格中使用参数：>= " + name + "。");
            return null;
        }
        var known = scope.dictionary().all().stream()
                .filter(t -> meant.contains(t.kind()))
                .map(Term::name)
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

    private void wrongKind(int column, String en, String zh, String mendEn, String mendZh) {
        complete = false;
        findings.error(
                "wrong-kind",
                sheet.address(names, column),
                sheet.at(names, column).raw(),
                new Text(en, zh),
                new Text(mendEn, mendZh));
    }

    private void checkActions() {
        var actions = Use.actions(uses);
        if (actions.isEmpty() && complete) {
            findings.error(
                    "no-action",
                    sheet.address(mark.row(), mark.column()),
                    "RuleTable " + mark.name(),
                    new Text("The table writes nothing: it has no ACTION column.", "该表不写入任何内容：没有ACTION列。"),
                    new Text("Add an ACTION column with the name of an outcome.", "请添加ACTION列并填写结论名称。"));
        }
        if (policy != HitPolicy.COLLECT || actions.isEmpty()) {
            return;
        }
        var group = Items.group(actions.getFirst().term());
        for (var action : actions) {
            if (!Items.group(action.term()).equals(group)) {
                complete = false;
                findings.error(
                        "mixed-items",
                        sheet.address(names, action.number()),
                        action.term().name(),
                        new Text(
                                "The table adds a " + group + ", and this column is part of a "
                                        + Items.group(action.term()) + ".",
                                "该表添加" + group + "，而此列属于" + Items.group(action.term()) + "。"),
                        new Text("Give each kind of item a table of its own.", "请为每种条目单独建表。"));
            }
        }
        for (var part : Items.required(group)) {
            if (actions.stream().noneMatch(a -> a.term().name().equals(part))) {
                complete = false;
                findings.error(
                        "incomplete-item",
                        sheet.address(mark.row(), mark.column()),
                        "RuleTable " + mark.name(),
                        new Text(
                                "Every " + group + " needs " + part + ", and no column gives it.",
                                "每个" + group + "都需要" + part + "，但没有列提供。"),
                        new Text("Add an ACTION column named " + part + ".", "请添加名为" + part + "的ACTION列。"));
            }
        }
    }
}
