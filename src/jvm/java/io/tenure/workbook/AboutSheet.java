package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The first sheet of a workbook, which explains what the others decide and how to edit them.
///
/// Made from the other sheets, so that it is always up to date; three columns: a keyword, English, Chinese.
/// A row with only its first cell filled is a heading.
final class AboutSheet {
    static final String NAME = "About";

    private static final Map<String, Text> SETTINGS_SHEETS = new LinkedHashMap<>();

    static {
        SETTINGS_SHEETS.put("Phases", Message.of("workbook.about.sheet-phases"));
        SETTINGS_SHEETS.put("Parameters", Message.of("workbook.about.sheet-parameters"));
        SETTINGS_SHEETS.put("Model", Message.of("workbook.about.sheet-model"));
        SETTINGS_SHEETS.put("Indicators", Message.of("workbook.about.sheet-indicators"));
        SETTINGS_SHEETS.put("Actions", Message.of("workbook.about.sheet-actions"));
        SETTINGS_SHEETS.put("Contacts", Message.of("workbook.about.sheet-contacts"));
        SETTINGS_SHEETS.put("Experiments", Message.of("workbook.about.sheet-experiments"));
        SETTINGS_SHEETS.put("Facts", Message.of("workbook.about.sheet-facts"));
        SETTINGS_SHEETS.put("Attributes", Message.of("workbook.about.sheet-attributes"));
        SETTINGS_SHEETS.put("Outcomes", Message.of("workbook.about.sheet-outcomes"));
        SETTINGS_SHEETS.put("Codes", Message.of("workbook.about.sheet-codes"));
        SETTINGS_SHEETS.put("Labels", Message.of("workbook.about.sheet-labels"));
    }

    private final Dictionary dictionary;
    private final CodeLabels labels;
    private final List<List<String>> rows = new ArrayList<>();

    private AboutSheet(Dictionary dictionary, CodeLabels labels) {
        this.dictionary = dictionary;
        this.labels = labels;
    }

    /// @param sheets the workbook's other sheets, in their order
    static CsvSheet of(String workbook, List<CsvSheet> sheets, Dictionary dictionary, CodeLabels labels) {
        var about = new AboutSheet(dictionary, labels);
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
        heading(Message.of("workbook.about.table", "name", table.name()));
        line(SheetFormat.both(Message.of("workbook.about.decides")), table.notes(), table.notesZh());
        Text phase = labels.phases().getOrDefault(table.phase(), Text.of("", ""));
        line(
                SheetFormat.both(Message.of("workbook.about.in-phase")),
                joined(table.phase(), ": ", phase.en()),
                joined(table.phase(), "：", phase.zh()));
        Text policy = switch (table.hitPolicy()) {
            case "FIRST" -> Message.of("workbook.about.policy-first");
            case "COLLECT" -> Message.of("workbook.about.policy-collect");
            default -> Message.of("workbook.about.policy-unique");
        };
        line(SheetFormat.both(Message.of("workbook.about.hit-policy")), policy.en(), policy.zh());
        listFields(SheetFormat.both(Message.of("workbook.about.reads")), table, "CONDITION");
        listFields(SheetFormat.both(Message.of("workbook.about.writes")), table, "ACTION");
    }

    private void listFields(String keyword, TableLayout table, String kind) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < table.kinds().size(); i++) {
            if (table.kinds().get(i).equals(kind)) {
                names.add(table.names().get(i));
            }
        }
        String first = keyword;
        for (String name : names) {
            Text meaning = dictionary.find(name).map(Field::meaning).orElse(Text.of("", ""));
            line(first, joined(name, ": ", meaning.en()), joined(name, "：", meaning.zh()));
            first = "";
        }
    }

    private void howToEditTables() {
        line();
        heading(Message.of("workbook.about.how-to-edit"));
        line(SheetFormat.both(Message.of("workbook.about.rows")), Message.of("workbook.about.edit-rows"));
        line(
                SheetFormat.both(Message.of("workbook.about.technical-rows")),
                Message.of("workbook.about.edit-technical-rows"));
        line(SheetFormat.both(Message.of("workbook.about.reason")), Message.of("workbook.about.edit-reason"));
        line(SheetFormat.both(Message.of("workbook.about.afterwards")), Message.of("workbook.about.edit-upload"));
        line();
        heading(Message.of("workbook.about.condition-cells"));
        line("-", Message.of("workbook.about.condition-any"));
        line("STABLE", Message.of("workbook.about.condition-value"));
        line("STABLE, DECLINE", Message.of("workbook.about.condition-one-of"));
        line("not STABLE, DECLINE", Message.of("workbook.about.condition-not"));
        line("> 5", Message.of("workbook.about.condition-comparison"));
        line("30..70", Message.of("workbook.about.condition-closed-range"));
        line("30..<70", Message.of("workbook.about.condition-half-open-range"));
        line("known", Message.of("workbook.about.condition-known"));
        line("unknown", Message.of("workbook.about.condition-unknown"));
        line("< 0, unknown", Message.of("workbook.about.condition-several"));
        line("> valueCut", Message.of("workbook.about.condition-parameter"));
        line();
        heading(Message.of("workbook.about.action-cells"));
        line("STABLE", Message.of("workbook.about.action-value"));
        line("= clv", Message.of("workbook.about.action-copy"));
        line(SheetFormat.both(Message.of("workbook.about.empty-cell")), Message.of("workbook.about.action-empty"));
    }

    /// The codes of every column that has them; drop-downs too long for a cell's own list point here.
    private void codes(List<TableLayout> tables) {
        Map<String, List<String>> codes = new LinkedHashMap<>();
        for (TableLayout table : tables) {
            for (int i = 0; i < table.kinds().size(); i++) {
                String name = table.names().get(i);
                List<String> values = codes(dictionary.find(name).orElse(null), labels);
                if (!values.isEmpty()) {
                    codes.putIfAbsent(name.endsWith(".action") ? "action" : name, values);
                }
            }
        }
        codes.forEach((name, values) -> {
            line();
            heading(codesHeading(name));
            for (String code : values) {
                Text label = labels.label(code);
                line(code, label.en(), label.zh());
            }
        });
    }

    static String codesHeading(String name) {
        return SheetFormat.both(Message.of("workbook.about.codes", "name", name));
    }

    /// The codes that a column of this name may hold; empty where it holds something else.
    static List<String> codes(@org.jspecify.annotations.Nullable Field field, CodeLabels labels) {
        if (field == null || field.type() != FieldType.CODE) {
            return List.of();
        }
        return field.codes().isEmpty() && field.name().endsWith(".action")
                ? List.copyOf(labels.actions().keySet())
                : field.codes();
    }

    private void settings(List<CsvSheet> sheets) {
        line();
        heading(Message.of("workbook.about.sheets"));
        for (CsvSheet sheet : sheets) {
            Text meaning = SETTINGS_SHEETS.getOrDefault(sheet.sheet(), Text.of("", ""));
            line(sheet.sheet(), meaning.en(), meaning.zh());
        }
        line();
        heading(Message.of("workbook.about.how-to-edit"));
        line(SheetFormat.both(Message.of("workbook.about.rows")), Message.of("workbook.about.edit-list"));
        line(SheetFormat.both(Message.of("workbook.about.afterwards")), Message.of("workbook.about.edit-upload"));
    }

    private void scenarios() {
        line();
        heading(Message.of("workbook.about.scenarios"));
        line(SheetFormat.both(Message.of("workbook.about.purpose")), Message.of("workbook.about.scenario-purpose"));
        line(SheetFormat.both(Message.of("workbook.about.one-row")), Message.of("workbook.about.scenario-row"));
        line(SheetFormat.both(Message.of("workbook.about.known-facts")), Message.of("workbook.about.scenario-facts"));
        line(
                SheetFormat.both(Message.of("workbook.about.expectations")),
                Message.of("workbook.about.scenario-expectations"));
        line("expect:rule:Stage", Message.of("workbook.about.scenario-rule"));
        line("expect:signals", Message.of("workbook.about.scenario-signals"));
        line("expect:action1", Message.of("workbook.about.scenario-action"));
    }

    private void heading(Text words) {
        heading(SheetFormat.both(words));
    }

    private void heading(String words) {
        rows.add(List.of(words));
    }

    private void line(String first, Text words) {
        line(first, words.en(), words.zh());
    }

    private void line(String... cells) {
        rows.add(List.of(cells));
    }

    private static String joined(String name, String colon, String meaning) {
        return meaning.isEmpty() ? name : name + colon + meaning;
    }
}
