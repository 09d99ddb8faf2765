package io.tenure.ruleset;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the tables of one sheet, in the layout of Drools' spreadsheet tables with typed columns.
final class TableReader {
    private static final int HEADER_ROWS = 4;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
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
    private final List<Draft> tables = new ArrayList<>();
    private Property phase = Property.NONE;
    private Property hitPolicy = Property.NONE;

    private TableReader(Sheet sheet, Scope scope, List<String> phases, Findings findings) {
        this.sheet = sheet;
        this.scope = scope;
        this.phases = phases;
        this.findings = findings;
    }

    /// What stands on a sheet.
    ///
    /// @param freeForm whether its tables are Drools code
    record Found(List<Draft> tables, boolean freeForm) {}

    /// A table with what could be read of it.
    ///
    /// @param complete whether every column was understood, so that rows may be compared
    /// @param whole whether every row was understood, so that what no row takes can be told
    record Draft(Table table, boolean complete, boolean whole) {}

    /// A value set above the tables.
    private record Property(String value, int row, int column) {
        static final Property NONE = new Property("", 0, 0);
    }

    static Found read(Sheet sheet, Scope scope, List<String> phases, Findings findings) {
        return new TableReader(sheet, scope, phases, findings).read();
    }

    private Found read() {
        var marks = Mark.of(sheet, findings);
        if (marks.isEmpty()) {
            if (sheet.rows().values().stream()
                    .flatMap(r -> r.values().stream())
                    .anyMatch(c -> Words.plain(c.raw()).equalsIgnoreCase("RuleSet"))) {
                findings.warning(
                        "no-table",
                        sheet.address(),
                        "",
                        new Text("The sheet has a RuleSet and no RuleTable.", "工作表中有RuleSet但没有RuleTable。"),
                        new Text(
                                "Write RuleTable and the table's name above the table. If a formula is to give that word, write the word itself, or save the workbook in a spreadsheet program, which stores the result.",
                                "请在表的上方填写RuleTable和表名。如果该词由公式得出，请直接填写，或用电子表格软件重新保存以存储公式结果。"));
            }
            return new Found(List.of(), false);
        }
        Layouts.hiddenSheet(sheet, findings);
        var free = marks.values().stream().filter(mark -> mark.isOfCode(sheet)).toList();
        if (!free.isEmpty()) {
            freeForm(marks, free);
            return new Found(List.of(), true);
        }
        var row = 1;
        while (row <= sheet.lastRow()) {
            var mark = marks.get(row);
            if (mark == null) {
                property(row);
                row++;
            } else {
                var end = end(row + HEADER_ROWS + 1, marks);
                table(mark, end);
                row = end;
            }
        }
        return new Found(tables, false);
    }

    /// The first row from here on that begins something else; one past the last row where nothing does.
    private int end(int from, Map<Integer, Mark> marks) {
        for (var row = from; row <= sheet.lastRow(); row++) {
            if (marks.containsKey(row) || isProperty(row)) {
                return row;
            }
        }
        return Math.max(from, sheet.lastRow() + 1);
    }

    private boolean isProperty(int row) {
        var cells = sheet.rows().get(row);
        if (cells == null || cells.size() > 2 || !(cells.firstEntry().getValue() instanceof Cell.Text(var first))) {
            return false;
        }
        var key = Words.plain(first).replace(" ", "").toLowerCase(Locale.ROOT);
        return List.of("phase", "hitpolicy", "ruleset").contains(key);
    }

    private void property(int row) {
        var cells = sheet.rows().get(row);
        if (cells == null) {
            return;
        }
        cells.forEach((column, cell) -> {
            var key = cell instanceof Cell.Text(var text)
                    ? Words.plain(text).replace(" ", "").toLowerCase(Locale.ROOT)
                    : "";
            var value = Words.plain(sheet.at(row, column + 1).raw());
            switch (key) {
                case "ruleset" -> {
                    // A new set starts with the default policy; the phase has to be named for it.
                    phase = Property.NONE;
                    hitPolicy = Property.NONE;
                }
                case "phase" -> phase = new Property(value, row, column + 1);
                case "hitpolicy" -> hitPolicy = new Property(value, row, column + 1);
                default -> {}
            }
        });
    }

    // Tables of Drools code

    private void freeForm(Map<Integer, Mark> marks, List<Mark> free) {
        var first = free.getFirst();
        findings.note(
                "free-form",
                sheet.address(first.row(), first.column()),
                "RuleTable " + first.name(),
                new Text(
                        "The table is written as Drools code: it is not analysed, not safe by construction, and not live in a native binary.",
                        "该表以Drools代码编写：不做分析，不保证安全，且在原生二进制中不生效。"),
                new Text("Nothing has to be done; typed columns would be checked.", "无需处理；改用类型化列即可得到检查。"));
        marks.values().stream()
                .filter(m -> !free.contains(m))
                .forEach(typed -> findings.error(
                        "mixed-sheet",
                        sheet.address(typed.row(), typed.column()),
                        "RuleTable " + typed.name(),
                        new Text(
                                "A table with typed columns stands on a sheet with a table of Drools code.",
                                "类型化的表与Drools代码表在同一工作表中。"),
                        new Text("Move one of them to a sheet of its own.", "请将其中之一移到单独的工作表。")));
    }

    // Typed tables

    private void table(Mark mark, int end) {
        var address = sheet.address(mark.row(), mark.column());
        if (mark.name().isEmpty()) {
            findings.error(
                    "no-name",
                    address,
                    "RuleTable",
                    new Text("The table has no name.", "该表没有名称。"),
                    new Text("Write its name after RuleTable: RuleTable Stage.", "请在RuleTable之后填写表名：RuleTable Stage。"));
        }
        new Reading(mark, end).read();
    }

    /// One column that counts, by what it is for.
    private sealed interface Use {
        int column();

        record Name(int column) implements Use {}

        record Condition(int column, io.tenure.ruleset.Column reads) implements Use {}

        record Action(int column, io.tenure.ruleset.Column writes) implements Use {}

        record Reason(int column, boolean chinese) implements Use {}

        record Effective(int column) implements Use {}

        record Expires(int column) implements Use {}
    }

    /// The reading of one table.
    private final class Reading {
        private final Mark mark;
        private final int end;
        private final int names;
        private final int firstRow;
        private final List<Use> uses = new ArrayList<>();
        private final List<Integer> columns = new ArrayList<>();
        private boolean complete = true;
        private HitPolicy policy = HitPolicy.UNIQUE;

        Reading(Mark mark, int end) {
            this.mark = mark;
            this.end = end;
            this.names = mark.row() + 3;
            this.firstRow = mark.row() + HEADER_ROWS + 1;
        }

        void read() {
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
                return;
            }
            checkActions();
            var errors = findings.errors();
            var rows = rows();
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
            tables.add(new Draft(
                    new Table(
                            mark.name(),
                            phase,
                            policy,
                            sheet.file(),
                            sheet.name(),
                            mark.row(),
                            conditions(),
                            actions(),
                            rows),
                    complete,
                    whole));
        }

        private String phase() {
            var address =
                    phase.row == 0 ? sheet.address(mark.row(), mark.column()) : sheet.address(phase.row, phase.column);
            if (phases.contains(phase.value)) {
                return phase.value;
            }
            var exact = phases.stream().filter(phase.value::equalsIgnoreCase).findFirst();
            if (exact.isPresent()) {
                return exact.get();
            }
            var nearest = Dictionary.nearest(phase.value, phases);
            var all = String.join(", ", phases);
            findings.error(
                    phase.value.isEmpty() ? "no-phase" : "unknown-phase",
                    address,
                    phase.value,
                    phase.value.isEmpty()
                            ? new Text(
                                    "The table " + mark.name() + " has no phase, so nobody knows when it is its turn.",
                                    "表" + mark.name() + "没有阶段，无法确定何时执行。")
                            : new Text("There is no phase \"" + phase.value + "\".", "没有阶段“" + phase.value + "”。"),
                    new Text(
                            nearest.map(n -> "Write " + n + "?")
                                    .orElse("Write Phase and beside it one of: " + all + "."),
                            nearest.map(n -> "是否应为" + n + "？").orElse("请填写Phase，并在旁边填写其中之一：" + all + "。")));
            complete = false;
            return phases.getFirst();
        }

        private HitPolicy policy() {
            if (hitPolicy.value.isEmpty()) {
                return HitPolicy.UNIQUE;
            }
            for (var known : HitPolicy.values()) {
                if (known.name().equalsIgnoreCase(hitPolicy.value)) {
                    return known;
                }
            }
            var nearest = Dictionary.nearest(hitPolicy.value, List.of("UNIQUE", "FIRST", "COLLECT"));
            findings.error(
                    "unknown-hit-policy",
                    sheet.address(hitPolicy.row, hitPolicy.column),
                    hitPolicy.value,
                    new Text("There is no hit policy \"" + hitPolicy.value + "\".", "没有命中策略“" + hitPolicy.value + "”。"),
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
                Layouts.hiddenColumn(
                        sheet, names, column, sheet.at(names, column).raw(), findings);
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
            var heading = Layouts.words(sheet, mark.row() + HEADER_ROWS, column, findings);
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
            if (actions().stream().anyMatch(a -> a.term().equals(term))) {
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

        private List<Column> conditions() {
            return uses.stream()
                    .<Column>mapMulti((use, found) -> {
                        if (use instanceof Use.Condition(var _, var reads)) {
                            found.accept(reads);
                        }
                    })
                    .toList();
        }

        private List<Column> actions() {
            return uses.stream()
                    .<Column>mapMulti((use, found) -> {
                        if (use instanceof Use.Action(var _, var writes)) {
                            found.accept(writes);
                        }
                    })
                    .toList();
        }

        private void checkActions() {
            var actions = actions();
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
            var group = group(actions.getFirst().term());
            for (var action : actions) {
                if (!group(action.term()).equals(group)) {
                    complete = false;
                    findings.error(
                            "mixed-items",
                            sheet.address(names, action.number()),
                            action.term().name(),
                            new Text(
                                    "The table adds a " + group + ", and this column is part of a "
                                            + group(action.term()) + ".",
                                    "该表添加" + group + "，而此列属于" + group(action.term()) + "。"),
                            new Text("Give each kind of item a table of its own.", "请为每种条目单独建表。"));
                }
            }
            for (var part : required(group)) {
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

        // Rows

        private List<Row> rows() {
            var rows = new ArrayList<Row>();
            var rowNames = new HashMap<String, Integer>();
            var ended = 0;
            for (var row = firstRow; row < end; row++) {
                var number = row;
                if (columns.stream().allMatch(c -> sheet.at(number, c).isEmpty())) {
                    ended = ended == 0 ? row : ended;
                    continue;
                }
                if (ended > 0) {
                    afterEmptyRow(row, ended);
                }
                if (sheet.hiddenRows().contains(row)) {
                    Layouts.hiddenRow(sheet, row, findings);
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
            return uses.stream()
                    .filter(u -> u instanceof Use.Name)
                    .mapToInt(Use::column)
                    .findFirst()
                    .orElse(0);
        }

        private void afterEmptyRow(int row, int empty) {
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
            var effects = new ArrayList<Effect>();
            var sound = true;
            var name = "";
            var reasons = new String[] {"", ""};
            LocalDate effective = null;
            LocalDate expires = null;
            for (var use : uses) {
                var cell = sheet.at(row, use.column());
                var address = sheet.address(row, use.column());
                switch (use) {
                    case Use.Name(var column) -> name = Layouts.words(sheet, row, column, findings);
                    case Use.Reason(var column, var chinese) -> {
                        var words = Layouts.words(sheet, row, column, findings);
                        checkPlaceholders(words, address);
                        reasons[chinese ? 1 : 0] = words;
                    }
                    case Use.Effective _ -> {
                        effective = day(cell, address);
                        sound &= effective != null || cell.isEmpty();
                    }
                    case Use.Expires _ -> {
                        expires = day(cell, address);
                        sound &= expires != null || cell.isEmpty();
                    }
                    case Use.Condition(var _, var reads) -> {
                        var condition = ConditionCell.read(
                                cell, reads.term(), scope, f -> findings.add(f.at(address, cell.raw())));
                        if (condition == null) {
                            sound = false;
                        } else {
                            conditions.add(condition);
                        }
                    }
                    case Use.Action(var _, var writes) -> {
                        var effect = EffectCell.read(
                                cell, writes.term(), scope, f -> findings.add(f.at(address, cell.raw())));
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
                                "The row expires on " + expires + ", not after the day it takes effect, " + effective
                                        + ".",
                                "该行于" + expires + "失效，不晚于生效日" + effective + "。"),
                        new Text(
                                "Write a later DATE-EXPIRES: the first day on which the row no longer applies.",
                                "请填写更晚的DATE-EXPIRES：该行不再适用的第一天。"));
            }
            if (!sound) {
                return null;
            }
            var rowName = name.isEmpty() ? mark.name() + "_" + row : name;
            checkEffects(row, rowName, effects, !reasons[0].isEmpty() || !reasons[1].isEmpty());
            var en = reasons[0].isEmpty() ? reasons[1] : reasons[0];
            checkEffects(row, rowName, effects, !en.isEmpty());
            return new Row(rowName, row, conditions, effects, effective, expires, new Text(en, reasons[1]));
        }

        private int expiresColumn() {
            return uses.stream()
                    .filter(u -> u instanceof Use.Expires)
                    .mapToInt(Use::column)
                    .findFirst()
                    .orElse(0);
        }

        /// A row that writes nothing yet gives a reason says why nothing is decided, which is worth a hit.
        private void checkEffects(int row, String name, List<Effect> effects, boolean hasReason) {
            var actions = actions();
            if (actions.isEmpty()) {
                return;
            }
            if (effects.stream().allMatch(e -> e instanceof Effect.Leave)
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
            var required = required(group(actions.getFirst().term()));
            for (var i = 0; i < actions.size(); i++) {
                var part = actions.get(i).term().name();
                if (required.contains(part) && effects.get(i) instanceof Effect.Leave) {
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
            return (LocalDate) EffectCell.value(cell, term, scope, f -> {
                // The day of the row is meant, not a fact.
                var words = new Text(
                        f.message().en().replace(", and asOf is one", ""),
                        f.message().zh().replace("，而asOf是日期", ""));
                findings.add(new Fault(f.severity(), f.code(), words, f.mend()).at(address, cell.raw()));
            });
        }

        private void checkPlaceholders(String words, Address address) {
            var matcher = PLACEHOLDER.matcher(words);
            while (matcher.find()) {
                var name = matcher.group(1).strip();
                if (scope.dictionary().find(name).isPresent()
                        || scope.parameters().containsKey(name)) {
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

    private static String group(Term item) {
        return item.name().substring(0, Math.max(0, item.name().indexOf('.')));
    }

    /// What an item cannot do without.
    private static List<String> required(String group) {
        return switch (group) {
            case "candidate" -> List.of("candidate.action", "candidate.propensity");
            case "signal" -> List.of("signal.code", "signal.points");
            case "lever" -> List.of("lever.action");
            default -> List.of();
        };
    }
}
