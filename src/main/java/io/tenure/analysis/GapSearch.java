package io.tenure.analysis;

import io.tenure.table.BitSets;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the gaps of a table one by one: a point that no row covers, grown to the largest box that one row could
/// describe, which then counts as covered.
final class GapSearch {
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
    private final long deadline;

    /// @param boxes the table's rows, with as many spare ones as gaps may be reported
    /// @param deadline as [System#nanoTime] counts
    GapSearch(Table table, RowBoxes boxes, AnalysisLimits limits, long deadline) {
        this.table = table;
        this.boxes = boxes;
        this.dimensions = boxes.dimensions();
        this.texts = dimensions.stream().map(ConditionText::new).toList();
        this.limits = limits;
        this.deadline = deadline;
    }

    Result find() {
        List<Gap> gaps = new ArrayList<>();
        long[][] box = wholeBox();
        long[] covered = boxes.satisfiableRows().clone();
        while (true) {
            switch (boxes.find(box, covered, limits.maxSteps(), deadline)) {
                case CoverageSearch.CoverageResult.UncoveredPoint(var point) -> {
                    if (gaps.size() == limits.maxGaps()) {
                        return new Result(gaps, true, false);
                    }
                    long[][] around = expand(
                            point, box, table.hitPolicy() == HitPolicy.UNIQUE ? covered : boxes.satisfiableRows());
                    int row = table.rows().size() + gaps.size();
                    boxes.add(row, around);
                    BitSets.set(covered, row);
                    gaps.add(gap(around, box));
                }
                case CoverageSearch.CoverageResult.FullCoverage _ -> {
                    return new Result(gaps, false, false);
                }
                case CoverageSearch.CoverageResult.LimitReached _ -> {
                    return new Result(gaps, false, true);
                }
            }
        }
    }

    /// All pieces, but of the days only those from the first on which some row is effective.
    private long[][] wholeBox() {
        long[][] box = dimensions.stream().map(d -> BitSets.all(d.size())).toArray(long[][]::new);
        long[] satisfiable = boxes.satisfiableRows();
        LocalDate first = null;
        for (int r = BitSets.nextSet(satisfiable, 0); r >= 0; r = BitSets.nextSet(satisfiable, r + 1)) {
            LocalDate effective = table.rows().get(r).effective();
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

    /// The box around an uncovered point, grown as far as some rows allow and cells can express, the dimension that
    /// can become freest first.
    private long[][] expand(int[] point, long[][] within, long[] rows) {
        int n = point.length;
        long[][] box = new long[n][];
        for (int d = 0; d < n; d++) {
            box[d] = BitSets.none(dimensions.get(d).size());
            BitSets.set(box[d], point[d]);
        }
        boolean[] done = new boolean[n];
        for (int round = 0; round < n; round++) {
            int freest = -1;
            long[] best = new long[0];
            for (int d = 0; d < n; d++) {
                if (!done[d]) {
                    long[] free =
                            texts.get(d).expressible(freePieces(d, box, within[d], rows), point[d], isPeriodAlone(d));
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
            done[freest] = true;
        }
        return box;
    }

    private boolean isPeriodAlone(int dimension) {
        return dimension == boxes.dateIndex() && boxes.hasNoDateColumn();
    }

    /// The pieces of one dimension over which no row meets a box.
    private long[] freePieces(int dimension, long[][] box, long[] within, long[] rows) {
        long[] meeting = rows.clone();
        for (int d = 0; d < box.length; d++) {
            if (d != dimension) {
                long[] here = BitSets.none(boxes.capacity());
                for (int p = BitSets.nextSet(box[d], 0); p >= 0; p = BitSets.nextSet(box[d], p + 1)) {
                    BitSets.or(here, dimensions.get(d).rowsAt(p));
                }
                BitSets.and(meeting, here);
            }
        }
        long[] free = new long[within.length];
        for (int p = BitSets.nextSet(within, 0); p >= 0; p = BitSets.nextSet(within, p + 1)) {
            if (!BitSets.intersects(dimensions.get(dimension).rowsAt(p), meeting)) {
                BitSets.set(free, p);
            }
        }
        return free;
    }

    private Gap gap(long[][] box, long[][] within) {
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
                dates >= 0 && boxes.hasNoDateColumn() && BitSets.count(box[dates]) < BitSets.count(within[dates]);
        return new Gap(
                boxes.example(RowBoxes.firstPoint(box), relevant),
                cells,
                hasPeriod ? dimensions.get(dates).firstDay(box[dates]) : null,
                hasPeriod ? dimensions.get(dates).dayAfter(box[dates]) : null);
    }
}
