package io.tenure.analysis;

import io.tenure.table.BitSets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Some rows, within a box, as bits: for each piece of each dimension the rows that accept it, and for each
/// row the pieces.
///
/// Rows and pieces have numbers of their own here: rows in their order, and neighbouring pieces that none of
/// these rows tells apart are one. Its size is the product of rows and pieces, so it is made of few rows
/// only.
final class Grid {
    private final int[] rows;
    /// For each piece of each dimension, the first one of the dimension's own that it stands for.
    private final int[][] origins;
    private final long[][][] rowsAt;
    private final long[][][] piecesOf;

    private Grid(int[] rows, int dimensions) {
        this.rows = rows;
        this.origins = new int[dimensions][];
        this.rowsAt = new long[dimensions][][];
        this.piecesOf = new long[dimensions][rows.length][];
    }

    /// @param box for each dimension the pieces to look at
    /// @param rows ascending
    static Grid of(List<Dimension> dimensions, int[][] box, int[] rows, Work work) {
        Grid grid = new Grid(rows, dimensions.size());
        for (int d = 0; d < box.length; d++) {
            grid.divide(d, dimensions.get(d), box[d]);
            work.add(50L * rows.length + 3L * grid.origins[d].length * BitSets.wordCount(rows.length));
        }
        return grid;
    }

    private void divide(int d, Dimension dimension, int[] box) {
        int[] starts = starts(dimension, box);
        long[][] at = new long[starts.length][BitSets.wordCount(rows.length)];
        for (int i = 0; i < rows.length; i++) {
            int[] ranges = dimension.piecesOf(rows[i]);
            long[] own = BitSets.none(starts.length);
            for (int r = 0; r < ranges.length; r += 2) {
                int first = atOrAfter(starts, ranges[r]);
                int last = atOrAfter(starts, ranges[r + 1] + 1) - 1;
                if (first <= last) {
                    BitSets.setRange(own, first, last);
                    // Where the row comes and goes; added up below.
                    BitSets.flip(at[first], i);
                    if (last + 1 < starts.length) {
                        BitSets.flip(at[last + 1], i);
                    }
                }
            }
            piecesOf[d][i] = own;
        }
        for (int p = 1; p < starts.length; p++) {
            BitSets.xor(at[p], at[p - 1]);
        }
        origins[d] = starts;
        rowsAt[d] = at;
    }

    /// Where a piece begins: at each range of the box, and where a row begins or ceases to accept.
    private int[] starts(Dimension dimension, int[] box) {
        int[] starts = new int[16];
        int count = 0;
        for (int b = 0; b < box.length; b += 2) {
            starts = added(starts, count++, box[b]);
        }
        for (int row : rows) {
            int[] ranges = dimension.piecesOf(row);
            for (int end = 0; end < ranges.length; end++) {
                int start = end % 2 == 0 ? ranges[end] : ranges[end] + 1;
                for (int b = 0; b < box.length; b += 2) {
                    if (start > box[b] && start <= box[b + 1]) {
                        starts = added(starts, count++, start);
                    }
                }
            }
        }
        return Arrays.stream(starts, 0, count).sorted().distinct().toArray();
    }

    private static int[] added(int[] numbers, int place, int number) {
        int[] longer = place == numbers.length ? Arrays.copyOf(numbers, place * 2) : numbers;
        longer[place] = number;
        return longer;
    }

    private static int atOrAfter(int[] starts, int piece) {
        int found = Arrays.binarySearch(starts, piece);
        return found >= 0 ? found : -found - 1;
    }

    int dimensions() {
        return origins.length;
    }

    int rows() {
        return rows.length;
    }

    /// The number of a row in its table.
    int row(int own) {
        return rows[own];
    }

    long[] rowsAt(int dimension, int piece) {
        return rowsAt[dimension][piece];
    }

    long[] piecesOf(int dimension, int row) {
        return piecesOf[dimension][row];
    }

    /// Every piece of each dimension.
    long[][] whole() {
        return Arrays.stream(origins).map(o -> BitSets.all(o.length)).toArray(long[][]::new);
    }

    long[][] box(int row) {
        return Arrays.stream(piecesOf).map(own -> own[row]).toArray(long[][]::new);
    }

    /// The pieces of a point as the dimensions number them.
    int[] origin(int[] point) {
        int[] origin = new int[point.length];
        for (int d = 0; d < point.length; d++) {
            origin[d] = origins[d][point[d]];
        }
        return origin;
    }

    boolean intersects(int one, int other) {
        for (long[][] own : piecesOf) {
            if (!BitSets.intersects(own[one], own[other])) {
                return false;
            }
        }
        return true;
    }

    /// Rows of which no two intersect, those that intersect fewest others first.
    long[] disjointRows(Work work) {
        int[] intersections = new int[rows.length];
        work.add(10L * rows.length * rows.length);
        for (int upper = 0; upper < rows.length; upper++) {
            for (int lower = upper + 1; lower < rows.length; lower++) {
                if (intersects(upper, lower)) {
                    intersections[upper]++;
                    intersections[lower]++;
                }
            }
        }
        Integer[] order = new Integer[rows.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingInt(row -> intersections[row]));
        long[] disjoint = BitSets.none(rows.length);
        for (int row : order) {
            if (isDisjoint(row, disjoint)) {
                BitSets.set(disjoint, row);
            }
        }
        return disjoint;
    }

    private boolean isDisjoint(int row, long[] others) {
        for (int other = BitSets.nextSet(others, 0); other >= 0; other = BitSets.nextSet(others, other + 1)) {
            if (intersects(row, other)) {
                return false;
            }
        }
        return true;
    }
}
