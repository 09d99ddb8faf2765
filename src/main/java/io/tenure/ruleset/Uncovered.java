package io.tenure.ruleset;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks, in a box of pieces, for a point that none of some rows takes; exact, unless it stops at its limits.
///
/// A box in which the rows take less than everything is cut along the row that takes most of it: what that row
/// leaves falls into smaller boxes, searched in turn. Before each cut the box is made smaller in ways that
/// lose no answer. A piece goes when another one of its axis is accepted by fewer of the rows, since a
/// point there is left over whenever a point here is. Axes that no row ties together are searched apart:
/// there is a point if and only if there is one in each part. And rows that don't overlap are counted:
/// they take everything when their sizes add up to the box's.
///
/// In general the question is as hard as any in NP, so there are tables for which this stops.
final class Uncovered {
    /// Above this many pieces only neighbours are compared.
    private static final int PAIRS = 96;

    /// What came of a search.
    sealed interface Outcome {
        /// @param piece of each axis, for a point that no row takes
        record Point(int[] piece) implements Outcome {}

        /// Rows that together take everything, as bits.
        record Covered(long[] by) implements Outcome {}

        record Stopped() implements Outcome {}
    }

    private final List<Axis> axes;
    private final long[] disjoint;
    private final long deadline;
    private int steps;
    private final long[] by;

    private Uncovered(List<Axis> axes, int rows, long[] disjoint, int steps, long deadline) {
        this.axes = axes;
        this.disjoint = disjoint;
        this.steps = steps;
        this.deadline = deadline;
        this.by = Bits.none(rows);
    }

    /// @param box for each axis the pieces to look in, none of them empty
    /// @param rows those that take, out of `count`
    /// @param disjoint rows of which no two overlap, the more the better
    /// @param deadline in the nanoseconds of the system's clock
    static Outcome find(
            List<Axis> axes, long[][] box, long[] rows, int count, long[] disjoint, int steps, long deadline) {
        return new Uncovered(axes, count, disjoint, steps, deadline).find(box, rows);
    }

    private Outcome find(long[][] wholeBox, long[] someRows) {
        if (--steps < 0 || System.nanoTime() - deadline > 0) {
            return new Outcome.Stopped();
        }
        long[][] box = wholeBox.clone();
        long[] rows = someRows.clone();
        int n = axes.size();
        long[][] full = new long[n][];
        for (boolean smaller = true; smaller; ) {
            for (int a = 0; a < n; a++) {
                long[] meeting = new long[rows.length];
                long[] all = rows.clone();
                for (int p = Bits.next(box[a], 0); p >= 0; p = Bits.next(box[a], p + 1)) {
                    Bits.or(meeting, axes.get(a).rowsAt(p));
                    Bits.and(all, axes.get(a).rowsAt(p));
                }
                Bits.and(rows, meeting);
                full[a] = all;
            }
            if (Bits.isEmpty(rows)) {
                return point(box);
            }
            long[] everything = rows.clone();
            for (long[] f : full) {
                Bits.and(everything, f);
            }
            int taker = Bits.next(everything, 0);
            if (taker >= 0) {
                Bits.set(by, taker);
                return new Outcome.Covered(by);
            }
            smaller = false;
            for (int a = 0; a < n; a++) {
                long[] fewer = fewest(axes.get(a), box[a], rows);
                if (Bits.count(fewer) < Bits.count(box[a])) {
                    box[a] = fewer;
                    smaller = true;
                }
            }
        }
        long[] apart = rows.clone();
        Bits.and(apart, disjoint);
        if (addsUp(box, apart)) {
            Bits.or(by, apart);
            return new Outcome.Covered(by);
        }
        int[] part = parts(rows, full);
        return part == null ? cut(box, rows, full) : apart(box, rows, full, part);
    }

    /// The pieces that fewest rows accept: of equal ones one, and none whose rows include another's.
    private static long[] fewest(Axis axis, long[] box, long[] rows) {
        int[] kept = new int[Bits.count(box)];
        int count = 0;
        for (int p = Bits.next(box, 0); p >= 0; p = Bits.next(box, p + 1)) {
            while (count > 0 && Bits.isSubset(axis.rowsAt(p), axis.rowsAt(kept[count - 1]), rows)) {
                count--;
            }
            if (count == 0 || !Bits.isSubset(axis.rowsAt(kept[count - 1]), axis.rowsAt(p), rows)) {
                kept[count++] = p;
            }
        }
        long[] fewest = new long[box.length];
        for (int i = 0; i < count; i++) {
            boolean least = true;
            for (int j = 0; count <= PAIRS && j < count && least; j++) {
                // Of two equal pieces the first stays.
                least = i == j
                        || !Bits.isSubset(axis.rowsAt(kept[j]), axis.rowsAt(kept[i]), rows)
                        || (i < j && Bits.isSubset(axis.rowsAt(kept[i]), axis.rowsAt(kept[j]), rows));
            }
            if (least) {
                Bits.set(fewest, kept[i]);
            }
        }
        return fewest;
    }

    /// For each axis the number of its part; null when all axes that some row asks about hang together.
    private static int @Nullable [] parts(long[] rows, long[][] full) {
        int n = full.length;
        int[] part = new int[n];
        for (int a = 0; a < n; a++) {
            part[a] = a;
        }
        for (int a = 0; a < n; a++) {
            long[] asking = Bits.without(rows, full[a]);
            for (int b = a + 1; b < n; b++) {
                if (part[a] != part[b] && Bits.meet(asking, Bits.without(rows, full[b]))) {
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
            if (!Bits.isSubset(rows, full[a], rows)) {
                if (first >= 0 && part[a] != first) {
                    return part;
                }
                first = part[a];
            }
        }
        return null;
    }

    private Outcome apart(long[][] box, long[] rows, long[][] full, int[] part) {
        int n = box.length;
        int[] point = ((Outcome.Point) point(box)).piece();
        for (int p = 0; p < n; p++) {
            long[] own = Bits.none(rows.length * 64);
            long[][] ownBox = box.clone();
            for (int a = 0; a < n; a++) {
                if (part[a] == p) {
                    Bits.or(own, Bits.without(rows, full[a]));
                } else {
                    long[] one = new long[box[a].length];
                    Bits.set(one, point[a]);
                    ownBox[a] = one;
                }
            }
            if (!Bits.isEmpty(own)) {
                switch (find(ownBox, own)) {
                    case Outcome.Point(var found) -> {
                        for (int a = 0; a < n; a++) {
                            if (part[a] == p) {
                                point[a] = found[a];
                            }
                        }
                    }
                    case Outcome.Covered covered -> {
                        return covered;
                    }
                    case Outcome.Stopped stopped -> {
                        return stopped;
                    }
                }
            }
        }
        return new Outcome.Point(point);
    }

    /// Takes out the row that takes most, and searches what it leaves, emptier boxes first.
    private Outcome cut(long[][] box, long[] rows, long[][] full) {
        int n = box.length;
        int most = most(box, rows);
        Bits.set(by, most);
        long[] others = rows.clone();
        Bits.clear(others, most);
        long[][][] left = new long[n][][];
        double[] load = new double[n];
        int count = 0;
        long[][] inside = box.clone();
        int[] order = new int[n];
        for (int a = 0; a < n; a++) {
            if (!Bits.has(full[a], most)) {
                long[] taken = box[a].clone();
                Bits.and(taken, axes.get(a).piecesOf(most));
                long[][] leaves = inside.clone();
                leaves[a] = Bits.without(box[a], taken);
                inside[a] = taken;
                left[count] = leaves;
                load[count] = load(leaves, others);
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
            Outcome outcome = find(left[order[i]], others);
            if (!(outcome instanceof Outcome.Covered)) {
                return outcome;
            }
        }
        return new Outcome.Covered(by);
    }

    /// The row that takes the largest share of a box.
    private int most(long[][] box, long[] rows) {
        int[] sizes = sizes(box);
        int most = -1;
        double largest = -1;
        for (int row = Bits.next(rows, 0); row >= 0; row = Bits.next(rows, row + 1)) {
            double share = share(row, box, sizes);
            if (share > largest) {
                largest = share;
                most = row;
            }
        }
        return most;
    }

    /// The rows' shares of a box, added up.
    private double load(long[][] box, long[] rows) {
        int[] sizes = sizes(box);
        double load = 0;
        for (int row = Bits.next(rows, 0); row >= 0; row = Bits.next(rows, row + 1)) {
            load += share(row, box, sizes);
        }
        return load;
    }

    private double share(int row, long[][] box, int[] sizes) {
        double share = 1;
        for (int a = 0; a < box.length && share > 0; a++) {
            share *= (double) Bits.count(box[a], axes.get(a).piecesOf(row)) / sizes[a];
        }
        return share;
    }

    private static int[] sizes(long[][] box) {
        int[] sizes = new int[box.length];
        for (int a = 0; a < sizes.length; a++) {
            sizes[a] = Bits.count(box[a]);
        }
        return sizes;
    }

    private boolean addsUp(long[][] box, long[] rows) {
        // Within what sums of doubles can be wrong by, the exact count tells.
        if (load(box, rows) < 1 - 1e-6) {
            return false;
        }
        BigInteger size = BigInteger.ONE;
        for (long[] pieces : box) {
            size = size.multiply(BigInteger.valueOf(Bits.count(pieces)));
        }
        BigInteger taken = BigInteger.ZERO;
        for (int row = Bits.next(rows, 0); row >= 0; row = Bits.next(rows, row + 1)) {
            BigInteger own = BigInteger.ONE;
            for (int a = 0; a < box.length; a++) {
                own = own.multiply(
                        BigInteger.valueOf(Bits.count(box[a], axes.get(a).piecesOf(row))));
            }
            taken = taken.add(own);
        }
        return taken.equals(size);
    }

    private static Outcome point(long[][] box) {
        int[] point = new int[box.length];
        for (int a = 0; a < point.length; a++) {
            point[a] = Bits.next(box[a], 0);
        }
        return new Outcome.Point(point);
    }
}
