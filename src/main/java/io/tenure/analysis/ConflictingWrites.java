package io.tenure.analysis;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Assignment;
import io.tenure.table.BitSets;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tables of one phase that write the same outcome for the same customer, so that the later one silently wins.
///
/// Proven over all columns of both tables together, with a customer as an example. Tables whose rows exclude each
/// other are in order, and so is a table that reads what it writes: it overrides what was decided before.
public final class ConflictingWrites {
    private static final String AS_OF = "asOf";

    private final Table earlier;
    private final Table later;
    private final AnalysisLimits limits;
    private final long deadline;
    private final List<Dimension> dimensions = new ArrayList<>();
    /// The earlier table's rows, then the later one's.
    private final int bitCount;

    /// @param changed outcomes that the earlier table or one between the two writes: each reads its own value of them
    private ConflictingWrites(Table earlier, Table later, Set<String> changed, AnalysisLimits limits) {
        this.earlier = earlier;
        this.later = later;
        this.limits = limits;
        this.deadline = System.nanoTime() + limits.timeout().toNanos();
        this.bitCount = earlier.rows().size() + later.rows().size();
        fieldsByName().forEach((name, field) -> {
            if (changed.contains(name)) {
                addDimension(field, true, false);
                addDimension(field, false, true);
            } else {
                addDimension(field, true, true);
            }
        });
    }

    /// @param tables in the order in which they are applied
    public static List<Finding> of(List<Table> tables, AnalysisLimits limits) {
        List<Finding> findings = new ArrayList<>();
        for (int l = 0; l < tables.size(); l++) {
            Table later = tables.get(l);
            Set<String> changed = new TreeSet<>();
            for (int e = l - 1; e >= 0 && tables.get(e).phase().equals(later.phase()); e--) {
                Table earlier = tables.get(e);
                if (earlier.name().equals(later.name())) {
                    // An error of its own: a finding could not say which of the two it means.
                    continue;
                }
                Set<String> both = EvaluationOrder.outcomesWritten(earlier);
                changed.addAll(both);
                both.retainAll(EvaluationOrder.outcomesWritten(later));
                both.removeAll(EvaluationOrder.outcomesRead(later).keySet());
                if (!both.isEmpty()) {
                    ConflictingWrites pair = new ConflictingWrites(earlier, later, changed, limits);
                    both.forEach(outcome -> pair.check(outcome, findings));
                }
            }
        }
        return findings;
    }

    private Map<String, Field> fieldsByName() {
        Map<String, Field> names = new LinkedHashMap<>();
        Stream.of(earlier, later)
                .flatMap(t -> t.conditions().stream())
                .forEach(c -> names.putIfAbsent(c.field().name(), c.field()));
        if (Stream.of(earlier, later)
                .flatMap(t -> t.rows().stream())
                .anyMatch(r -> r.effective() != null || r.expires() != null)) {
            names.putIfAbsent(AS_OF, Dictionary.standard().require(AS_OF));
        }
        return names;
    }

    private void addDimension(Field field, boolean ofEarlier, boolean ofLater) {
        List<List<Condition>> conditions = new ArrayList<>();
        earlier.rows().forEach(row -> conditions.add(ofEarlier ? conditionsOn(earlier, row, field) : List.of()));
        later.rows().forEach(row -> conditions.add(ofLater ? conditionsOn(later, row, field) : List.of()));
        dimensions.add(Dimension.of(field, conditions, 0));
    }

    private static List<Condition> conditionsOn(Table table, Row row, Field field) {
        List<Condition> conditions = new ArrayList<>();
        for (int c = 0; c < table.conditions().size(); c++) {
            if (table.conditions().get(c).field().equals(field)) {
                conditions.add(row.conditions().get(c));
            }
        }
        if (field.name().equals(AS_OF)) {
            conditions.add(row.period());
        }
        return conditions;
    }

    private void check(String outcome, Collection<Finding> findings) {
        int ofEarlier = column(earlier, outcome);
        int ofLater = column(later, outcome);
        boolean open = false;
        for (int e : rowsWriting(earlier, ofEarlier)) {
            for (int l : rowsWriting(later, ofLater)) {
                long @Nullable [][] box = intersection(e, earlier.rows().size() + l);
                if (box == null) {
                    continue;
                }
                switch (CoverageSearch.find(
                        dimensions,
                        box,
                        precedingRows(e, l),
                        bitCount,
                        BitSets.none(bitCount),
                        limits.maxSteps(),
                        deadline)) {
                    case CoverageSearch.CoverageResult.UncoveredPoint(var point) -> {
                        findings.add(conflictFinding(
                                outcome,
                                ofLater,
                                earlier.rows().get(e),
                                later.rows().get(l),
                                example(point, box)));
                        return;
                    }
                    case CoverageSearch.CoverageResult.FullCoverage _ -> {}
                    case CoverageSearch.CoverageResult.LimitReached _ -> open = true;
                }
            }
        }
        if (open) {
            findings.add(notProvenFinding(outcome, ofLater));
        }
    }

    private static int column(Table table, String outcome) {
        return IntStream.range(0, table.actions().size())
                .filter(a -> table.actions().get(a).field().name().equals(outcome))
                .findFirst()
                .orElseThrow();
    }

    private static int[] rowsWriting(Table table, int column) {
        return IntStream.range(0, table.rows().size())
                .filter(r -> !(table.rows().get(r).assignments().get(column) instanceof Assignment.None))
                .toArray();
    }

    /// What both rows accept, in each dimension; null where that is nothing.
    private long @Nullable [][] intersection(int one, int other) {
        long[][] box = new long[dimensions.size()][];
        for (int d = 0; d < box.length; d++) {
            box[d] = dimensions.get(d).piecesOf(one).clone();
            BitSets.and(box[d], dimensions.get(d).piecesOf(other));
            if (BitSets.isEmpty(box[d])) {
                return null;
            }
        }
        return box;
    }

    /// The rows that come before these two in their tables, and would count instead of them.
    private long[] precedingRows(int rowOfEarlier, int rowOfLater) {
        long[] rows = BitSets.none(bitCount);
        if (earlier.hitPolicy() == HitPolicy.FIRST) {
            IntStream.range(0, rowOfEarlier).forEach(r -> BitSets.set(rows, r));
        }
        if (later.hitPolicy() == HitPolicy.FIRST) {
            IntStream.range(0, rowOfLater)
                    .forEach(r -> BitSets.set(rows, earlier.rows().size() + r));
        }
        return rows;
    }

    private Example example(int[] point, long[][] box) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        Set<String> relevant = new LinkedHashSet<>();
        for (int d = 0; d < point.length; d++) {
            Dimension dimension = dimensions.get(d);
            String name = dimension.field().name();
            values.putIfAbsent(
                    name, ExampleValue.of(dimension.field(), dimension.pieces().get(point[d])));
            if (BitSets.count(box[d]) < dimension.size()) {
                relevant.add(name);
            }
        }
        return new Example(values, relevant);
    }

    private Finding conflictFinding(String outcome, int column, Row first, Row second, Example example) {
        Text one = RowLabel.of(first);
        Text two = RowLabel.of(second);
        Text customer = example.text();
        return Finding.warning(
                "conflicting-writes",
                address(column),
                outcome,
                Message.of(
                        "analysis.conflicting-writes.message",
                        "two",
                        two,
                        "later",
                        later.name(),
                        "outcome",
                        outcome,
                        "one",
                        one,
                        "earlier",
                        earlier.name(),
                        "customer",
                        customer),
                Message.of("analysis.conflicting-writes.fix", "later", later.name(), "outcome", outcome));
    }

    private Finding notProvenFinding(String outcome, int column) {
        return new Finding(
                Finding.Severity.NOTE,
                "not-proven",
                address(column),
                outcome,
                Message.of(
                        "analysis.not-proven.conflict.message",
                        "later",
                        later.name(),
                        "outcome",
                        outcome,
                        "earlier",
                        earlier.name()),
                Message.of("analysis.not-proven.conflict.fix"));
    }

    private Address address(int column) {
        return TableAddresses.of(later, later.actions().get(column));
    }
}
