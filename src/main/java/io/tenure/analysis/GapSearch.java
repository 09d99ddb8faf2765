package io.tenure.analysis;

import io.tenure.analysis.CoverageSearch.CoverageResult;
import io.tenure.table.BitSets;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.RangeSets;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds the gaps of a table one by one: a point that no row covers, grown to the largest box that one row could
/// describe, which then counts as covered.
final class GapSearch implements Subdivision.Visitor {
    /// What a search found.
    ///
    /// @param hasMore whether it stopped at the greatest number of gaps
    /// @param unproven whether it stopped at its other limits
    record Result(List<Gap> gaps, boolean hasMore, boolean unproven) {
        static final Result NONE = new Result(List.of(), false, false);
    }

    private final Table table;
    private final RowBoxes boxes;
    private final List<Dimension> dimensions;
    private final List<ConditionText> texts;
    private final AnalysisLimits limits;
    private final Work work;
    private final int[][] whole;
    private final List<Gap> gaps = new ArrayList<>();
    private boolean hasMore;
    private boolean unproven;

    /// @param boxes the table's rows, with as many spare ones as gaps may be reported
    GapSearch(Table table, RowBoxes boxes, AnalysisLimits limits, Work work) {
        this.table = table;
        this.boxes = boxes;
        this.dimensions = boxes.dimensions();
        this.texts = dimensions.stream().map(ConditionText::new).toList();
        this.limits = limits;
        this.work = work;
        this.whole = wholeBox();
    }

    Result find() {
        boolean complete = new Subdivision(dimensions, limits, work).forEachPart(whole, boxes.satisfiableRows(), this);
        return new Result(gaps, hasMore, !hasMore && (unproven || !complete));
    }

    /// All pieces, but of the days only those from the first on which some row is effective.
    private int[][] wholeBox() {
        int[][] box = boxes.whole();
        LocalDate first = null;
        for (int row : boxes.satisfiableRows()) {
            LocalDate effective = table.rows().get(row).effective();
            if (effective == null) {
                return box;
            }
            first = first == null || effective.isBefore(first) ? effective : first;
        }
        if (first != null) {
            box[boxes.dateIndex()] = dimensions.get(boxes.dateIndex()).piecesFrom(first);
        }
        return box;
    }

    @Override
    public int @Nullable [] relevantRows(int[][] box, int[] meeting) {
        return boxes.firstCovering(box, meeting) >= 0 || boxes.firstCovering(box, gapRows()) >= 0 ? null : meeting;
    }

    private int[] gapRows() {
        return IntStream.range(0, gaps.size()).map(g -> table.rows().size() + g).toArray();
    }

    @Override
    public boolean visit(int[][] box, int[] meeting) {
        while (true) {
            int[] rows = IntStream.concat(Arrays.stream(meeting), Arrays.stream(gapRows()))
                    .toArray();
            Grid grid = Grid.of(dimensions, box, rows, work);
            switch (CoverageSearch.find(
                    grid, grid.whole(), BitSets.all(rows.length), grid.disjointRows(work), limits.maxBoxes(), work)) {
                case CoverageResult.UncoveredPoint(var point) -> {
                    if (gaps.size() == limits.maxGaps()) {
                        hasMore = true;
                        return false;
                    }
                    addGap(grid.origin(point));
                }
                case CoverageResult.FullCoverage _ -> {
                    return true;
                }
                case CoverageResult.LimitReached _ -> {
                    unproven = true;
                    return true;
                }
            }
        }
    }

    @Override
    public boolean passOver(int[][] box, int[] meeting) {
        unproven = true;
        return true;
    }

    private void addGap(int[] point) {
        int[] rows = table.hitPolicy() == HitPolicy.UNIQUE
                ? IntStream.concat(Arrays.stream(boxes.satisfiableRows()), Arrays.stream(gapRows()))
                        .toArray()
                : boxes.satisfiableRows();
        long[][] around = expand(point, rows);
        boxes.add(
                table.rows().size() + gaps.size(),
                Arrays.stream(around).map(RangeSets::ofBits).toArray(int[][]::new));
        gaps.add(gap(around));
    }

    /// The box around an uncovered point, grown as far as some rows allow and cells can express, the
    /// dimension that can become freest first.
    private long[][] expand(int[] point, int[] rows) {
        int n = point.length;
        work.add((long) n * n * rows.length);
        long[][] box = new long[n][];
        // In each dimension, the rows that meet the box there.
        long[][] meeting = new long[n][];
        for (int d = 0; d < n; d++) {
            box[d] = BitSets.none(dimensions.get(d).size());
            BitSets.set(box[d], point[d]);
            meeting[d] = rowsMeeting(d, new int[] {point[d], point[d]}, rows);
        }
        boolean[] done = new boolean[n];
        for (int round = 0; round < n; round++) {
            int freest = -1;
            long[] best = new long[0];
            for (int d = 0; d < n; d++) {
                if (!done[d]) {
                    long[] free = texts.get(d).expressible(freePieces(d, meeting, rows), point[d], isPeriodAlone(d));
                    if (freest < 0
                            || (long) BitSets.count(free)
                                            * dimensions.get(freest).size()
                                    > (long) BitSets.count(best)
                                            * dimensions.get(d).size()) {
                        freest = d;
                        best = free;
                    }
                }
            }
            box[freest] = best;
            meeting[freest] = rowsMeeting(freest, RangeSets.ofBits(best), rows);
            done[freest] = true;
        }
        return box;
    }

    private boolean isPeriodAlone(int dimension) {
        return dimension == boxes.dateIndex() && boxes.hasNoDateColumn();
    }

    /// The places of the rows that accept some of the pieces.
    private long[] rowsMeeting(int dimension, int[] pieces, int[] rows) {
        long[] meeting = BitSets.none(rows.length);
        for (int i = 0; i < rows.length; i++) {
            if (RangeSets.firstCommon(dimensions.get(dimension).piecesOf(rows[i]), pieces) >= 0) {
                BitSets.set(meeting, i);
            }
        }
        return meeting;
    }

    /// The pieces of one dimension over which no row meets a box.
    private long[] freePieces(int dimension, long[][] meeting, int[] rows) {
        long[] others = BitSets.all(rows.length);
        for (int d = 0; d < meeting.length; d++) {
            if (d != dimension) {
                BitSets.and(others, meeting[d]);
            }
        }
        long[] free =
                RangeSets.toBits(whole[dimension], dimensions.get(dimension).size());
        for (int i = BitSets.nextSet(others, 0); i >= 0; i = BitSets.nextSet(others, i + 1)) {
            int[] taken = dimensions.get(dimension).piecesOf(rows[i]);
            for (int r = 0; r < taken.length; r += 2) {
                BitSets.clearRange(free, taken[r], taken[r + 1]);
            }
        }
        return free;
    }

    private Gap gap(long[][] box) {
        Map<String, String> textByName = new LinkedHashMap<>();
        Set<String> relevant = new LinkedHashSet<>();
        for (int d = 0; d < box.length; d++) {
            String name = dimensions.get(d).field().name();
            String text = isPeriodAlone(d) ? "-" : texts.get(d).of(box[d]);
            if (text == null) {
                throw new IllegalStateException("a gap that no cell can express");
            }
            textByName.put(name, text);
            if (!text.equals("-")) {
                relevant.add(name);
            }
        }
        List<String> cells = new ArrayList<>();
        for (Column column : table.conditions()) {
            // A second column of the same name asks nothing more.
            String text = textByName.put(column.field().name(), "-");
            cells.add(text == null ? "-" : text);
        }
        int dates = boxes.dateIndex();
        boolean hasPeriod =
                dates >= 0 && boxes.hasNoDateColumn() && BitSets.count(box[dates]) < RangeSets.count(whole[dates]);
        return new Gap(
                boxes.example(firstPoint(box), relevant),
                cells,
                hasPeriod ? dimensions.get(dates).firstDay(box[dates]) : null,
                hasPeriod ? dimensions.get(dates).dayAfter(box[dates]) : null);
    }

    /// A point of a box; the known values come first.
    private static int[] firstPoint(long[][] box) {
        return Arrays.stream(box).mapToInt(pieces -> BitSets.nextSet(pieces, 0)).toArray();
    }
}
