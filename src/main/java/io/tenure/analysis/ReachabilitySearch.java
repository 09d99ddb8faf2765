package io.tenure.analysis;

import io.tenure.analysis.CoverageSearch.CoverageResult;
import io.tenure.table.BitSets;
import io.tenure.table.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the rows of a `FIRST` table that can never match, because earlier ones match everybody whom they
/// describe.
final class ReachabilitySearch implements Subdivision.Visitor {
    private static final int QUICK_BOXES = 2_000;

    /// What a search found.
    ///
    /// @param unreachable those that are reported one by one
    /// @param omitted how many more there are
    /// @param unproven rows that may or may not be reachable
    record Result(List<UnreachableRow> unreachable, int omitted, List<Row> unproven) {
        static final Result NONE = new Result(List.of(), 0, List.of());
    }

    private final List<Row> rows;
    private final RowBoxes boxes;
    private final AnalysisLimits limits;
    private final Work work;
    private final boolean[] isReachable;
    private final boolean[] isUnproven;

    ReachabilitySearch(List<Row> rows, RowBoxes boxes, AnalysisLimits limits, Work work) {
        this.rows = rows;
        this.boxes = boxes;
        this.limits = limits;
        this.work = work;
        this.isReachable = new boolean[rows.size()];
        this.isUnproven = new boolean[rows.size()];
    }

    Result find() {
        boolean complete = new Subdivision(boxes.dimensions(), limits, work)
                .forEachPart(boxes.whole(), boxes.satisfiableRows(), this);
        List<UnreachableRow> unreachable = new ArrayList<>();
        List<Row> unproven = new ArrayList<>();
        int omitted = 0;
        for (int row : boxes.satisfiableRows()) {
            if (isReachable[row]) {
                continue;
            }
            if (!complete || isUnproven[row]) {
                unproven.add(rows.get(row));
            } else if (unreachable.size() < limits.maxUnreachableRows()) {
                unreachable.add(new UnreachableRow(rows.get(row), coveringRows(row)));
            } else {
                omitted++;
            }
        }
        return new Result(unreachable, omitted, unproven);
    }

    private List<Row> coveringRows(int row) {
        int[] earlier =
                Arrays.stream(boxes.satisfiableRows()).filter(e -> e < row).toArray();
        return new CoveringRows(boxes, limits, work.part(limits.maxWork() / 100))
                .of(boxes.box(row), earlier).stream().map(rows::get).toList();
    }

    /// Rows below one that accepts the whole part match nobody in it.
    @Override
    public int @Nullable [] relevantRows(int[][] box, int[] meeting) {
        int covering = boxes.firstCovering(box, meeting);
        int count = covering < 0 ? meeting.length : covering + 1;
        for (int i = 0; i < count; i++) {
            if (!isReachable[meeting[i]]) {
                return count == meeting.length ? meeting : Arrays.copyOf(meeting, count);
            }
        }
        return null;
    }

    /// First a quick look at every row, then a long one at those that it left open.
    @Override
    public boolean visit(int[][] box, int[] meeting) {
        Grid grid = Grid.of(boxes.dimensions(), box, meeting, work);
        long[] disjoint = grid.disjointRows(work);
        List<Integer> open = new ArrayList<>();
        for (int own = 0; own < meeting.length; own++) {
            if (!isReachable[meeting[own]] && isOpen(grid, own, disjoint, Math.min(QUICK_BOXES, limits.maxBoxes()))) {
                open.add(own);
            }
        }
        for (int own : open) {
            if (isOpen(grid, own, disjoint, limits.maxBoxes())) {
                isUnproven[meeting[own]] = true;
            }
        }
        return true;
    }

    /// Whether it stays open if a row can match somebody in a part.
    private boolean isOpen(Grid grid, int own, long[] disjoint, int maxBoxes) {
        long[] earlier = BitSets.none(grid.rows());
        if (own > 0) {
            BitSets.setRange(earlier, 0, own - 1);
        }
        return switch (CoverageSearch.find(grid, grid.box(own), earlier, disjoint, maxBoxes, work)) {
            case CoverageResult.UncoveredPoint _ -> {
                isReachable[grid.row(own)] = true;
                yield false;
            }
            case CoverageResult.FullCoverage _ -> false;
            case CoverageResult.LimitReached _ -> true;
        };
    }

    @Override
    public boolean passOver(int[][] box, int[] meeting) {
        for (int row : meeting) {
            isUnproven[row] = true;
        }
        return true;
    }
}
