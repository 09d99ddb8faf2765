package io.tenure.analysis;

import io.tenure.table.BitSets;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Searches a box of pieces for a point that none of some rows accepts. The answer is exact, unless the
/// search stops at its limits.
///
/// A box that the rows may not cover is split along the row that accepts most of it: what that row leaves
/// over falls into smaller boxes, which are searched in turn. Before each split the box is reduced in ways
/// that lose no answer:
/// - A piece is dropped when another one of its dimension is accepted by fewer of the rows: if there is an
///   uncovered point with the one, there is one with the other.
/// - Dimensions that no row ties together are searched separately: there is an uncovered point if and only if
///   each part has one.
/// - The sizes of rows that don't overlap are added up: they cover the box when the sum is the size of the box.
///
/// The problem is NP-hard, so there are tables for which the search stops.
final class CoverageSearch {
    /// Above this many pieces only neighbours are compared.
    private static final int MAX_PIECES_FOR_ALL_PAIRS = 96;

    /// The answer of a search.
    sealed interface CoverageResult {
        /// A point that no row accepts.
        ///
        /// @param pieces the piece of each dimension
        record UncoveredPoint(int[] pieces) implements CoverageResult {}

        /// The whole box is covered.
        ///
        /// @param coveringRows rows that together cover it
        record FullCoverage(long[] coveringRows) implements CoverageResult {}

        record LimitReached() implements CoverageResult {}
    }

    private final Grid grid;
    private final long[] disjointRows;
    private final Work work;
    private int remainingBoxes;
    private final long[] coveringRows;

    private CoverageSearch(Grid grid, long[] disjoint, int boxes, Work work) {
        this.grid = grid;
        this.disjointRows = disjoint;
        this.remainingBoxes = boxes;
        this.work = work;
        this.coveringRows = BitSets.none(grid.rows());
    }

    /// @param box for each dimension the pieces to search, none of them empty
    /// @param rows those that may cover the box
    /// @param disjoint rows of which no two overlap; the more there are, the faster the search
    /// @param boxes how many may be examined
    static CoverageResult find(Grid grid, long[][] box, long[] rows, long[] disjoint, int boxes, Work work) {
        return new CoverageSearch(grid, disjoint, boxes, work).find(box, rows);
    }

    private CoverageResult find(long[][] wholeBox, long[] someRows) {
        if (--remainingBoxes < 0 || work.isDone()) {
            return new CoverageResult.LimitReached();
        }
        long[][] box = wholeBox.clone();
        long[] rows = someRows.clone();
        int n = grid.dimensions();
        long[][] full = new long[n][];
        for (boolean smaller = true; smaller; ) {
            for (int a = 0; a < n; a++) {
                long[] meeting = new long[rows.length];
                long[] all = rows.clone();
                for (int p = BitSets.nextSet(box[a], 0); p >= 0; p = BitSets.nextSet(box[a], p + 1)) {
                    BitSets.or(meeting, grid.rowsAt(a, p));
                    BitSets.and(all, grid.rowsAt(a, p));
                    work.add(2L * rows.length);
                }
                BitSets.and(rows, meeting);
                full[a] = all;
            }
            if (BitSets.isEmpty(rows)) {
                return firstPoint(box);
            }
            long[] everything = rows.clone();
            for (long[] f : full) {
                BitSets.and(everything, f);
            }
            int coveringRow = BitSets.nextSet(everything, 0);
            if (coveringRow >= 0) {
                BitSets.set(coveringRows, coveringRow);
                return new CoverageResult.FullCoverage(coveringRows);
            }
            smaller = false;
            for (int a = 0; a < n; a++) {
                long[] fewer = leastCoveredPieces(a, box[a], rows);
                if (BitSets.count(fewer) < BitSets.count(box[a])) {
                    box[a] = fewer;
                    smaller = true;
                }
            }
        }
        long[] apart = rows.clone();
        BitSets.and(apart, disjointRows);
        if (fillsBox(box, apart)) {
            BitSets.or(coveringRows, apart);
            return new CoverageResult.FullCoverage(coveringRows);
        }
        int[] part = independentParts(rows, full);
        return part == null ? splitByLargestRow(box, rows, full) : searchParts(box, rows, full, part);
    }

    /// The pieces that fewest rows accept: of equal ones one, and none whose rows include those of another.
    private long[] leastCoveredPieces(int dimension, long[] box, long[] rows) {
        int[] kept = new int[BitSets.count(box)];
        int count = 0;
        for (int p = BitSets.nextSet(box, 0); p >= 0; p = BitSets.nextSet(box, p + 1)) {
            while (count > 0
                    && BitSets.isSubset(grid.rowsAt(dimension, p), grid.rowsAt(dimension, kept[count - 1]), rows)) {
                count--;
            }
            if (count == 0
                    || !BitSets.isSubset(grid.rowsAt(dimension, kept[count - 1]), grid.rowsAt(dimension, p), rows)) {
                kept[count++] = p;
            }
        }
        long[] fewest = new long[box.length];
        for (int i = 0; i < count; i++) {
            boolean least = true;
            for (int j = 0; count <= MAX_PIECES_FOR_ALL_PAIRS && j < count && least; j++) {
                // Of two equal pieces the first stays.
                least = i == j
                        || !BitSets.isSubset(grid.rowsAt(dimension, kept[j]), grid.rowsAt(dimension, kept[i]), rows)
                        || (i < j
                                && BitSets.isSubset(
                                        grid.rowsAt(dimension, kept[i]), grid.rowsAt(dimension, kept[j]), rows));
            }
            if (least) {
                BitSets.set(fewest, kept[i]);
            }
        }
        int compared = count <= MAX_PIECES_FOR_ALL_PAIRS ? count : 1;
        work.add((long) rows.length * compared * count);
        return fewest;
    }

    /// For each dimension the number of its part; null when all dimensions that some row asks about hang
    /// together.
    private static int @Nullable [] independentParts(long[] rows, long[][] full) {
        int n = full.length;
        int[] part = new int[n];
        for (int a = 0; a < n; a++) {
            part[a] = a;
        }
        for (int a = 0; a < n; a++) {
            long[] asking = BitSets.difference(rows, full[a]);
            for (int b = a + 1; b < n; b++) {
                if (part[a] != part[b] && BitSets.intersects(asking, BitSets.difference(rows, full[b]))) {
                    int from = part[b];
                    for (int c = 0; c < n; c++) {
                        if (part[c] == from) {
                            part[c] = part[a];
                        }
                    }
                }
            }
        }
        int first = -1;
        for (int a = 0; a < n; a++) {
            if (!BitSets.isSubset(rows, full[a], rows)) {
                if (first >= 0 && part[a] != first) {
                    return part;
                }
                first = part[a];
            }
        }
        return null;
    }

    private CoverageResult searchParts(long[][] box, long[] rows, long[][] full, int[] part) {
        int n = box.length;
        int[] point = ((CoverageResult.UncoveredPoint) firstPoint(box)).pieces();
        for (int p = 0; p < n; p++) {
            long[] own = BitSets.none(rows.length * 64);
            long[][] ownBox = box.clone();
            for (int a = 0; a < n; a++) {
                if (part[a] == p) {
                    BitSets.or(own, BitSets.difference(rows, full[a]));
                } else {
                    long[] one = new long[box[a].length];
                    BitSets.set(one, point[a]);
                    ownBox[a] = one;
                }
            }
            if (!BitSets.isEmpty(own)) {
                switch (find(ownBox, own)) {
                    case CoverageResult.UncoveredPoint(var found) -> {
                        for (int a = 0; a < n; a++) {
                            if (part[a] == p) {
                                point[a] = found[a];
                            }
                        }
                    }
                    case CoverageResult.FullCoverage covered -> {
                        return covered;
                    }
                    case CoverageResult.LimitReached stopped -> {
                        return stopped;
                    }
                }
            }
        }
        return new CoverageResult.UncoveredPoint(point);
    }

    /// Takes the row that accepts most, and searches what it leaves over, the boxes that rows accept least of
    /// first.
    private CoverageResult splitByLargestRow(long[][] box, long[] rows, long[][] full) {
        int n = box.length;
        int most = largestRow(box, rows);
        BitSets.set(coveringRows, most);
        long[] others = rows.clone();
        BitSets.clear(others, most);
        long[][][] left = new long[n][][];
        double[] load = new double[n];
        int count = 0;
        long[][] inside = box.clone();
        int[] order = new int[n];
        for (int a = 0; a < n; a++) {
            if (!BitSets.has(full[a], most)) {
                long[] accepted = box[a].clone();
                BitSets.and(accepted, grid.piecesOf(a, most));
                long[][] leaves = inside.clone();
                leaves[a] = BitSets.difference(box[a], accepted);
                inside[a] = accepted;
                left[count] = leaves;
                load[count] = totalShare(leaves, others);
                order[count] = count;
                count++;
            }
        }
        for (int i = 1; i < count; i++) {
            for (int j = i; j > 0 && load[order[j]] < load[order[j - 1]]; j--) {
                int swap = order[j];
                order[j] = order[j - 1];
                order[j - 1] = swap;
            }
        }
        for (int i = 0; i < count; i++) {
            CoverageResult outcome = find(left[order[i]], others);
            if (!(outcome instanceof CoverageResult.FullCoverage)) {
                return outcome;
            }
        }
        return new CoverageResult.FullCoverage(coveringRows);
    }

    /// The row that accepts the largest share of a box.
    private int largestRow(long[][] box, long[] rows) {
        int[] sizes = sizes(box);
        countShares(box, rows);
        int most = -1;
        double largest = -1;
        for (int row = BitSets.nextSet(rows, 0); row >= 0; row = BitSets.nextSet(rows, row + 1)) {
            double share = share(row, box, sizes);
            if (share > largest) {
                largest = share;
                most = row;
            }
        }
        return most;
    }

    /// The rows' shares of a box, added up.
    private double totalShare(long[][] box, long[] rows) {
        int[] sizes = sizes(box);
        countShares(box, rows);
        double load = 0;
        for (int row = BitSets.nextSet(rows, 0); row >= 0; row = BitSets.nextSet(rows, row + 1)) {
            load += share(row, box, sizes);
        }
        return load;
    }

    private void countShares(long[][] box, long[] rows) {
        int words = 0;
        for (long[] pieces : box) {
            words += pieces.length;
        }
        work.add((long) words * BitSets.count(rows));
    }

    private double share(int row, long[][] box, int[] sizes) {
        double share = 1;
        for (int a = 0; a < box.length && share > 0; a++) {
            share *= (double) BitSets.count(box[a], grid.piecesOf(a, row)) / sizes[a];
        }
        return share;
    }

    private static int[] sizes(long[][] box) {
        int[] sizes = new int[box.length];
        for (int a = 0; a < sizes.length; a++) {
            sizes[a] = BitSets.count(box[a]);
        }
        return sizes;
    }

    private boolean fillsBox(long[][] box, long[] rows) {
        // Sums of doubles are not exact; near 1 the exact count decides.
        if (totalShare(box, rows) < 1 - 1e-6) {
            return false;
        }
        BigInteger size = BigInteger.ONE;
        for (long[] pieces : box) {
            size = size.multiply(BigInteger.valueOf(BitSets.count(pieces)));
        }
        BigInteger accepted = BigInteger.ZERO;
        for (int row = BitSets.nextSet(rows, 0); row >= 0; row = BitSets.nextSet(rows, row + 1)) {
            BigInteger own = BigInteger.ONE;
            for (int a = 0; a < box.length; a++) {
                own = own.multiply(BigInteger.valueOf(BitSets.count(box[a], grid.piecesOf(a, row))));
            }
            accepted = accepted.add(own);
        }
        return accepted.equals(size);
    }

    private static CoverageResult firstPoint(long[][] box) {
        int[] point = new int[box.length];
        for (int a = 0; a < point.length; a++) {
            point[a] = BitSets.nextSet(box[a], 0);
        }
        return new CoverageResult.UncoveredPoint(point);
    }
}
