package io.tenure.analysis;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Assignment;
import io.tenure.table.Table;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts tables into the order in which they are applied: phase by phase, and within a phase each table
/// after those whose outcomes it reads.
///
/// A table that reads an outcome and writes it too overrides it: it comes after the tables that only write it, and
/// before those that only read it. Reports tables that read what is written too late, not at all, or in a cycle,
/// and tables that override the same outcome, so that neither can be the last.
public final class EvaluationOrder {
    /// Outcomes that Tenure computes itself at the end of a phase, with that phase.
    private static final Map<String, String> BUILT_IN_OUTCOMES = Map.of("riskPoints", "signals");

    private static final Comparator<Table> BY_ADDRESS =
            Comparator.comparing(Table::file).thenComparing(Table::sheet).thenComparingInt(Table::row);

    private final List<String> phases;
    private final List<Table> tables;
    private final FindingCollector findings;
    /// For each outcome the indexes of the phases in which code may write it; -1 for an unknown phase.
    private final Map<String, Set<Integer>> codeWriters = new HashMap<>();

    private final boolean hasFreeForms;

    private EvaluationOrder(
            List<String> phases,
            List<Table> tables,
            Map<String, Set<String>> codeWrites,
            boolean hasFreeForms,
            FindingCollector findings) {
        this.phases = phases;
        this.tables = tables.stream().sorted(BY_ADDRESS).toList();
        this.findings = findings;
        this.hasFreeForms = hasFreeForms;
        BUILT_IN_OUTCOMES.forEach((name, phase) -> addCodeWriter(name, phases.indexOf(phase)));
        codeWrites.forEach((name, groups) -> groups.forEach(group -> addCodeWriter(name, phases.indexOf(group))));
    }

    /// The tables in the order in which they are applied; faults of the order are added to the findings.
    ///
    /// @param codeWrites outcomes that code (DRL) may write, each with the agenda groups in which it does; a group
    ///     that is no phase stands for an unknown moment
    /// @param hasFreeForms whether there are free-form sheets, of which it is not known what they write
    public static List<Table> of(
            List<String> phases,
            List<Table> tables,
            Map<String, Set<String>> codeWrites,
            boolean hasFreeForms,
            FindingCollector findings) {
        return new EvaluationOrder(phases, tables, codeWrites, hasFreeForms, findings).sorted();
    }

    private void addCodeWriter(String name, int place) {
        codeWriters.computeIfAbsent(name, _ -> new HashSet<>()).add(place);
    }

    private List<Table> sorted() {
        var sorted = new ArrayList<Table>();
        for (var phase : phases) {
            sorted.addAll(
                    sorted(tables.stream().filter(t -> t.phase().equals(phase)).toList()));
        }
        for (var table : tables) {
            checkReads(table);
        }
        return sorted;
    }

    private void checkReads(Table table) {
        var place = phases.indexOf(table.phase());
        outcomesRead(table).forEach((name, address) -> {
            var writers = tables.stream()
                    .filter(t -> outcomesWritten(t).contains(name))
                    .toList();
            var code = codeWriters.getOrDefault(name, Set.of());
            var inTime = writers.stream().anyMatch(t -> phases.indexOf(t.phase()) <= place && t != table)
                    // DRL runs after the tables of its phase.
                    || code.stream().anyMatch(p -> p < place);
            var itself = writers.contains(table);
            if (inTime) {
                return;
            }
            var later = Stream.concat(
                            writers.stream().filter(t -> t != table).map(t -> t.name() + " (" + t.phase() + ")"),
                            code.stream().filter(p -> p >= place).map(p -> "DRL (" + phases.get(p) + ")"))
                    .sorted()
                    .collect(Collectors.joining(", "));
            if (!later.isEmpty()) {
                findings.error(
                        "reads-before-written",
                        address,
                        name,
                        Message.of(
                                "analysis.reads-before-written.message",
                                "table",
                                table.name(),
                                "phase",
                                table.phase(),
                                "name",
                                name,
                                "writers",
                                later),
                        Message.of("analysis.reads-before-written.fix", "name", name));
            } else if (itself) {
                findings.error(
                        "cycle",
                        address,
                        name,
                        Message.of("analysis.cycle.one.message", "table", table.name(), "name", name),
                        Message.of("analysis.cycle.one.fix"));
            } else if (!hasFreeForms) {
                findings.warning(
                        "never-written",
                        address,
                        name,
                        Message.of("analysis.never-written.message", "name", name),
                        Message.of("analysis.never-written.fix", "name", name));
            }
        });
    }

    private List<Table> sorted(List<Table> phase) {
        checkCompetingWriters(phase);
        var left = new ArrayList<>(phase);
        var sorted = new ArrayList<Table>();
        while (!left.isEmpty()) {
            var next = left.stream()
                    .filter(t -> left.stream().noneMatch(w -> mustPrecede(w, t)))
                    .findFirst();
            if (next.isPresent()) {
                sorted.add(next.get());
                left.remove(next.get());
                continue;
            }
            var cycle = findCycle(left);
            reportCycle(cycle);
            // The order no longer matters; removing one table shows other cycles.
            sorted.add(cycle.getFirst());
            left.remove(cycle.getFirst());
        }
        return sorted;
    }

    private boolean mustPrecede(Table writer, Table reader) {
        if (writer == reader) {
            return false;
        }
        var both = new HashSet<>(writer.overriddenOutcomes());
        both.retainAll(reader.overriddenOutcomes());
        return outcomesWritten(writer).stream()
                .anyMatch(name -> outcomesRead(reader).containsKey(name) && !both.contains(name));
    }

    /// Two tables that override the same outcome: each would have to come after the other.
    private void checkCompetingWriters(List<Table> phase) {
        var first = new HashMap<String, Table>();
        for (var table : phase) {
            for (var name : table.overriddenOutcomes()) {
                var other = first.putIfAbsent(name, table);
                if (other != null) {
                    findings.error(
                            "competing-writers",
                            Objects.requireNonNull(outcomesRead(table).get(name)),
                            name,
                            Message.of(
                                    "analysis.competing-writers.message",
                                    "other",
                                    other.name(),
                                    "table",
                                    table.name(),
                                    "phase",
                                    table.phase(),
                                    "name",
                                    name),
                            Message.of("analysis.competing-writers.fix"));
                }
            }
        }
    }

    /// A cycle: each table writes what the next one reads, and the last one what the first reads.
    private List<Table> findCycle(List<Table> left) {
        var path = new ArrayList<Table>();
        var table = left.getFirst();
        while (!path.contains(table)) {
            path.add(table);
            var reader = table;
            table = left.stream()
                    .filter(w -> mustPrecede(w, reader))
                    .findFirst()
                    .orElseThrow();
        }
        var cycle = new ArrayList<>(path.subList(path.indexOf(table), path.size()));
        Collections.reverse(cycle);
        var first = cycle.stream().min(BY_ADDRESS).orElseThrow();
        Collections.rotate(cycle, -cycle.indexOf(first));
        return cycle;
    }

    private void reportCycle(List<Table> cycle) {
        var first = cycle.getFirst();
        var names = cycle.stream().map(Table::name).collect(Collectors.joining(" -> ")) + " -> " + first.name();
        findings.error(
                "cycle",
                TableAddresses.of(first),
                names,
                Message.of("analysis.cycle.several.message", "phase", first.phase(), "names", names),
                Message.of("analysis.cycle.several.fix"));
    }

    /// The outcomes that a table writes.
    static Set<String> outcomesWritten(Table table) {
        var writes = new TreeSet<String>();
        for (var action : table.actions()) {
            if (action.field().kind() == FieldKind.OUTCOME) {
                writes.add(action.field().name());
            }
        }
        return writes;
    }

    /// The outcomes that a table reads, each with the first place where it does.
    static Map<String, Address> outcomesRead(Table table) {
        var reads = new LinkedHashMap<String, Address>();
        for (var condition : table.conditions()) {
            if (condition.field().kind() == FieldKind.OUTCOME) {
                reads.putIfAbsent(condition.field().name(), TableAddresses.of(table, condition));
            }
        }
        for (var row : table.rows()) {
            for (var i = 0; i < row.assignments().size(); i++) {
                if (row.assignments().get(i) instanceof Assignment.Copy(Field source)
                        && source.kind() == FieldKind.OUTCOME) {
                    reads.putIfAbsent(
                            source.name(),
                            TableAddresses.of(table, row, table.actions().get(i)));
                }
            }
        }
        return reads;
    }

    /// Names that appear twice.
    public static void checkNames(List<Table> tables, FindingCollector findings) {
        var seen = new HashMap<String, Table>();
        var reported = new LinkedHashSet<Table>();
        for (var table : tables.stream().sorted(BY_ADDRESS).toList()) {
            var first = seen.putIfAbsent(table.name(), table);
            if (first != null && !table.name().isEmpty() && reported.add(table)) {
                findings.error(
                        "duplicate-table-name",
                        TableAddresses.of(table),
                        "RuleTable " + table.name(),
                        Message.of(
                                "analysis.duplicate-table-name.message",
                                "table",
                                table.name(),
                                "workbook",
                                first.workbook(),
                                "sheet",
                                first.sheet(),
                                "row",
                                first.row()),
                        Message.of("analysis.duplicate-table-name.fix"));
            }
        }
    }
}
