package io.tenure.analysis;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Assignment;
import io.tenure.table.Table;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
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
/// A table that reads an outcome and writes it too refines it: it comes after the tables that only write it,
/// and before those that only read it. Says which tables read what is written too late, by nobody, or only in
/// a circle, and which refine the same outcome, so that neither can be the last.
public final class EvaluationOrder {
    /// Outcomes that Tenure itself sums up at the end of a phase.
    private static final Map<String, String> BUILT_IN_OUTCOMES = Map.of("riskPoints", "signals");

    private static final Comparator<Table> BY_ADDRESS =
            Comparator.comparing(Table::file).thenComparing(Table::sheet).thenComparingInt(Table::row);

    private final List<String> phases;
    private final List<Table> tables;
    private final FindingCollector findings;
    /// Outcome to the places in the order of phases at which code may write it; -1 for a place not known.
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

    /// The tables in the order in which they are applied; what is wrong with the order goes to the findings.
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
                    // DRL has its turn after the tables of its phase.
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
                        "reads-later",
                        address,
                        name,
                        Message.of(
                                "analysis.reads-later.message",
                                "table",
                                table.name(),
                                "phase",
                                table.phase(),
                                "name",
                                name,
                                "later",
                                later),
                        Message.of("analysis.reads-later.fix", "name", name));
            } else if (itself) {
                findings.error(
                        "cycle",
                        address,
                        name,
                        Message.of("analysis.cycle.table-reads-nothing.message", "table", table.name(), "name", name),
                        Message.of("analysis.cycle.table-reads-nothing.fix"));
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
            var circle = cycle(left);
            reportCycle(circle);
            // The order no longer matters; taking one out lets other circles show.
            sorted.add(circle.getFirst());
            left.remove(circle.getFirst());
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

    /// Of two tables that refine an outcome, each would have to come after the other.
    private void checkCompetingWriters(List<Table> phase) {
        var first = new HashMap<String, Table>();
        for (var table : phase) {
            for (var name : table.overriddenOutcomes()) {
                var other = first.putIfAbsent(name, table);
                if (other != null) {
                    findings.error(
                            "two-refiners",
                            Objects.requireNonNull(outcomesRead(table).get(name)),
                            name,
                            Message.of(
                                    "analysis.two-refiners.message",
                                    "other",
                                    other.name(),
                                    "table",
                                    table.name(),
                                    "phase",
                                    table.phase(),
                                    "name",
                                    name),
                            Message.of("analysis.two-refiners.fix"));
                }
            }
        }
    }

    /// Each table writes something that the next one reads, and the last something for the first.
    private List<Table> cycle(List<Table> left) {
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
        var circle = new ArrayList<>(path.subList(path.indexOf(table), path.size()));
        java.util.Collections.reverse(circle);
        var first = circle.stream().min(BY_ADDRESS).orElseThrow();
        java.util.Collections.rotate(circle, -circle.indexOf(first));
        return circle;
    }

    private void reportCycle(List<Table> circle) {
        var first = circle.getFirst();
        var names = circle.stream().map(Table::name).collect(Collectors.joining(" -> ")) + " -> " + first.name();
        findings.error(
                "cycle",
                new Address(first.file(), first.sheet(), first.row(), 0),
                names,
                Message.of("analysis.cycle.these-tables-phase.message", "phase", first.phase(), "names", names),
                Message.of("analysis.cycle.these-tables-phase.fix"));
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
        var reads = new java.util.LinkedHashMap<String, Address>();
        for (var condition : table.conditions()) {
            if (condition.field().kind() == FieldKind.OUTCOME) {
                reads.putIfAbsent(
                        condition.field().name(),
                        new Address(table.file(), table.sheet(), table.row() + 3, condition.number()));
            }
        }
        for (var row : table.rows()) {
            for (var i = 0; i < row.assignments().size(); i++) {
                if (row.assignments().get(i) instanceof Assignment.Copy(Field source)
                        && source.kind() == FieldKind.OUTCOME) {
                    reads.putIfAbsent(
                            source.name(),
                            new Address(
                                    table.file(),
                                    table.sheet(),
                                    row.number(),
                                    table.actions().get(i).number()));
                }
            }
        }
        return reads;
    }

    /// Names that appear twice.
    public static void checkNames(List<Table> tables, FindingCollector findings) {
        var seen = new HashMap<String, Table>();
        var told = new LinkedHashSet<Table>();
        for (var table : tables.stream().sorted(BY_ADDRESS).toList()) {
            var first = seen.putIfAbsent(table.name(), table);
            if (first != null && !table.name().isEmpty() && told.add(table)) {
                findings.error(
                        "duplicate-table-name",
                        new Address(table.file(), table.sheet(), table.row(), 0),
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
