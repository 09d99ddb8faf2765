package io.tenure.workbench;

import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.RulesPage.SearchResult;
import io.tenure.workbench.RulesPage.SearchResults;
import io.tenure.workbench.SettingsSheetRows.SettingsRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds a name, code, label, row or word in the rules.
final class RuleSearch {
    private static final int MAX_RESULTS = 100;
    private static final int MAX_EXCERPT_LENGTH = 200;
    private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]+");

    private final RuleVersion version;
    private final Locale locale;
    private final String words;
    private final Set<String> codes;
    private final List<SearchResult> found = new ArrayList<>();

    private RuleSearch(RuleVersion version, Locale locale, String words) {
        this.version = version;
        this.locale = locale;
        this.words = words.toLowerCase(Locale.ROOT);
        this.codes = version.ruleset().labels().entrySet().stream()
                .filter(label -> matches(label.getValue()))
                .map(label -> label.getKey())
                .collect(Collectors.toSet());
    }

    static SearchResults of(RuleVersion version, Locale locale, String words) {
        RuleSearch search = new RuleSearch(version, locale, words);
        search.tables();
        search.parameters();
        search.rows();
        search.files();
        return new SearchResults(search.found.stream().limit(MAX_RESULTS).toList(), search.found.size() > MAX_RESULTS);
    }

    private boolean matches(String text) {
        return text.toLowerCase(Locale.ROOT).contains(words);
    }

    private boolean matches(Text text) {
        return matches(text.en()) || matches(text.zh());
    }

    private void add(Text kind, String title, String address, String excerpt) {
        if (found.size() <= MAX_RESULTS) {
            found.add(new SearchResult(
                    kind.in(locale),
                    title,
                    address,
                    excerpt.length() > MAX_EXCERPT_LENGTH ? excerpt.substring(0, MAX_EXCERPT_LENGTH) + "…" : excerpt));
        }
    }

    private void tables() {
        for (Table table : version.ruleset().tables()) {
            List<Column> columns = new ArrayList<>(table.conditions());
            columns.addAll(table.actions());
            List<String> named = columns.stream()
                    .filter(column -> matches(column.field().name())
                            || matches(column.heading())
                            || matches(column.field().label()))
                    .map(Column::heading)
                    .toList();
            if (matches(table.name()) || matches(table.workbook()) || !named.isEmpty()) {
                add(
                        Message.of("workbench.search.table"),
                        table.name(),
                        RuleAddresses.table(table.name()) + version.query(),
                        String.join(" · ", named));
            }
        }
    }

    private void parameters() {
        for (SettingsRow row : SettingsSheetRows.parameters(version)) {
            if (matches(row.text("name")) || matches(row.text("meaning")) || matches(row.text("meaningZh"))) {
                add(
                        Message.of("workbench.search.parameter"),
                        row.text("name"),
                        RuleAddresses.parameter(row.text("name")) + version.query(),
                        row.localized("meaning", locale));
            }
        }
    }

    private void rows() {
        CellText text = new CellText(version.ruleset(), locale, false);
        for (Table table : version.ruleset().tables()) {
            for (Row row : table.rows()) {
                List<String> cells = new ArrayList<>();
                row.conditions().stream().map(Condition::text).forEach(cells::add);
                row.assignments().stream().map(Assignment::text).forEach(cells::add);
                List<String> shown =
                        cells.stream().filter(this::isNamed).map(text::shown).toList();
                if (matches(row.name()) || matches(row.reason()) || !shown.isEmpty()) {
                    add(
                            Message.of("workbench.search.row"),
                            table.name() + " " + row.name(),
                            RuleAddresses.row(table.name(), row.name(), version.query()),
                            shown.isEmpty() ? row.reason().in(locale) : String.join(" · ", shown));
                }
            }
        }
    }

    private boolean isNamed(String cell) {
        return !cell.isEmpty()
                && (matches(cell)
                        || !codes.isEmpty()
                                && WORD.matcher(cell).results().anyMatch(word -> codes.contains(word.group())));
    }

    private void files() {
        CodeLine.matching(version, this::matches)
                .forEach(line -> add(Message.of("workbench.search.code"), line.title(), line.address(), line.text()));
    }
}
