package io.tenure.analysis;

import io.tenure.table.BitSets;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Analyses one typed table: overlaps, unreachable rows and gaps, as its hit policy asks for.
public final class TableAnalyzer {
    private static final int QUICK_STEPS = 2_000;
    private static final int MAX_ROWS_TO_MINIMIZE = 24;

    private final Table table;
    private final AnalysisLimits limits;
    private final List<Row> rows;
    private final RowBoxes boxes;
    private final long start = System.nanoTime();

    private final List<Overlap> overlaps = new ArrayList<>();
    private int omittedOverlaps;
    private final List<UnreachableRow> unreachableRows = new ArrayList<>();
    private final List<Row> unprovenRows = new ArrayList<>();

    private TableAnalyzer(Table table, AnalysisLimits limits) {
        this.table = table;
        this.limits = limits;
        this.rows = table.rows();
        this.boxes = new RowBoxes(table, limits.maxGaps());
    }

    /// The analysis of a table all of whose rows could be read.
    public static TableAnalysis analyze(Table table, AnalysisLimits limits) {
        return new TableAnalyzer(table, limits).analyze(true);
    }

    /// The analysis of a table of which some rows could not be read: no gaps, since those rows might close them.
    public static TableAnalysis analyzeWithoutGaps(Table table, AnalysisLimits limits) {
        return new TableAnalyzer(table, limits).analyze(false);
    }

    private TableAnalysis analyze(boolean withGaps) {
        for (int row = 0; row < rows.size(); row++) {
            if (!BitSets.has(boxes.satisfiableRows(), row)) {
                unreachableRows.add(new UnreachableRow(rows.get(row), List.of()));
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
        GapSearch.Result gaps = withGaps && table.hitPolicy() != HitPolicy.COLLECT && !rows.isEmpty()
                ? new GapSearch(table, boxes, limits, start + limits.timeout().toNanos()).find()
                : GapSearch.Result.NONE;
        return new TableAnalysis(
                table,
                overlaps,
                omittedOverlaps,
                unreachableRows,
                gaps.gaps(),
                gaps.hasMore(),
                unprovenRows,
                gaps.unproven());
    }

    /// Goes through all pairs of rows, and picks disjoint ones, those that intersect fewest others first.
    private void compareAllPairs(boolean asOverlaps) {
        long[] satisfiable = boxes.satisfiableRows();
        int[] intersections = new int[rows.size()];
        for (int upper = BitSets.nextSet(satisfiable, 0); upper >= 0; upper = BitSets.nextSet(satisfiable, upper + 1)) {
            for (int lower = BitSets.nextSet(satisfiable, upper + 1);
                    lower >= 0;
                    lower = BitSets.nextSet(satisfiable, lower + 1)) {
                if (boxes.intersects(upper, lower)) {
                    intersections[upper]++;
                    intersections[lower]++;
                    if (asOverlaps && overlaps.size() < limits.maxOverlaps()) {
                        overlaps.add(overlap(upper, lower));
                    } else if (asOverlaps) {
                        omittedOverlaps++;
                    }
                }
            }
        }
        IntStream.range(0, rows.size())
                .filter(row -> BitSets.has(satisfiable, row))
                .boxed()
                .sorted(Comparator.comparingInt(row -> intersections[row]))
                .forEach(boxes::addIfDisjoint);
    }

    private Overlap overlap(int upper, int lower) {
        long[][] both = boxes.box(upper);
        Set<String> relevant = new LinkedHashSet<>();
        boolean sameConditions = boxes.dateIndex() >= 0;
        for (int d = 0; d < both.length; d++) {
            Dimension dimension = boxes.dimensions().get(d);
            both[d] = both[d].clone();
            BitSets.and(both[d], dimension.piecesOf(lower));
            if (BitSets.count(both[d]) < dimension.size()) {
                relevant.add(dimension.field().name());
            }
            sameConditions &= d == boxes.dateIndex()
                    ? rows.get(upper).isDated() || rows.get(lower).isDated()
                    : Arrays.equals(dimension.piecesOf(upper), dimension.piecesOf(lower));
        }
        return new Overlap(
                rows.get(upper), rows.get(lower), boxes.example(RowBoxes.firstPoint(both), relevant), sameConditions);
    }

    /// First a quick look at every row, then a long one at those that it left open.
    private void findUnreachableRows() {
        long[] satisfiable = boxes.satisfiableRows();
        List<Integer> open = new ArrayList<>();
        for (int row = BitSets.nextSet(satisfiable, 0); row >= 0; row = BitSets.nextSet(satisfiable, row + 1)) {
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
        long[] satisfiable = boxes.satisfiableRows();
        long[] earlier = BitSets.none(boxes.capacity());
        for (int e = BitSets.nextSet(satisfiable, 0); e < row; e = BitSets.nextSet(satisfiable, e + 1)) {
            BitSets.set(earlier, e);
        }
        // Half the time is for the gaps.
        long deadline = start + limits.timeout().toNanos() / 2;
        long[][] box = boxes.box(row);
        return switch (boxes.find(box, earlier, steps, deadline)) {
            case CoverageSearch.CoverageResult.UncoveredPoint _ -> false;
            case CoverageSearch.CoverageResult.FullCoverage(var coveringRows) -> {
                unreachableRows.add(new UnreachableRow(rows.get(row), minimalCover(box, coveringRows, deadline)));
                yield false;
            }
            case CoverageSearch.CoverageResult.LimitReached _ -> true;
        };
    }

    /// Rows without which a box would not be covered any more.
    private List<Row> minimalCover(long[][] box, long[] coveringRows, long deadline) {
        long[] needed = coveringRows.clone();
        if (BitSets.count(coveringRows) <= MAX_ROWS_TO_MINIMIZE) {
            // From below, so that the rows named are those that a reader meets first.
            for (int row = rows.size() - 1; row >= 0; row--) {
                if (BitSets.has(needed, row)) {
                    BitSets.clear(needed, row);
                    if (!(boxes.find(box, needed, QUICK_STEPS, deadline)
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
}
