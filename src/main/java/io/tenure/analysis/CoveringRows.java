package io.tenure.analysis;

import io.tenure.analysis.CoverageSearch.CoverageResult;
import io.tenure.table.BitSets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rows that together accept all of a box, without those that aren't needed for it.
final class CoveringRows implements Subdivision.Visitor {
    private static final int QUICK_BOXES = 2_000;
    private static final int MAX_ROWS_TO_MINIMIZE = 24;

    private final RowBoxes boxes;
    private final AnalysisLimits limits;
    private final Work work;
    private final TreeSet<Integer> covering = new TreeSet<>();

    CoveringRows(RowBoxes boxes, AnalysisLimits limits, Work work) {
        this.boxes = boxes;
        this.limits = limits;
        this.work = work;
    }

    /// @param rows ascending, of which it is known that together they accept all of the box
    List<Integer> of(int[][] box, int[] rows) {
        boolean complete = new Subdivision(boxes.dimensions(), limits, work).forEachPart(box, rows, this);
        if (!complete) {
            // Too much work to say which of them would do.
            Arrays.stream(rows).filter(row -> boxes.meets(row, box)).forEach(covering::add);
        }
        return covering.size() <= MAX_ROWS_TO_MINIMIZE ? needed(box) : List.copyOf(covering);
    }

    @Override
    public int @Nullable [] relevantRows(int[][] box, int[] meeting) {
        int first = boxes.firstCovering(box, meeting);
        if (first < 0) {
            return meeting;
        }
        covering.add(meeting[first]);
        return null;
    }

    @Override
    public boolean visit(int[][] box, int[] meeting) {
        Grid grid = Grid.of(boxes.dimensions(), box, meeting, work);
        long[] all = BitSets.all(meeting.length);
        CoverageResult result =
                CoverageSearch.find(grid, grid.whole(), all, grid.disjointRows(work), limits.maxBoxes(), work);
        if (result instanceof CoverageResult.FullCoverage(var own)) {
            for (int i = BitSets.nextSet(own, 0); i >= 0; i = BitSets.nextSet(own, i + 1)) {
                covering.add(meeting[i]);
            }
        } else {
            Arrays.stream(meeting).forEach(covering::add);
        }
        return true;
    }

    @Override
    public boolean passOver(int[][] box, int[] meeting) {
        Arrays.stream(meeting).forEach(covering::add);
        return true;
    }

    /// Without rows that the others make superfluous; from below, so that the rows named are those that a
    /// reader meets first.
    private List<Integer> needed(int[][] box) {
        int[] rows = covering.stream().mapToInt(Integer::intValue).toArray();
        Grid grid = Grid.of(boxes.dimensions(), box, rows, work);
        long[] disjoint = grid.disjointRows(work);
        long[] needed = BitSets.all(rows.length);
        for (int own = rows.length - 1; own >= 0; own--) {
            BitSets.clear(needed, own);
            if (!(CoverageSearch.find(grid, grid.whole(), needed, disjoint, QUICK_BOXES, work)
                    instanceof CoverageResult.FullCoverage)) {
                BitSets.set(needed, own);
            } else {
                covering.remove(rows[own]);
            }
        }
        return List.copyOf(covering);
    }
}
