package io.tenure.analysis;

import io.tenure.table.RangeSets;
import io.tenure.table.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the pairs of rows that both match some customer.
final class OverlapSearch implements Subdivision.Visitor {
    /// What a search found.
    ///
    /// @param omitted how many more there are, at least
    /// @param unproven whether there may be others
    record Result(List<Overlap> overlaps, long omitted, boolean unproven) {
        static final Result NONE = new Result(List.of(), 0, false);
    }

    private final List<Row> rows;
    private final RowBoxes boxes;
    private final AnalysisLimits limits;
    private final Work work;
    private final List<Overlap> overlaps = new ArrayList<>();
    private long omitted;
    private boolean unproven;

    OverlapSearch(List<Row> rows, RowBoxes boxes, AnalysisLimits limits, Work work) {
        this.rows = rows;
        this.boxes = boxes;
        this.limits = limits;
        this.work = work;
    }

    Result find() {
        boolean complete = new Subdivision(boxes.dimensions(), limits, work)
                .forEachPart(boxes.whole(), boxes.satisfiableRows(), this);
        return new Result(overlaps, omitted, unproven || !complete);
    }

    @Override
    public int @Nullable [] relevantRows(int[][] box, int[] meeting) {
        return meeting.length < 2 ? null : meeting;
    }

    @Override
    public boolean visit(int[][] box, int[] meeting) {
        int[] point = new int[box.length];
        for (int i = 0; i < meeting.length && !work.isDone(); i++) {
            work.add(10L * (meeting.length - i));
            for (int j = i + 1; j < meeting.length; j++) {
                // Rows that meet in several parts are counted where their first common point lies.
                if (boxes.findCommonPoint(meeting[i], meeting[j], point) && contains(box, point)) {
                    add(meeting[i], meeting[j], point);
                }
            }
        }
        return true;
    }

    /// Compares pairs as long as that is affordable: the first ones are what people want to see.
    @Override
    public boolean passOver(int[][] box, int[] meeting) {
        unproven = true;
        long before = overlaps.size() + omitted;
        int most = limits.maxRowsTogether();
        for (int from = 0; from < meeting.length && overlaps.size() + omitted == before; from += most) {
            visit(box, Arrays.copyOfRange(meeting, from, Math.min(meeting.length, from + most)));
        }
        return true;
    }

    private static boolean contains(int[][] box, int[] point) {
        for (int d = 0; d < point.length; d++) {
            if (!RangeSets.has(box[d], point[d])) {
                return false;
            }
        }
        return true;
    }

    private void add(int upper, int lower, int[] point) {
        if (overlaps.size() == limits.maxOverlaps()) {
            omitted++;
            return;
        }
        Set<String> relevant = new LinkedHashSet<>();
        boolean sameConditions = boxes.dateIndex() >= 0;
        for (int d = 0; d < point.length; d++) {
            Dimension dimension = boxes.dimensions().get(d);
            int[] one = dimension.piecesOf(upper);
            int[] other = dimension.piecesOf(lower);
            if (RangeSets.count(RangeSets.intersection(one, other)) < dimension.size()) {
                relevant.add(dimension.field().name());
            }
            sameConditions &= d == boxes.dateIndex()
                    ? rows.get(upper).isDated() || rows.get(lower).isDated()
                    : Arrays.equals(one, other);
        }
        overlaps.add(new Overlap(rows.get(upper), rows.get(lower), boxes.example(point, relevant), sameConditions));
    }
}
