package io.tenure.analysis;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.BitSets;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Partition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a typed table leaves open and says twice, over all its columns together.
///
/// Exact for every combination of legal values of the names that the table reads: each of the dictionary's
/// codes, each number and day in range, and not known where a name can be that. Which combinations can
/// come about, given what earlier tables decide or how one fact follows from another, isn't considered, so
/// a gap may be one that no customer ever falls into. Days before all rows of a table are effective are no gap.
///
/// @param overlaps in a `UNIQUE` table, pairs of rows that both take some customer
/// @param omittedOverlaps how many such pairs there are besides
/// @param unreachableRows rows that no customer makes fire
/// @param gaps in a `UNIQUE` or `FIRST` table, customers whom no row takes
/// @param hasMoreGaps whether there are others
/// @param unprovenRows rows of which it is not proven whether they can fire
/// @param gapsUnproven whether it is not proven that there are no gaps but these
public record TableAnalysis(
        Table table,
        List<Overlap> overlaps,
        int omittedOverlaps,
        List<UnreachableRow> unreachableRows,
        List<Gap> gaps,
        boolean hasMoreGaps,
        List<Row> unprovenRows,
        boolean gapsUnproven) {
    public TableAnalysis {
        overlaps = List.copyOf(overlaps);
        unreachableRows = List.copyOf(unreachableRows);
        gaps = List.copyOf(gaps);
        unprovenRows = List.copyOf(unprovenRows);
    }

    public static TableAnalysis of(Table table, AnalysisLimits limits) {
        return new Analyzer(table, limits).analyze(true);
    }

    /// Of a table of which some rows could not be read: what the others leave open is not asked.
    public static TableAnalysis withoutGaps(Table table, AnalysisLimits limits) {
        return new Analyzer(table, limits).analyze(false);
    }

    /// The same as findings, sorted.
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        overlaps.forEach(o -> findings.add(o.finding(table)));
        unreachableRows.forEach(n -> findings.add(n.finding(table)));
        gaps.forEach(g -> findings.add(g.finding(table)));
        if (omittedOverlaps > 0) {
            findings.add(Finding.error(
                    "overlap",
                    addressOf(table),
                    table.name(),
                    Message.of("analysis.overlap.message", "omittedOverlaps", omittedOverlaps, "table", table.name()),
                    Message.of("analysis.overlap.fix")));
        }
        if (hasMoreGaps) {
            findings.add(Finding.warning(
                    "gap",
                    addressOf(table),
                    table.name(),
                    Message.of("analysis.gap.message", "table", table.name(), "gaps", gaps.size()),
                    Message.of("analysis.gap.fix")));
        }
        if (!unprovenRows.isEmpty() || gapsUnproven) {
            findings.add(notProven());
        }
        findings.sort(Finding.ORDER);
        return findings;
    }

    private Finding notProven() {
        List<String> en = new ArrayList<>();
        List<String> zh = new ArrayList<>();
        if (!unprovenRows.isEmpty()) {
            Text rows = rowLabel(unprovenRows.stream().limit(10).toList());
            int rest = unprovenRows.size() - 10;
            en.add("whether rows " + rows.en() + (rest > 0 ? " and " + rest + " more" : "") + " can fire");
            zh.add(rows.zh() + (rest > 0 ? "等" + unprovenRows.size() + "行" : "") + "能否触发");
        }
        if (gapsUnproven) {
            en.add(
                    gaps.isEmpty()
                            ? "whether a row takes every customer"
                            : "whether there are more gaps than those named");
            zh.add(gaps.isEmpty() ? "是否每个客户都有行适用" : "除已列出的以外是否还有未覆盖的情形");
        }
        return new Finding(
                Finding.Severity.NOTE,
                "not-proven",
                addressOf(table),
                table.name(),
                Text.of(
                        "The check of " + table.name() + " stopped at its limits. Not proven: " + String.join("; ", en)
                                + ".",
                        "对" + table.name() + "的检查已达上限。未能证明：" + String.join("；", zh) + "。"),
                Message.of("analysis.not-proven.split-table-into.fix"));
    }

    public static Address addressOf(Table table) {
        return new Address(table.file(), table.sheet(), table.row(), 0);
    }

    public static Address addressOf(Table table, Row row) {
        return new Address(table.file(), table.sheet(), row.number(), 0);
    }

    /// A row as people find it: `14 ST6`, `第14行ST6`.
    static Text rowLabel(Row row) {
        return Text.of((row.number() + " " + row.name()).strip(), "第" + row.number() + "行" + row.name());
    }

    static Text rowLabel(List<Row> rows) {
        return Text.of(
                rows.stream().map(r -> rowLabel(r).en()).collect(Collectors.joining(", ")),
                rows.stream().map(r -> rowLabel(r).zh()).collect(Collectors.joining("、")));
    }

    /// The work on one table.
    private static final class Analyzer {
        private static final int QUICK_STEPS = 2_000;

        private final Table table;
        private final AnalysisLimits limits;
        private final List<Row> rows;
        private final List<Partition> partitions = new ArrayList<>();
        /// The axis of the day of the decision, where rows have effective dates; else -1.
        private final int dateIndex;
        /// Whether that axis stands for the rows' dates alone, not for a condition column too.
        private final boolean hasNoDateColumn;

        private final int bitCount;
        private final long[] satisfiableRows;
        /// Rows of which no two overlap, gaps' rows among them.
        private final long[] disjointRows;
        private final long start = System.nanoTime();

        private final List<Overlap> overlaps = new ArrayList<>();
        private int omittedOverlaps;
        private final List<UnreachableRow> unreachableRows = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private boolean hasMoreGaps;
        private final List<Row> unprovenRows = new ArrayList<>();
        private boolean gapsUnproven;

        Analyzer(Table table, AnalysisLimits limits) {
            this.table = table;
            this.limits = limits;
            rows = table.rows();
            bitCount = rows.size() + limits.maxGaps();
            Map<String, List<Integer>> columns = new LinkedHashMap<>();
            for (int c = 0; c < table.conditions().size(); c++) {
                columns.computeIfAbsent(table.conditions().get(c).field().name(), _ -> new ArrayList<>())
                        .add(c);
            }
            boolean dated = rows.stream().anyMatch(r -> r.effective() != null || r.expires() != null);
            hasNoDateColumn = dated && !columns.containsKey("asOf");
            if (hasNoDateColumn) {
                columns.put("asOf", List.of());
            }
            int at = -1;
            for (Map.Entry<String, List<Integer>> entry : columns.entrySet()) {
                boolean day = dated && entry.getKey().equals("asOf");
                if (day) {
                    at = partitions.size();
                }
                Field term = entry.getValue().isEmpty()
                        ? Dictionary.standard().require("asOf")
                        : table.conditions().get(entry.getValue().getFirst()).field();
                partitions.add(Partition.of(
                        term,
                        rows.stream()
                                .map(r -> conditionsOf(r, entry.getValue(), day))
                                .toList(),
                        limits.maxGaps()));
            }
            dateIndex = at;
            disjointRows = BitSets.none(bitCount);
            satisfiableRows = BitSets.none(bitCount);
            for (int r = 0; r < rows.size(); r++) {
                int row = r;
                if (partitions.stream().noneMatch(a -> BitSets.isEmpty(a.piecesOf(row)))) {
                    BitSets.set(satisfiableRows, r);
                }
            }
        }

        private static List<Condition> conditionsOf(Row row, List<Integer> columns, boolean day) {
            List<Condition> asked = new ArrayList<>();
            columns.forEach(c -> asked.add(row.conditions().get(c)));
            if (day) {
                asked.add(row.period());
            }
            return asked;
        }

        TableAnalysis analyze(boolean withGaps) {
            for (int r = 0; r < rows.size(); r++) {
                if (!BitSets.has(satisfiableRows, r)) {
                    unreachableRows.add(new UnreachableRow(rows.get(r), List.of()));
                }
            }
            switch (table.hitPolicy()) {
                case UNIQUE -> compareAllPairs(true);
                case FIRST -> {
                    compareAllPairs(false);
                    findUnreachableRows();
                }
                case COLLECT -> {}
            }
            if (withGaps && table.hitPolicy() != HitPolicy.COLLECT && !rows.isEmpty()) {
                findGaps();
            }
            return new TableAnalysis(
                    table, overlaps, omittedOverlaps, unreachableRows, gaps, hasMoreGaps, unprovenRows, gapsUnproven);
        }

        /// Goes through all pairs of rows.
        private void compareAllPairs(boolean asOverlaps) {
            int[] met = new int[rows.size()];
            for (int upper = BitSets.nextSet(satisfiableRows, 0);
                    upper >= 0;
                    upper = BitSets.nextSet(satisfiableRows, upper + 1)) {
                for (int lower = BitSets.nextSet(satisfiableRows, upper + 1);
                        lower >= 0;
                        lower = BitSets.nextSet(satisfiableRows, lower + 1)) {
                    if (intersects(upper, lower)) {
                        met[upper]++;
                        met[lower]++;
                        if (asOverlaps && overlaps.size() < limits.maxOverlaps()) {
                            overlaps.add(overlap(upper, lower));
                        } else if (asOverlaps) {
                            omittedOverlaps++;
                        }
                    }
                }
            }
            IntStream.range(0, rows.size())
                    .filter(row -> BitSets.has(satisfiableRows, row))
                    .boxed()
                    .sorted(Comparator.comparingInt(row -> met[row]))
                    .forEach(this::addIfDisjoint);
        }

        /// Counts a row among the disjoint ones if it is.
        private void addIfDisjoint(int row) {
            for (int other = BitSets.nextSet(disjointRows, 0);
                    other >= 0;
                    other = BitSets.nextSet(disjointRows, other + 1)) {
                if (intersects(row, other)) {
                    return;
                }
            }
            BitSets.set(disjointRows, row);
        }

        private boolean intersects(int one, int two) {
            for (Partition axis : partitions) {
                if (!BitSets.intersects(axis.piecesOf(one), axis.piecesOf(two))) {
                    return false;
                }
            }
            return true;
        }

        private Overlap overlap(int upper, int lower) {
            int[] point = new int[partitions.size()];
            Set<String> telling = new LinkedHashSet<>();
            boolean same = dateIndex >= 0;
            for (int a = 0; a < point.length; a++) {
                Partition axis = partitions.get(a);
                long[] both = axis.piecesOf(upper).clone();
                BitSets.and(both, axis.piecesOf(lower));
                point[a] = BitSets.nextSet(both, 0);
                if (BitSets.count(both) < axis.size()) {
                    telling.add(axis.field().name());
                }
                same &= a == dateIndex
                        ? rows.get(upper).effective() != null
                                || rows.get(upper).expires() != null
                                || rows.get(lower).effective() != null
                                || rows.get(lower).expires() != null
                        : Arrays.equals(axis.piecesOf(upper), axis.piecesOf(lower));
            }
            return new Overlap(rows.get(upper), rows.get(lower), example(point, telling), same);
        }

        /// First a quick look at every row, then a long one at those that it left open.
        private void findUnreachableRows() {
            List<Integer> open = new ArrayList<>();
            for (int row = BitSets.nextSet(satisfiableRows, 0);
                    row >= 0;
                    row = BitSets.nextSet(satisfiableRows, row + 1)) {
                if (isReachabilityUnproven(row, Math.min(QUICK_STEPS, limits.maxSteps()))) {
                    open.add(row);
                }
            }
            for (int row : open) {
                if (isReachabilityUnproven(row, limits.maxSteps())) {
                    unprovenRows.add(rows.get(row));
                }
            }
        }

        /// Whether it stays open if a row can fire.
        private boolean isReachabilityUnproven(int row, int steps) {
            long[] earlier = BitSets.none(bitCount);
            for (int e = BitSets.nextSet(satisfiableRows, 0); e < row; e = BitSets.nextSet(satisfiableRows, e + 1)) {
                BitSets.set(earlier, e);
            }
            long[][] box = partitions.stream().map(a -> a.piecesOf(row)).toArray(long[][]::new);
            // Half the time is kept for the gaps.
            long deadline = start + limits.timeout().toNanos() / 2;
            return switch (find(box, earlier, steps, deadline)) {
                case CoverageSearch.CoverageResult.UncoveredPoint _ -> false;
                case CoverageSearch.CoverageResult.FullCoverage(var by) -> {
                    unreachableRows.add(new UnreachableRow(rows.get(row), minimalCover(box, by, deadline)));
                    yield false;
                }
                case CoverageSearch.CoverageResult.LimitReached _ -> true;
            };
        }

        /// Rows without which a box would not be covered any more.
        private List<Row> minimalCover(long[][] box, long[] by, long deadline) {
            long[] needed = by.clone();
            if (BitSets.count(by) <= 24) {
                // From below, so that the rows named are those that a reader meets first.
                for (int row = rows.size() - 1; row >= 0; row--) {
                    if (BitSets.has(needed, row)) {
                        BitSets.clear(needed, row);
                        if (!(find(box, needed, QUICK_STEPS, deadline)
                                instanceof CoverageSearch.CoverageResult.FullCoverage)) {
                            BitSets.set(needed, row);
                        }
                    }
                }
            }
            List<Row> named = new ArrayList<>();
            for (int row = BitSets.nextSet(needed, 0); row >= 0; row = BitSets.nextSet(needed, row + 1)) {
                named.add(rows.get(row));
            }
            return named;
        }

        private void findGaps() {
            long deadline = start + limits.timeout().toNanos();
            long[][] box = wholeBox();
            long[] taken = satisfiableRows.clone();
            while (true) {
                switch (find(box, taken, limits.maxSteps(), deadline)) {
                    case CoverageSearch.CoverageResult.UncoveredPoint(var point) -> {
                        if (gaps.size() == limits.maxGaps()) {
                            hasMoreGaps = true;
                            return;
                        }
                        long[][] around =
                                expand(point, box, table.hitPolicy() == HitPolicy.UNIQUE ? taken : satisfiableRows);
                        int row = rows.size() + gaps.size();
                        for (int a = 0; a < around.length; a++) {
                            partitions.get(a).add(row, around[a]);
                        }
                        BitSets.set(taken, row);
                        addIfDisjoint(row);
                        gaps.add(gap(around, box));
                    }
                    case CoverageSearch.CoverageResult.FullCoverage _ -> {
                        return;
                    }
                    case CoverageSearch.CoverageResult.LimitReached _ -> {
                        gapsUnproven = true;
                        return;
                    }
                }
            }
        }

        private CoverageSearch.CoverageResult find(long[][] box, long[] taken, int steps, long deadline) {
            return CoverageSearch.find(partitions, box, taken, bitCount, disjointRows, steps, deadline);
        }

        /// All pieces, but of the days only those from the first on which some row is effective.
        private long[][] wholeBox() {
            long[][] box = partitions.stream().map(a -> BitSets.all(a.size())).toArray(long[][]::new);
            LocalDate first = null;
            for (int r = BitSets.nextSet(satisfiableRows, 0); r >= 0; r = BitSets.nextSet(satisfiableRows, r + 1)) {
                LocalDate effective = rows.get(r).effective();
                if (effective == null) {
                    return box;
                }
                first = first == null || effective.isBefore(first) ? effective : first;
            }
            if (first != null) {
                box[dateIndex] = partitions.get(dateIndex).piecesFrom(first);
            }
            return box;
        }

        /// The box around a point that some rows leave free, grown as far as they allow and cells can say,
        /// the axis that can become freest first.
        private long[][] expand(int[] point, long[][] within, long[] rows) {
            int n = point.length;
            long[][] box = new long[n][];
            for (int a = 0; a < n; a++) {
                box[a] = BitSets.none(partitions.get(a).size());
                BitSets.set(box[a], point[a]);
            }
            boolean[] done = new boolean[n];
            for (int round = 0; round < n; round++) {
                int freest = -1;
                long[] best = new long[0];
                for (int a = 0; a < n; a++) {
                    if (!done[a]) {
                        long[] free = partitions
                                .get(a)
                                .expressible(
                                        freePieces(a, box, within[a], rows),
                                        point[a],
                                        a == dateIndex && hasNoDateColumn);
                        if (freest < 0
                                || (long) BitSets.count(free)
                                                * partitions.get(freest).size()
                                        > (long) BitSets.count(best)
                                                * partitions.get(a).size()) {
                            freest = a;
                            best = free;
                        }
                    }
                }
                box[freest] = best;
                done[freest] = true;
            }
            return box;
        }

        /// The pieces of one axis over which no row meets a box.
        private long[] freePieces(int axis, long[][] box, long[] within, long[] rows) {
            long[] meeting = rows.clone();
            for (int a = 0; a < box.length; a++) {
                if (a != axis) {
                    long[] here = BitSets.none(bitCount);
                    for (int p = BitSets.nextSet(box[a], 0); p >= 0; p = BitSets.nextSet(box[a], p + 1)) {
                        BitSets.or(here, partitions.get(a).rowsAt(p));
                    }
                    BitSets.and(meeting, here);
                }
            }
            long[] free = new long[within.length];
            for (int p = BitSets.nextSet(within, 0); p >= 0; p = BitSets.nextSet(within, p + 1)) {
                if (!BitSets.intersects(partitions.get(axis).rowsAt(p), meeting)) {
                    BitSets.set(free, p);
                }
            }
            return free;
        }

        private Gap gap(long[][] box, long[][] within) {
            Map<String, String> texts = new LinkedHashMap<>();
            Set<String> telling = new LinkedHashSet<>();
            for (int a = 0; a < box.length; a++) {
                String name = partitions.get(a).field().name();
                String text = a == dateIndex && hasNoDateColumn
                        ? "-"
                        : partitions.get(a).text(box[a]);
                if (text == null) {
                    throw new IllegalStateException("a gap that no cell can say");
                }
                texts.put(name, text);
                if (!text.equals("-")) {
                    telling.add(name);
                }
            }
            List<String> cells = new ArrayList<>();
            for (Column column : table.conditions()) {
                // A second column of the same name asks nothing more.
                String text = texts.put(column.field().name(), "-");
                cells.add(text == null ? "-" : text);
            }
            boolean period = dateIndex >= 0
                    && hasNoDateColumn
                    && BitSets.count(box[dateIndex]) < BitSets.count(within[dateIndex]);
            return new Gap(
                    example(firstPoint(box), telling),
                    cells,
                    period ? partitions.get(dateIndex).firstDay(box[dateIndex]) : null,
                    period ? partitions.get(dateIndex).dayAfter(box[dateIndex]) : null);
        }

        /// A point with as little unknown as can be, since that comes last.
        private static int[] firstPoint(long[][] box) {
            return Arrays.stream(box)
                    .mapToInt(pieces -> BitSets.nextSet(pieces, 0))
                    .toArray();
        }

        private Example example(int[] point, Set<String> telling) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int a = 0; a < point.length; a++) {
                values.put(partitions.get(a).field().name(), partitions.get(a).value(point[a]));
            }
            return new Example(values, telling);
        }
    }
}
