package io.tenure.analysis;

import io.tenure.table.RangeSets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Divides a box in two, and the halves again, until few rows meet in each part, so that the parts can be
/// looked at one by one.
///
/// What takes the square of the rows, or of their values, is so done for few rows at a time. It doesn't help
/// where the same rows meet in both halves: such a part is passed on as it is.
final class Subdivision {
    /// Rows by which a division is chosen.
    private static final int SAMPLE = 256;
    /// A part of few enough rows is divided further if that spares this share of comparing all with all.
    private static final double WORTHWHILE = 0.9;
    /// A larger part is divided as long as each half loses some of the rows.
    private static final double HOPELESS = 0.98;

    /// What is done with the parts.
    interface Visitor {
        /// The rows to be looked at in a part; null to leave it out.
        ///
        /// @param box for each dimension the pieces of the part
        /// @param rows those that meet in it, ascending
        int @Nullable [] relevantRows(int[][] box, int[] rows);

        /// Looks at a part.
        ///
        /// @return whether to go on
        boolean visit(int[][] box, int[] rows);

        /// Takes note of a part that too many rows meet in.
        ///
        /// @return whether to go on
        boolean passOver(int[][] box, int[] rows);
    }

    private record Part(int[][] box, int[] rows) {}

    /// @param piece the first piece of the upper half
    private record Cut(int dimension, int piece, double cost, int larger) {}

    private final List<Dimension> dimensions;
    private final AnalysisLimits limits;
    private final Work work;

    Subdivision(List<Dimension> dimensions, AnalysisLimits limits, Work work) {
        this.dimensions = dimensions;
        this.limits = limits;
        this.work = work;
    }

    /// Goes through the parts of a box.
    ///
    /// @param rows ascending
    /// @return false if the work was done before all parts were seen
    boolean forEachPart(int[][] whole, int[] rows, Visitor visitor) {
        Deque<Part> open = new ArrayDeque<>();
        open.push(new Part(whole, rowsMeeting(whole, rows)));
        while (!open.isEmpty()) {
            Part part = open.pop();
            work.add(5L * part.rows.length * dimensions.size());
            if (work.isDone()) {
                return false;
            }
            int @Nullable [] relevant = visitor.relevantRows(part.box, part.rows);
            if (relevant == null) {
                continue;
            }
            Cut cut = relevant.length <= limits.fewRows() ? null : bestCut(part.box, relevant);
            if (cut != null && isWorthwhile(cut, relevant.length)) {
                divide(part.box, relevant, cut, open);
            } else if (!(relevant.length <= limits.maxRowsTogether()
                    ? visitor.visit(part.box, relevant)
                    : visitor.passOver(part.box, relevant))) {
                return true;
            }
        }
        return true;
    }

    private boolean isWorthwhile(Cut cut, int rows) {
        return rows <= limits.maxRowsTogether()
                ? cut.cost < WORTHWHILE
                : cut.larger < HOPELESS * Math.min(rows, SAMPLE);
    }

    private int[] rowsMeeting(int[][] box, int[] rows) {
        return Arrays.stream(rows).filter(row -> meets(row, box)).toArray();
    }

    private boolean meets(int row, int[][] box) {
        for (int d = 0; d < box.length; d++) {
            if (RangeSets.firstCommon(dimensions.get(d).piecesOf(row), box[d]) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Puts both halves on the stack, the one that fewer rows meet in on top.
    private void divide(int[][] box, int[] rows, Cut cut, Deque<Part> open) {
        Dimension dimension = dimensions.get(cut.dimension);
        int[] below = RangeSets.intersection(box[cut.dimension], new int[] {0, cut.piece - 1});
        int[] above = RangeSets.intersection(box[cut.dimension], new int[] {cut.piece, dimension.size() - 1});
        List<Part> halves = new ArrayList<>();
        for (int[] half : List.of(below, above)) {
            int[][] halfBox = box.clone();
            halfBox[cut.dimension] = half;
            int[] meeting = new int[rows.length];
            int count = 0;
            for (int row : rows) {
                if (RangeSets.firstCommon(dimension.piecesOf(row), half) >= 0) {
                    meeting[count++] = row;
                }
            }
            halves.add(new Part(halfBox, Arrays.copyOf(meeting, count)));
        }
        boolean aboveIsSmaller = halves.get(1).rows.length < halves.get(0).rows.length;
        open.push(halves.get(aboveIsSmaller ? 0 : 1));
        open.push(halves.get(aboveIsSmaller ? 1 : 0));
    }

    private @Nullable Cut bestCut(int[][] box, int[] rows) {
        int[] sample = rows;
        if (rows.length > SAMPLE) {
            sample = new int[SAMPLE];
            for (int i = 0; i < SAMPLE; i++) {
                sample[i] = rows[(int) ((long) i * rows.length / SAMPLE)];
            }
        }
        work.add(50L * sample.length * dimensions.size());
        Cut best = null;
        for (int d = 0; d < box.length; d++) {
            Cut cut = bestCut(d, box[d], sample);
            if (cut != null && (best == null || cut.cost < best.cost)) {
                best = cut;
            }
        }
        return best;
    }

    /// The middle one of the places where rows of a sample begin or end.
    private @Nullable Cut bestCut(int d, int[] box, int[] sample) {
        int[] first = new int[sample.length];
        int[] last = new int[sample.length];
        int[] places = new int[2 * sample.length];
        int count = 0;
        for (int i = 0; i < sample.length; i++) {
            int[] own = RangeSets.intersection(dimensions.get(d).piecesOf(sample[i]), box);
            first[i] = own[0];
            last[i] = own[own.length - 1];
            if (first[i] > box[0]) {
                places[count++] = first[i];
            }
            if (last[i] < box[box.length - 1]) {
                places[count++] = last[i] + 1;
            }
        }
        if (count == 0) {
            return null;
        }
        Arrays.sort(places, 0, count);
        int piece = places[count / 2];
        double below = 0;
        double above = 0;
        for (int i = 0; i < sample.length; i++) {
            below += first[i] < piece ? 1 : 0;
            above += last[i] >= piece ? 1 : 0;
        }
        double all = sample.length;
        return new Cut(d, piece, (below * below + above * above) / (all * all), (int) Math.max(below, above));
    }
}
