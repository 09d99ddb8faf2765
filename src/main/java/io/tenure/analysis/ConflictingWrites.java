package io.tenure.analysis;

import io.tenure.analysis.CoverageSearch.CoverageResult;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Assignment;
import io.tenure.table.BitSets;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.RangeSets;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.Arrays;
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
    private final Work work;
    /// Over the earlier table's rows, then the later one's.
    private final List<Dimension> dimensions = new ArrayList<>();

    /// @param changed outcomes that the earlier table or one between the two writes: each reads its own value
    ///     of them
    private ConflictingWrites(Table earlier, Table later, Set<String> changed, AnalysisLimits limits, Work work) {
        this.earlier = earlier;
        this.later = later;
        this.limits = limits;
        this.work = work;
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
    /// @param work of the bundle, of which each pair of tables takes its part
    public static List<Finding> of(List<Table> tables, AnalysisLimits limits, Work work) {
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
                    ConflictingWrites pair =
                            new ConflictingWrites(earlier, later, changed, limits, work.part(limits.maxWork()));
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
        int ofLater = column(later, outcome);
        PairSearch search = new PairSearch(column(earlier, outcome), ofLater);
        int[][] everybody = dimensions.stream().map(Dimension::all).toArray(int[][]::new);
        boolean complete = new Subdivision(dimensions, limits, work)
                .forEachPart(
                        everybody,
                        IntStream.range(0, earlier.rows().size() + later.rows().size())
                                .toArray(),
                        search);
        if (search.conflict != null) {
            findings.add(search.conflict.finding(outcome, ofLater));
        } else if (search.isOpen || !complete) {
            findings.add(notProvenFinding(outcome, ofLater));
        }
    }

    private static int column(Table table, String outcome) {
        return IntStream.range(0, table.actions().size())
                .filter(a -> table.actions().get(a).field().name().equals(outcome))
                .findFirst()
                .orElseThrow();
    }

    /// Looks for a row of each table that both apply to some customer, the one after the other.
    private final class PairSearch implements Subdivision.Visitor {
        private final int ofEarlier;
        private final int ofLater;
        private @Nullable Conflict conflict;
        private boolean isOpen;

        PairSearch(int ofEarlier, int ofLater) {
            this.ofEarlier = ofEarlier;
            this.ofLater = ofLater;
        }

        private boolean writes(int row) {
            return isOfEarlier(row)
                    ? !(earlier.rows().get(row).assignments().get(ofEarlier) instanceof Assignment.None)
                    : !(laterRow(row).assignments().get(ofLater) instanceof Assignment.None);
        }

        @Override
        public int @Nullable [] relevantRows(int[][] box, int[] meeting) {
            boolean one = false;
            boolean other = false;
            for (int row : meeting) {
                one |= isOfEarlier(row) && writes(row);
                other |= !isOfEarlier(row) && writes(row);
            }
            return one && other ? meeting : null;
        }

        @Override
        public boolean passOver(int[][] box, int[] meeting) {
            isOpen = true;
            return true;
        }

        @Override
        public boolean visit(int[][] box, int[] meeting) {
            Grid grid = Grid.of(dimensions, box, meeting, work);
            int ofFirst = (int) Arrays.stream(meeting)
                    .filter(ConflictingWrites.this::isOfEarlier)
                    .count();
            for (int e = 0; e < ofFirst && !work.isDone(); e++) {
                work.add(meeting.length);
                for (int l = ofFirst; l < meeting.length; l++) {
                    if (writes(meeting[e]) && writes(meeting[l]) && grid.intersects(e, l)) {
                        search(grid, e, l, ofFirst);
                        if (conflict != null) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        private void search(Grid grid, int e, int l, int ofFirst) {
            long[][] box = grid.box(e);
            for (int d = 0; d < box.length; d++) {
                box[d] = box[d].clone();
                BitSets.and(box[d], grid.piecesOf(d, l));
            }
            switch (CoverageSearch.find(
                    grid,
                    box,
                    precedingRows(grid, e, l, ofFirst),
                    BitSets.none(grid.rows()),
                    limits.maxBoxes(),
                    work)) {
                case CoverageResult.UncoveredPoint(var point) ->
                    conflict = new Conflict(grid.row(e), grid.row(l), grid.origin(point));
                case CoverageResult.FullCoverage _ -> {}
                case CoverageResult.LimitReached _ -> isOpen = true;
            }
        }

        /// The rows that come before these two in their tables, and would count instead of them.
        private long[] precedingRows(Grid grid, int e, int l, int ofFirst) {
            long[] rows = BitSets.none(grid.rows());
            if (earlier.hitPolicy() == HitPolicy.FIRST && e > 0) {
                BitSets.setRange(rows, 0, e - 1);
            }
            if (later.hitPolicy() == HitPolicy.FIRST && l > ofFirst) {
                BitSets.setRange(rows, ofFirst, l - 1);
            }
            return rows;
        }
    }

    private boolean isOfEarlier(int row) {
        return row < earlier.rows().size();
    }

    private Row laterRow(int row) {
        return later.rows().get(row - earlier.rows().size());
    }

    /// Two rows that apply to one customer.
    ///
    /// @param point a piece of each dimension
    private final class Conflict {
        private final int ofEarlier;
        private final int ofLater;
        private final int[] point;

        Conflict(int ofEarlier, int ofLater, int[] point) {
            this.ofEarlier = ofEarlier;
            this.ofLater = ofLater;
            this.point = point;
        }

        private Example example() {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            Set<String> relevant = new LinkedHashSet<>();
            for (int d = 0; d < point.length; d++) {
                Dimension dimension = dimensions.get(d);
                String name = dimension.field().name();
                values.putIfAbsent(
                        name,
                        ExampleValue.of(dimension.field(), dimension.pieces().get(point[d])));
                int[] both = RangeSets.intersection(dimension.piecesOf(ofEarlier), dimension.piecesOf(ofLater));
                if (RangeSets.count(both) < dimension.size()) {
                    relevant.add(name);
                }
            }
            return new Example(values, relevant);
        }

        Finding finding(String outcome, int column) {
            return Finding.warning(
                    "conflicting-writes",
                    address(column),
                    outcome,
                    Message.of(
                            "analysis.conflicting-writes.message",
                            "two",
                            RowLabel.of(laterRow(ofLater)),
                            "later",
                            later.name(),
                            "outcome",
                            outcome,
                            "one",
                            RowLabel.of(earlier.rows().get(ofEarlier)),
                            "earlier",
                            earlier.name(),
                            "customer",
                            example().text()),
                    Message.of("analysis.conflicting-writes.fix", "later", later.name(), "outcome", outcome));
        }
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
