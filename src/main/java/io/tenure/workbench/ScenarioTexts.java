package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.lifecycle.Origin;
import io.tenure.table.ValueText;
import io.tenure.text.Message;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What scenarios give and expect, for people: names and codes by their labels, rows with the addresses of their
/// pages.
final class ScenarioTexts {
    private static final String RULE = "rule:";
    private static final String EXCLUDED = "excluded:";
    private static final String ACTION = "action[1-9]";
    private static final String SCORE = "score[1-9]";
    private static final String CUSTOMER = "customerId";

    private final Ruleset ruleset;
    private final String query;
    private final Locale locale;
    private final CellText cells;

    record Value(String name, String value) {}

    record Link(String name, String address) {}

    ScenarioTexts(RuleVersion version, Locale locale) {
        this.ruleset = version.ruleset();
        this.query = version.query();
        this.locale = locale;
        this.cells = new CellText(ruleset, locale, false);
    }

    Locale locale() {
        return locale;
    }

    /// Facts or expectations in alphabetical order, without the id of the customer.
    List<Value> values(Map<String, Object> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .filter(one -> !one.getKey().equals(CUSTOMER))
                        .map(one -> new Value(name(one.getKey()), value(one.getKey(), one.getValue())))
                        .toList();
    }

    /// The same of expectations, what matters most to people first: stage, actions, other outcomes, then what led to
    /// them.
    List<Value> expectations(Map<String, Object> expected) {
        return expected.keySet().stream()
                .sorted(Comparator.comparingInt(ScenarioTexts::rank).thenComparing(Comparator.naturalOrder()))
                .map(name -> new Value(name(name), value(name, expected.get(name))))
                .toList();
    }

    private static int rank(String name) {
        return name.equals("stage")
                ? 0
                : name.matches(ACTION)
                        ? 1
                        : name.startsWith(RULE) ? 3 : name.startsWith(EXCLUDED) || name.matches(SCORE) ? 4 : 2;
    }

    /// A fact, or a name of [Scenario#expected].
    String name(String name) {
        if (name.startsWith(RULE)) {
            return Message.of("workbench.scenarios.row-of", "table", name.substring(RULE.length()))
                    .in(locale);
        }
        if (name.startsWith(EXCLUDED)) {
            String action = CodeLabels.of(ruleset, name.substring(EXCLUDED.length()), locale);
            return Message.of("workbench.scenarios.exclusions-of", "action", action)
                    .in(locale);
        }
        if (name.equals("signals")) {
            return Message.of("workbench.scenarios.signals").in(locale);
        }
        if (name.matches(ACTION)) {
            return Message.of("workbench.scenarios.action", "rank", name.substring(name.length() - 1))
                    .in(locale);
        }
        if (name.matches(SCORE)) {
            return Message.of("workbench.scenarios.score-of", "rank", name.substring(name.length() - 1))
                    .in(locale);
        }
        return CodeLabels.ofField(ruleset, name, locale);
    }

    /// @param name of the fact or expectation
    /// @param value null for unknown
    String value(String name, @Nullable Object value) {
        if (value == null || value == Scenario.NoValue.UNKNOWN) {
            return Message.of("workbench.impact.unknown").in(locale);
        }
        String written = ValueText.of(value);
        return written.isEmpty()
                ? Message.of("workbench.regions.nothing").in(locale)
                : name.startsWith(RULE) || value instanceof Number ? written : cell(written);
    }

    /// What a cell says.
    String cell(String text) {
        return cells.shown(text);
    }

    /// The row or rule that decided.
    Link link(Origin origin) {
        return origin.sheet().isEmpty()
                ? new Link(origin.name(), RuleAddresses.line(origin.workbook(), origin.row(), query))
                : row(origin.table(), origin.name());
    }

    Link row(String table, String row) {
        return new Link(row, RuleAddresses.row(table, row, query));
    }

    Link parameter(String name) {
        return new Link(name, RuleAddresses.parameter(name) + query);
    }

    Link line(String rule, String file, int line) {
        return new Link(rule, RuleAddresses.line(file, line, query));
    }

    String table(String name) {
        return RuleAddresses.table(name) + query;
    }
}
