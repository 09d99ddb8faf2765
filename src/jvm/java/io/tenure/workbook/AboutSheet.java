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

/// The first sheet of a workbook, which says what the others decide and how to edit them.
///
/// Made from the other sheets, so that it can't fall behind them; three columns: a word, English, Chinese.
/// A line whose first cell alone is filled is a heading.
final class AboutSheet {
    static final String NAME = "About";

    private static final Map<String, Text> SETTINGS_SHEETS = new LinkedHashMap<>();

    static {
        SETTINGS_SHEETS.put("Phases", Message.of("workbook.about-sheet.phases"));
        SETTINGS_SHEETS.put("Parameters", Message.of("workbook.about-sheet.parameters"));
        SETTINGS_SHEETS.put("Actions", Message.of("workbook.about-sheet.actions"));
        SETTINGS_SHEETS.put("Contacts", Message.of("workbook.about-sheet.contacts"));
        SETTINGS_SHEETS.put("Attributes", Message.of("workbook.about-sheet.attributes"));
        SETTINGS_SHEETS.put("Labels", Message.of("workbook.about-sheet.labels"));
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
        Text phase = labels.phases().getOrDefault(table.phase(), Text.of("", ""));
        line("In phase", joined(table.phase(), ": ", phase.en()), joined(table.phase(), "：", phase.zh()));
        Text policy = switch (table.hitPolicy()) {
            case "FIRST" -> Message.of("workbook.about-sheet.first-first-row-top");
            case "COLLECT" -> Message.of("workbook.about-sheet.collect-every-row-fits");
            default -> Message.of("workbook.about-sheet.unique-most-row-fits");
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
            Text meaning = dictionary.find(name).map(Field::meaning).orElse(Text.of("", ""));
            line(first, joined(name, ": ", meaning.en()), joined(name, "：", meaning.zh()));
            first = "";
        }
    }

    private void howToEditTables() {
        line();
        heading("How to edit");
        line("Rows", Message.of("workbook.about-sheet.change-add-move-rows"));
        line("Folded rows", Message.of("workbook.about-sheet.technical-rows-above-headings"));
        line("Why, 原因", Message.of("workbook.about-sheet.reason-given-every-decision"));
        line("Afterwards", Message.of("workbook.shared.upload-workbook-whatever-wrong"));
        line();
        heading("What a condition may say");
        line("-", Message.of("workbook.about-sheet.any-value-known-not"));
        line("STABLE", Message.of("workbook.about-sheet.exactly"));
        line("STABLE, DECLINE", Message.of("workbook.about-sheet.these"));
        line("not STABLE, DECLINE", Message.of("workbook.about-sheet.known-none-these"));
        line("> 5", Message.of("workbook.about-sheet.likewise-5-5-5"));
        line("30..70", Message.of("workbook.about-sheet.30-70-both-included"));
        line("30..<70", Message.of("workbook.about-sheet.30-below-70"));
        line("known", Message.of("workbook.about-sheet.value-known"));
        line("unknown", Message.of("workbook.about-sheet.value-not-known-only"));
        line("< 0, unknown", Message.of("workbook.about-sheet.any-several-mixed-needed"));
        line("> valueCut", Message.of("workbook.about-sheet.parameter-name-may-stand"));
        line();
        heading("What an action may say");
        line("STABLE", Message.of("workbook.about-sheet.value-written"));
        line("= clv", Message.of("workbook.about-sheet.value-name-copied-type"));
        line("(empty)", Message.of("workbook.about-sheet.row-leaves"));
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
            Text meaning = SETTINGS_SHEETS.getOrDefault(sheet.sheet(), Text.of("", ""));
            line(sheet.sheet(), meaning.en(), meaning.zh());
        }
        line();
        heading("How to edit");
        line("Rows", Message.of("workbook.about-sheet.thing-row-without-empty"));
        line("Afterwards", Message.of("workbook.shared.upload-workbook-whatever-wrong"));
    }

    private void scenarios() {
        line();
        heading("Scenarios");
        line("What they are for", Message.of("workbook.about-sheet.customers-whom-right-decision"));
        line("A row", Message.of("workbook.about-sheet.customer-first-what-known"));
        line("Known facts", Message.of("workbook.about-sheet.empty-cell-unknown-unknown"));
        line("Expectations", Message.of("workbook.about-sheet.empty-cell-not-checked"));
        line("expect:rule:Stage", Message.of("workbook.about-sheet.name-row-must-decide"));
        line("expect:signals", Message.of("workbook.about-sheet.codes-all-risk-signals"));
        line("expect:action1", Message.of("workbook.about-sheet.best-action-expect-score1"));
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
