package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.parser.ActionParser;
import io.tenure.parser.HeadedSheet;
import io.tenure.parser.Scope;
import io.tenure.parser.SheetChecks;
import io.tenure.parser.ValueParser;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.Cell;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a sheet of scenarios: a row for each customer, with their facts and the expected decision.
final class ScenarioReader {
    private static final String EXPECT = "expect:";
    private static final String EXCLUDED = "excluded:";

    /// Heading of the column that says what became of a row; empty where it is expected to hold.
    static final String STATUS = "status";

    /// Status of a row that nobody has confirmed: it is checked as it is read, but not run.
    private static final String PROPOSED = "proposed";

    private static final List<String> NOT_READ = List.of("scenario", "note", STATUS);

    private final Sheet sheet;
    private final Scope scope;
    private final Set<String> tables;
    private final FindingCollector findings;
    private final List<Integer> unread = new ArrayList<>();

    private ScenarioReader(Sheet sheet, Scope scope, Set<String> tables, FindingCollector findings) {
        this.sheet = sheet;
        this.scope = scope;
        this.tables = tables;
        this.findings = findings;
    }

    /// @param tables names of the tables whose rows may be expected
    static List<Scenario> read(Sheet sheet, Scope scope, Set<String> tables, FindingCollector findings) {
        return new ScenarioReader(sheet, scope, tables, findings).read();
    }

    /// The parsed heading of a column.
    private sealed interface ScenarioColumn {
        record Input(Field field) implements ScenarioColumn {}

        /// @param name the name of the expectation in [Scenario#expected]
        record Expectation(String name, Field field) implements ScenarioColumn {}
    }

    private List<Scenario> read() {
        SheetChecks.warnHiddenSheet(sheet, findings);
        var found = HeadedSheet.find(sheet, "scenario", findings);
        if (found.isEmpty()) {
            return List.of();
        }
        var table = found.get();
        Map<Integer, ScenarioColumn> uses = new LinkedHashMap<>();
        table.columns().forEach((heading, column) -> {
            if (NOT_READ.stream().anyMatch(heading::equalsIgnoreCase)) {
                return;
            }
            var use = scenarioColumn(heading, sheet.address(table.headingRow(), column));
            if (use != null) {
                uses.put(column, use);
            } else {
                unread.add(column);
            }
        });
        var scenarios = new ArrayList<Scenario>();
        var names = new HashMap<String, Integer>();
        var proposed = 0;
        for (var row : table.rows()) {
            var name = table.text(row, "scenario");
            if (name.isEmpty()) {
                findings.error(
                        "no-name",
                        table.address(row, "scenario"),
                        "",
                        Message.of("bundle.no-name.scenario.message"),
                        Message.of("bundle.no-name.scenario.fix"));
            } else if (names.putIfAbsent(name, row) != null) {
                findings.error(
                        "duplicate-name",
                        table.address(row, "scenario"),
                        name,
                        Message.of("bundle.duplicate-name.scenario.message", "row", names.get(name), "name", name),
                        Message.of("bundle.duplicate-name.scenario.fix"));
            }
            var scenario = scenario(table, row, name, uses);
            if (isConfirmed(table, row)) {
                scenarios.add(scenario);
            } else {
                proposed++;
            }
        }
        if (proposed > 0) {
            findings.add(new Finding(
                    Finding.Severity.NOTE,
                    "proposed-scenarios",
                    sheet.address(),
                    "",
                    Message.of("bundle.proposed-scenarios.message", "count", proposed),
                    Message.of("bundle.proposed-scenarios.fix")));
        }
        return scenarios;
    }

    /// Whether a row is expected to hold; with an error where its status is no known one.
    private boolean isConfirmed(HeadedSheet table, int row) {
        var status = table.normalizedText(row, STATUS);
        if (!status.isEmpty() && !status.equalsIgnoreCase(PROPOSED)) {
            findings.error(
                    "unknown-status",
                    table.address(row, STATUS),
                    status,
                    Message.of("bundle.unknown-status.message", "status", status),
                    Message.of("bundle.unknown-status.fix"));
        }
        return status.isEmpty();
    }

    private Scenario scenario(HeadedSheet table, int row, String name, Map<Integer, ScenarioColumn> uses) {
        var facts = new HashMap<String, Object>();
        var given = new HashMap<String, Object>();
        var expected = new LinkedHashMap<String, Object>();
        var hasFaultyExpectation =
                unread.stream().anyMatch(column -> !sheet.at(row, column).isEmpty());
        for (var entry : uses.entrySet()) {
            var cell = sheet.at(row, entry.getKey());
            if (cell.isEmpty()) {
                continue;
            }
            var address = sheet.address(row, entry.getKey());
            switch (entry.getValue()) {
                case ScenarioColumn.Input(var term) -> {
                    if (!isKeyword(cell, "unknown", term)) {
                        var value = value(cell, term, address);
                        if (value != null) {
                            (term.kind() == FieldKind.FACT ? facts : given).put(term.name(), value);
                        }
                    }
                }
                case ScenarioColumn.Expectation(var what, var term) -> {
                    var value = expected(cell, what, term, address);
                    if (value != null) {
                        expected.put(what, value);
                    } else {
                        hasFaultyExpectation = true;
                    }
                }
            }
        }
        facts.putIfAbsent("customerId", name);
        if (!facts.containsKey("asOf") && table.cell(row, "asOf").isEmpty()) {
            findings.error(
                    "missing-as-of",
                    sheet.address(row, table.column("asOf")),
                    "",
                    Message.of("bundle.missing-as-of.message"),
                    Message.of("bundle.missing-as-of.fix"));
        }
        if (expected.isEmpty() && !hasFaultyExpectation) {
            findings.warning(
                    "no-expectation",
                    sheet.address(row, 0),
                    name,
                    Message.of("bundle.no-expectation.message"),
                    Message.of("bundle.no-expectation.fix"));
        }
        return new Scenario(
                sheet.file(),
                sheet.name(),
                row,
                name,
                new DecisionInput(Customer.of(scope.dictionary(), facts), given),
                expected);
    }

    private static boolean isList(String what) {
        return what.equals("signals") || what.startsWith(EXCLUDED);
    }

    private @Nullable Object expected(Cell cell, String what, Field term, Address address) {
        if (isKeyword(cell, "unknown", term)) {
            return Scenario.NoValue.UNKNOWN;
        }
        if (isList(what)) {
            var codes = isKeyword(cell, "none", term) || isKeyword(cell, "-", term)
                    ? List.<String>of()
                    : TextNormalizer.splitList(TextNormalizer.normalize(cell.raw()));
            return codes.stream()
                    .map(TextNormalizer::unquote)
                    .filter(c -> !c.isEmpty())
                    .sorted()
                    .collect(Collectors.joining(","));
        }
        return value(cell, term, address);
    }

    private @Nullable Object value(Cell cell, Field term, Address address) {
        return ActionParser.value(cell, term, scope, fault -> findings.add(fault.at(address, cell.raw())));
    }

    /// A code in capitals is a code even if it is the same word as a keyword.
    private boolean isKeyword(Cell cell, String word, Field term) {
        return cell instanceof Cell.Text(var text)
                && TextNormalizer.normalize(text).equalsIgnoreCase(word)
                && !scope.codes(term).contains(TextNormalizer.normalize(text));
    }

    private @Nullable ScenarioColumn scenarioColumn(String heading, Address address) {
        if (heading.toLowerCase(Locale.ROOT).startsWith(EXPECT)) {
            return expectation(heading.substring(EXPECT.length()).strip(), address);
        }
        var term = scope.dictionary().find(heading);
        if (term.isPresent() && term.get().isInput()) {
            return new ScenarioColumn.Input(term.get());
        }
        if (term.isPresent()) {
            var outcome = term.get().kind() == FieldKind.OUTCOME;
            findings.error(
                    "wrong-kind",
                    address,
                    heading,
                    Message.of("bundle.wrong-kind.message", "heading", heading),
                    outcome
                            ? Message.of("bundle.wrong-kind.fix.outcome", "heading", heading)
                            : Message.of("bundle.wrong-kind.fix.measure"));
            return null;
        }
        var known = scope.dictionary().inputs().stream().map(Field::name).toList();
        return reportUnknown(heading, "", known, address, SettingsSheets.ATTRIBUTES);
    }

    private @Nullable ScenarioColumn expectation(String what, Address address) {
        if (what.toLowerCase(Locale.ROOT).startsWith("rule:")) {
            var table = what.substring(5).strip();
            return tables.contains(table)
                    ? new ScenarioColumn.Expectation(
                            "rule:" + table, Field.of(what, FieldKind.OUTCOME, FieldType.TEXT, List.of()))
                    : reportUnknown(
                            table, EXPECT + "rule:", tables.stream().sorted().toList(), address);
        }
        if (what.startsWith(EXCLUDED)) {
            var action = what.substring(EXCLUDED.length());
            return scope.actions().contains(action)
                    ? new ScenarioColumn.Expectation(what, Field.of(what, FieldKind.OUTCOME, FieldType.TEXT, List.of()))
                    : reportUnknown(
                            action, EXPECT + EXCLUDED, List.copyOf(scope.actions()), address, SettingsSheets.ACTIONS);
        }
        if (what.equals("signals")) {
            return new ScenarioColumn.Expectation(what, Field.of(what, FieldKind.OUTCOME, FieldType.TEXT, List.of()));
        }
        if (what.matches("action[1-9]")) {
            return new ScenarioColumn.Expectation(what, Field.of(what, FieldKind.OUTCOME, FieldType.CODE, List.of()));
        }
        if (what.matches("score[1-9]")) {
            return new ScenarioColumn.Expectation(what, Field.of(what, FieldKind.OUTCOME, FieldType.NUMBER, List.of()));
        }
        var term = scope.dictionary().find(what);
        if (term.isPresent() && term.get().kind() == FieldKind.OUTCOME) {
            return new ScenarioColumn.Expectation(what, term.get());
        }
        var known = new ArrayList<>(List.of("signals", "action1", "action2", "action3", "score1", "score2", "score3"));
        scope.dictionary().fields(FieldKind.OUTCOME).forEach(t -> known.add(t.name()));
        return reportUnknown(what, EXPECT, known, address, SettingsSheets.OUTCOMES);
    }

    /// @param sheets those of the settings that could declare the name
    private @Nullable ScenarioColumn reportUnknown(
            String name, String prefix, List<String> known, Address address, String... sheets) {
        var cause = scope.causes().cause(name, sheets);
        if (cause.isPresent()) {
            findings.add(ValueParser.followsFrom(name, cause.get()).at(address, prefix + name));
            return null;
        }
        var nearest = scope.causes().nearestName(name, known);
        findings.error(
                "unknown-name",
                address,
                prefix + name,
                Message.of("bundle.unknown-name.message", "name", name),
                nearest.<Text>map(n -> Message.of("bundle.unknown-name.fix.nearest", "prefix", prefix, "nearest", n))
                        .orElse(
                                prefix.isEmpty()
                                        ? Message.of("bundle.unknown-name.fix.fact")
                                        : Message.of("bundle.unknown-name.fix.expectation")));
        return null;
    }
}
