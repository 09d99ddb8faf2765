package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The first sheet of a workbook, which says what the others decide and how to edit them.
///
/// Made from the other sheets, so that it can't fall behind them; three columns: a word, English, Chinese.
/// A line whose first cell alone is filled is a heading.
final class AboutSheet {
    static final String NAME = "About";

    private static final Map<String, Text> SETTINGS_SHEETS = new LinkedHashMap<>();

    static {
        SETTINGS_SHEETS.put("Phases", new Text("The steps of a decision, in their order.", "决策的各个步骤，按顺序排列。"));
        SETTINGS_SHEETS.put(
                "Parameters",
                new Text(
                        "Business numbers by name. A name may stand in any table where a number may; change the number here and"
                                + " every table that names it follows.",
                        "具名的业务数值。凡可填数字的单元格都可填其名称；在此修改，所有引用它的表随之改变。"));
        SETTINGS_SHEETS.put(
                "Actions",
                new Text(
                        "The catalogue: what may be done, through which channels, at what cost and how often.",
                        "行动目录：可以做什么、通过何种渠道、成本多少、间隔多久。"));
        SETTINGS_SHEETS.put(
                "Contacts",
                new Text(
                        "How often a customer may be contacted: in so many days at most so many contacts that we start.",
                        "接触频率：在若干天内由我方发起的接触最多若干次。"));
        SETTINGS_SHEETS.put(
                "Attributes",
                new Text(
                        "Facts of your own about customers. One a row; tables may then read them by name.",
                        "您自己的客户属性。每行一个；之后各表可按名称读取。"));
        SETTINGS_SHEETS.put("Labels", new Text("Words for every code, as people are shown them.", "每个代码向用户显示的文字。"));
    }

    private final Dictionary dictionary;
    private final CodeLabels labels;
    private final List<List<String>> rows = new ArrayList<>();

    private AboutSheet(Dictionary dictionary, CodeLabels catalogue) {
        this.dictionary = dictionary;
        this.labels = catalogue;
    }

    /// @param sheets the workbook's other sheets, in their order
    static CsvSheet of(String workbook, List<CsvSheet> sheets, Dictionary dictionary, CodeLabels catalogue) {
        var about = new AboutSheet(dictionary, catalogue);
        about.write(workbook, sheets);
        return new CsvSheet(workbook, NAME, about.rows);
    }

    private void write(String workbook, List<CsvSheet> sheets) {
        heading(workbook + ".xlsx");
        var tables = sheets.stream().flatMap(s -> TableLayout.of(s).stream()).toList();
        for (TableLayout table : tables) {
            table(table);
        }
        if (!tables.isEmpty()) {
            howToEditTables();
            codes(tables);
        } else if (sheets.stream().anyMatch(s -> s.at(0, 0).equals("scenario"))) {
            scenarios();
        } else {
            settings(sheets);
        }
    }

    private void table(TableLayout table) {
        line();
        heading("Table " + table.name());
        line("Decides", table.notes(), table.notesZh());
        Text phase = labels.phases().getOrDefault(table.phase(), new Text("", ""));
        line("In phase", joined(table.phase(), ": ", phase.en()), joined(table.phase(), "：", phase.zh()));
        Text policy = switch (table.hitPolicy()) {
            case "FIRST" ->
                new Text(
                        "FIRST: the first row from the top that fits decides; the order of rows matters.",
                        "FIRST：自上而下第一条符合的行生效，次序重要。");
            case "COLLECT" -> new Text("COLLECT: every row that fits counts.", "COLLECT：所有符合的行均计入。");
            default ->
                new Text(
                        "UNIQUE: at most one row fits any customer; the check refuses rows that overlap.",
                        "UNIQUE：任一客户至多符合一行；重叠的行会被检查拒绝。");
        };
        line("Hit policy", policy.en(), policy.zh());
        listFields("Reads", table, "CONDITION");
        listFields("Writes", table, "ACTION");
    }

    private void listFields(String word, TableLayout table, String kind) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < table.kinds().size(); i++) {
            if (table.kinds().get(i).equals(kind)) {
                names.add(table.names().get(i));
            }
        }
        String first = word;
        for (String name : names) {
            Text meaning = dictionary.find(name).map(Field::meaning).orElse(new Text("", ""));
            line(first, joined(name, ": ", meaning.en()), joined(name, "：", meaning.zh()));
            first = "";
        }
    }

    private void howToEditTables() {
        line();
        heading("How to edit");
        line(
                "Rows",
                "Change, add or move the rows below the headings; leave no empty row among them. Every heading carries a"
                        + " note: rest the pointer on it. The first column gives each row a name of its own.",
                "修改、增加或移动标题下方的行，中间不要留空行。每个标题都有批注：将指针停在其上。第一列为每行的唯一名称。");
        line(
                "Folded rows",
                "The technical rows above the headings are folded; the + in the margin opens them.",
                "标题上方的技术行已折叠，点击边栏的+号展开。");
        line(
                "Why, 原因",
                "The reason given with every decision of the row; {name} becomes a value.",
                "该行每次决策所附的原因；{名称}将替换为数值。");
        line(
                "Afterwards",
                "Upload the workbook; whatever is wrong is shown at its cell before anything goes live.",
                "修改后上传工作簿；生效之前，所有问题都会标注在单元格上。");
        line();
        heading("What a condition may say");
        line("-", "any value, known or not; so does an empty cell", "任意值，无论是否已知；空单元格相同");
        line("STABLE", "exactly this", "恰为此值");
        line("STABLE, DECLINE", "one of these", "其中之一");
        line("not STABLE, DECLINE", "known, and none of these", "已知且不是其中任何一个");
        line("> 5", "likewise >= 5, < 5, <= 5", "同样可写 >= 5、< 5、<= 5");
        line("30..70", "from 30 to 70, both included", "30至70，含两端");
        line("30..<70", "from 30 to below 70", "30至70以下，不含70");
        line("known", "the value is known", "该值已知");
        line(
                "unknown",
                "the value is not known; only this and an empty cell fit an unknown value",
                "该值未知；只有此写法与空单元格适用于未知值");
        line("< 0, unknown", "any of several, mixed as needed", "多种写法可并列，任一符合即可");
        line("> valueCut", "a parameter's name may stand wherever a number may", "凡可填数字之处均可填参数名称");
        line();
        heading("What an action may say");
        line("STABLE", "this value is written", "写入此值");
        line("= clv", "the value of that name is copied; type an apostrophe first: '= clv", "复制该名称的值；输入时先键入撇号：'= clv");
        line("(empty)", "the row leaves it as it is", "（空）该行不改变它");
    }

    /// The codes of every column that has them; drop-downs too long for a cell's own list point here.
    private void codes(List<TableLayout> tables) {
        Map<String, List<String>> codes = new LinkedHashMap<>();
        for (TableLayout table : tables) {
            for (int i = 0; i < table.kinds().size(); i++) {
                String name = table.names().get(i);
                List<String> legal = codes(dictionary.find(name).orElse(null), labels);
                if (!legal.isEmpty()) {
                    codes.putIfAbsent(name.endsWith(".action") ? "action" : name, legal);
                }
            }
        }
        codes.forEach((name, legal) -> {
            line();
            heading(codesHeading(name));
            for (String code : legal) {
                Text label = labels.label(code);
                line(code, label.en(), label.zh());
            }
        });
    }

    static String codesHeading(String name) {
        return "Codes of " + name;
    }

    /// The codes that a column of this name may hold; empty where it holds something else.
    static List<String> codes(@org.jspecify.annotations.Nullable Field term, CodeLabels catalogue) {
        if (term == null || term.type() != FieldType.CODE) {
            return List.of();
        }
        return term.codes().isEmpty() && term.name().endsWith(".action")
                ? List.copyOf(catalogue.actions().keySet())
                : term.codes();
    }

    private void settings(List<CsvSheet> sheets) {
        line();
        heading("Sheets");
        for (CsvSheet sheet : sheets) {
            Text meaning = SETTINGS_SHEETS.getOrDefault(sheet.sheet(), new Text("", ""));
            line(sheet.sheet(), meaning.en(), meaning.zh());
        }
        line();
        heading("How to edit");
        line(
                "Rows",
                "One thing a row, without empty rows among them; every heading carries a note.",
                "每行一项，中间不留空行；每个标题都有批注。");
        line(
                "Afterwards",
                "Upload the workbook; whatever is wrong is shown at its cell before anything goes live.",
                "修改后上传工作簿；生效之前，所有问题都会标注在单元格上。");
    }

    private void scenarios() {
        line();
        heading("Scenarios");
        line(
                "What they are for",
                "Customers for whom the right decision is known. They are decided before a bundle is published, and any"
                        + " difference is shown at its cell.",
                "已知正确决策的客户。发布之前先对其作出决策，任何差异都会标注在单元格上。");
        line(
                "A row",
                "One customer: first what is known of them, then, under expect:, what must be decided.",
                "一个客户：先是已知事实，然后在expect:列中填写应有的决策。");
        line("Known facts", "An empty cell is unknown. Unknown is not 0.", "空单元格表示未知，未知不等于0。");
        line("Expectations", "An empty cell is not checked; unknown must be unknown.", "空单元格不作检查；unknown表示必须未知。");
        line("expect:rule:Stage", "the name of the row that must decide in table Stage", "Stage表中应当生效的行的名称");
        line("expect:signals", "the codes of all risk signals, joined by commas", "所有风险信号代码，以逗号分隔");
        line("expect:action1", "the best action; expect:score1 is its score", "最佳行动；expect:score1为其得分");
    }

    private void heading(String words) {
        rows.add(List.of(words));
    }

    private void line(String... cells) {
        rows.add(List.of(cells));
    }

    private static String joined(String name, String colon, String meaning) {
        return meaning.isEmpty() ? name : name + colon + meaning;
    }
}
