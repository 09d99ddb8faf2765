package io.tenure.release;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Settings;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.ScenarioResult;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Origin;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The rows, parameters and rules that no scenario touches: a change to one of them would break no scenario.
final class ScenarioCoverage {
    /// A row or rule, by what a hit cites.
    private record Cited(String table, String workbook, int row) {
        static Cited of(Origin origin) {
            return new Cited(origin.table(), origin.workbook(), origin.row());
        }

        static Cited of(Table table, Row row) {
            return new Cited(table.name(), table.workbook(), row.number());
        }
    }

    private ScenarioCoverage() {}

    /// One note for each row that matched no scenario, each table of which no row did, each parameter of such rows
    /// only, and each rule that fired in none. Nothing where a scenario could not be decided: it may have touched
    /// them.
    static List<Finding> of(CompiledRuleset compiled, List<ScenarioResult> results) {
        FindingCollector findings = new FindingCollector();
        if (results.stream().anyMatch(result -> result.failure() != null)) {
            return List.of();
        }
        Set<Cited> touched = new HashSet<>();
        for (ScenarioResult result : results) {
            compiled.ruleset()
                    .tables()
                    .forEach(table -> result.withoutHit()
                            .getOrDefault(table.name(), Set.of())
                            .forEach(row -> touched.add(Cited.of(table, row))));
            for (Hit hit : result.hits()) {
                touched.add(Cited.of(hit.origin()));
            }
        }
        for (Table table : compiled.ruleset().tables()) {
            List<Row> untouched = table.rows().stream()
                    .filter(row -> !touched.contains(Cited.of(table, row)))
                    .toList();
            if (untouched.size() == table.rows().size() && untouched.size() > 1) {
                findings.add(untouchedTable(table));
            } else {
                untouched.forEach(row -> findings.add(untouchedRow(table, row)));
            }
        }
        untouchedParameters(compiled.ruleset(), touched)
                .forEach(name -> findings.add(untouchedParameter(compiled.ruleset(), name)));
        for (Origin rule : compiled.ruleOrigins()) {
            if (!touched.contains(Cited.of(rule))) {
                findings.add(untouchedRule(compiled.ruleset(), rule));
            }
        }
        return findings.sorted();
    }

    /// The parameters that cells name, but none of a row that was touched. What formulas and rules read isn't among
    /// them.
    private static Set<String> untouchedParameters(Ruleset ruleset, Set<Cited> touched) {
        Set<String> untouched = new TreeSet<>();
        Set<String> named = new HashSet<>();
        for (Table table : ruleset.tables()) {
            for (Row row : table.rows()) {
                Set<String> names = touched.contains(Cited.of(table, row)) ? named : untouched;
                row.names().stream().filter(ruleset.parameters()::has).forEach(names::add);
            }
        }
        untouched.removeAll(named);
        untouched.removeAll(MeasureCalculator.PARAMETERS);
        untouched.removeIf(name ->
                ruleset.sources().stream().anyMatch(source -> source.drl().contains("\"" + name + "\"")));
        return untouched;
    }

    private static Finding untouchedParameter(Ruleset ruleset, String name) {
        return note(
                "parameter-without-scenario",
                new Address(
                        Settings.FILE,
                        "Parameters",
                        ruleset.parameters().source(name).row(),
                        0),
                name,
                Message.of("release.parameter-without-scenario.message", "parameter", name));
    }

    private static Finding untouchedRow(Table table, Row row) {
        return note(
                "row-without-scenario",
                new Address(table.file(), table.sheet(), row.number(), 0),
                row.name(),
                Message.of("release.row-without-scenario.message", "row", row.name()));
    }

    private static Finding untouchedTable(Table table) {
        return note(
                "table-without-scenario",
                new Address(table.file(), table.sheet(), table.row(), 0),
                table.name(),
                Message.of("release.table-without-scenario.message", "table", table.name()));
    }

    private static Finding untouchedRule(Ruleset ruleset, Origin rule) {
        String folder = ruleset.sources().stream().anyMatch(s -> s.file().endsWith("/" + rule.workbook()))
                ? "rules/"
                : "decision-tables/";
        return note(
                "rule-without-scenario",
                new Address(folder + rule.workbook(), rule.sheet(), rule.row(), 0),
                rule.name(),
                Message.of("release.rule-without-scenario.message", "rule", rule.name()));
    }

    private static Finding note(String code, Address address, String name, Message message) {
        return new Finding(
                Finding.Severity.NOTE, code, address, name, message, Message.of("release.without-scenario.fix"));
    }
}
