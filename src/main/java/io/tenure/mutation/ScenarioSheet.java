package io.tenure.mutation;

import io.tenure.bundle.Scenario;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.ValueText;
import io.tenure.text.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Scenarios as the rows of a scenario sheet: cells as text, `25%` for a percentage, ISO dates, `TRUE` and `FALSE`.
public final class ScenarioSheet {
    private static final String EXPECT = "expect:";
    private static final int MAX_CELLS_NAMED = 6;

    private final Dictionary dictionary;

    public ScenarioSheet(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /// The heading and a row for each, all of them with the status `proposed`. The note names the cells that each
    /// guards.
    public List<List<String>> proposed(List<ProposedScenario> scenarios) {
        Set<String> facts = new LinkedHashSet<>(List.of("asOf"));
        Set<String> given = new TreeSet<>();
        Set<String> expected = new TreeSet<>();
        for (ProposedScenario scenario : scenarios) {
            given.addAll(scenario.facts().keySet());
            expected.addAll(scenario.expected().keySet());
        }
        given.remove("customerId");
        dictionary.inputs().stream().map(Field::name).filter(given::contains).forEach(facts::add);
        List<String> heading = new ArrayList<>(List.of("scenario", "status", "note"));
        heading.addAll(facts);
        expected.forEach(name -> heading.add(EXPECT + name));
        List<List<String>> rows = new ArrayList<>(List.of(heading));
        for (ProposedScenario scenario : scenarios) {
            List<String> row = new ArrayList<>(List.of(name(scenario), "proposed", note(scenario)));
            facts.forEach(name -> row.add(cell(name, scenario.facts())));
            expected.forEach(name -> row.add(expectation(name, scenario.expected())));
            rows.add(row);
        }
        return rows;
    }

    /// The rows of a sheet with one more scenario, in place of the one of that name if there is one. Columns that it
    /// needs are added.
    ///
    /// @param rows the heading and the scenarios so far; empty for a new sheet
    public List<List<String>> with(List<List<String>> rows, String name, KeptScenario scenario) {
        SortedMap<String, String> cells = new TreeMap<>();
        scenario.facts().keySet().forEach(fact -> cells.put(fact, cell(fact, scenario.facts())));
        scenario.expected().keySet().forEach(one -> cells.put(EXPECT + one, expectation(one, scenario.expected())));
        List<String> heading = new ArrayList<>(rows.isEmpty() ? List.of("scenario", "asOf") : rows.getFirst());
        // An expectation's name comes behind every fact's, as in sheets made by hand.
        dictionary.inputs().stream()
                .map(Field::name)
                .filter(fact -> cells.containsKey(fact) && !heading.contains(fact))
                .forEach(fact -> heading.add(firstExpectation(heading), fact));
        cells.keySet().stream()
                .filter(one -> one.startsWith(EXPECT) && !heading.contains(one))
                .forEach(heading::add);
        List<List<String>> changed = new ArrayList<>(List.of(heading));
        for (List<String> row : rows.subList(Math.min(1, rows.size()), rows.size())) {
            if (!row.isEmpty() && !row.getFirst().equals(name)) {
                changed.add(moved(row, rows.getFirst(), heading));
            }
        }
        List<String> added = new ArrayList<>();
        heading.forEach(one -> added.add(one.equals("scenario") ? name : cells.getOrDefault(one, "")));
        changed.add(added);
        return changed;
    }

    private static int firstExpectation(List<String> heading) {
        for (int i = 0; i < heading.size(); i++) {
            if (heading.get(i).startsWith(EXPECT)) {
                return i;
            }
        }
        return heading.size();
    }

    private static List<String> moved(List<String> row, List<String> from, List<String> to) {
        List<String> cells = new ArrayList<>();
        for (String heading : to) {
            int place = from.indexOf(heading);
            cells.add(place < 0 || place >= row.size() ? "" : row.get(place));
        }
        return cells;
    }

    /// The name of a proposed scenario: its number, and the first cell that it guards.
    public static String name(ProposedScenario scenario) {
        ProposedScenario.Guarded first = scenario.guarded().getFirst();
        return "B" + scenario.number() + " " + first.table() + " " + first.row() + " "
                + first.address().cell() + " " + first.before();
    }

    private static String note(ProposedScenario scenario) {
        String cells = scenario.guarded().stream()
                .map(one -> one.table() + "!" + one.address().cell())
                .distinct()
                .limit(MAX_CELLS_NAMED)
                .collect(Collectors.joining(", "));
        return scenario.guarded().size() > MAX_CELLS_NAMED ? cells + ", …" : cells;
    }

    private String cell(String name, Map<String, Object> values) {
        Object value = values.get(name);
        return value == null ? "" : text(dictionary.require(name).unit(), value);
    }

    private String expectation(String name, Map<String, Object> values) {
        Object value = values.get(name);
        return value == null
                ? ""
                : value == Scenario.NoValue.UNKNOWN
                        ? "unknown"
                        : text(dictionary.find(name).map(Field::unit).orElse(""), value);
    }

    private static String text(String unit, Object value) {
        if (value instanceof Double number) {
            boolean percent = unit.startsWith("probability") || unit.startsWith("share");
            return percent ? NumberText.exact(NextValue.rounded(100 * number)) + "%" : NumberText.exact(number);
        }
        String text = ValueText.of(value);
        return text.isEmpty() ? "none" : text;
    }
}
