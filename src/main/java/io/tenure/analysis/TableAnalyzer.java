package io.tenure.analysis;

import io.tenure.table.HitPolicy;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Analyses one typed table: overlaps, unreachable rows and gaps, as its hit policy asks for.
public final class TableAnalyzer {
    private final Table table;
    private final AnalysisLimits limits;
    private final Work work;
    private final RowBoxes boxes;

    private TableAnalyzer(Table table, AnalysisLimits limits, Work work) {
        this.table = table;
        this.limits = limits;
        this.work = work;
        this.boxes = new RowBoxes(table, limits.maxGaps());
    }

    /// The analysis of a table all of whose rows could be read.
    ///
    /// @param work of the bundle, of which it takes its part
    public static TableAnalysis analyze(Table table, AnalysisLimits limits, Work work) {
        return new TableAnalyzer(table, limits, work).analyze(true);
    }

    /// The analysis of a table of which some rows could not be read: no gaps, since those rows might close them.
    public static TableAnalysis analyzeWithoutGaps(Table table, AnalysisLimits limits, Work work) {
        return new TableAnalyzer(table, limits, work).analyze(false);
    }

    private TableAnalysis analyze(boolean withGaps) {
        OverlapSearch.Result overlaps = table.hitPolicy() == HitPolicy.UNIQUE
                ? new OverlapSearch(table.rows(), boxes, limits, part()).find()
                : OverlapSearch.Result.NONE;
        ReachabilitySearch.Result reachability = table.hitPolicy() == HitPolicy.FIRST
                ? new ReachabilitySearch(table.rows(), boxes, limits, part()).find()
                : ReachabilitySearch.Result.NONE;
        GapSearch.Result gaps = withGaps
                        && table.hitPolicy() != HitPolicy.COLLECT
                        && !table.rows().isEmpty()
                ? new GapSearch(table, boxes, limits, part()).find()
                : GapSearch.Result.NONE;
        List<UnreachableRow> contradictory = contradictoryRows();
        int reported = Math.min(contradictory.size(), limits.maxUnreachableRows());
        List<UnreachableRow> unreachable = new ArrayList<>(contradictory.subList(0, reported));
        unreachable.addAll(reachability.unreachable());
        return new TableAnalysis(
                table,
                overlaps.overlaps(),
                overlaps.omitted(),
                overlaps.unproven(),
                unreachable,
                contradictory.size() - reported + reachability.omitted(),
                gaps.gaps(),
                gaps.hasMore(),
                reachability.unproven(),
                gaps.unproven());
    }

    private Work part() {
        return work.part(limits.maxWork());
    }

    /// Rows whose conditions no value meets.
    private List<UnreachableRow> contradictoryRows() {
        List<UnreachableRow> contradictory = new ArrayList<>();
        int[] rows = boxes.satisfiableRows();
        for (int row = 0; row < table.rows().size(); row++) {
            if (Arrays.binarySearch(rows, row) < 0) {
                contradictory.add(new UnreachableRow(table.rows().get(row), List.of()));
            }
        }
        return contradictory;
    }
}
