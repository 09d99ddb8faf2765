package io.tenure.table;

import java.util.Arrays;

/// Sets of small numbers as ranges: pairs of a first and a last member, ascending, of which no two touch.
public final class RangeSets {
    public static final int[] EMPTY = {};

    private RangeSets() {}

    /// Appends a range that begins above the first of the last one, and merges the two where they touch.
    ///
    /// @param used how many places of `ranges` are taken
    /// @return how many are taken now
    static int append(int[] ranges, int used, int first, int last) {
        if (first > last) {
            return used;
        }
        if (used > 0 && first <= ranges[used - 1] + 1) {
            ranges[used - 1] = Math.max(ranges[used - 1], last);
            return used;
        }
        ranges[used] = first;
        ranges[used + 1] = last;
        return used + 2;
    }

    /// The members of both.
    public static int[] intersection(int[] one, int[] other) {
        if (one.length == 2 && other.length == 2) {
            int first = Math.max(one[0], other[0]);
            int last = Math.min(one[1], other[1]);
            return first > last ? EMPTY : first == one[0] && last == one[1] ? one : new int[] {first, last};
        }
        int[] both = new int[one.length + other.length];
        int used = 0;
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            used = append(both, used, Math.max(one[i], other[j]), Math.min(one[i + 1], other[j + 1]));
            if (one[i + 1] < other[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return Arrays.copyOf(both, used);
    }

    /// The least member of both, or -1.
    public static int firstCommon(int[] one, int[] other) {
        for (int i = 0, j = 0; i < one.length && j < other.length; ) {
            int first = Math.max(one[i], other[j]);
            if (first <= Math.min(one[i + 1], other[j + 1])) {
                return first;
            }
            if (one[i + 1] < other[j + 1]) {
                i += 2;
            } else {
                j += 2;
            }
        }
        return -1;
    }

    /// Whether every member of `part` is one of `whole`.
    public static boolean isSubset(int[] part, int[] whole) {
        int w = 0;
        for (int p = 0; p < part.length; p += 2) {
            while (w < whole.length && whole[w + 1] < part[p]) {
                w += 2;
            }
            if (w == whole.length || whole[w] > part[p] || whole[w + 1] < part[p + 1]) {
                return false;
            }
        }
        return true;
    }

    public static boolean has(int[] ranges, int member) {
        for (int i = 0; i < ranges.length && ranges[i] <= member; i += 2) {
            if (ranges[i + 1] >= member) {
                return true;
            }
        }
        return false;
    }

    public static int count(int[] ranges) {
        int count = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            count += ranges[i + 1] - ranges[i] + 1;
        }
        return count;
    }

    /// The same set as [BitSets] has it, of numbers below `size`.
    public static long[] toBits(int[] ranges, int size) {
        long[] bits = BitSets.none(size);
        for (int i = 0; i < ranges.length; i += 2) {
            BitSets.setRange(bits, ranges[i], ranges[i + 1]);
        }
        return bits;
    }

    /// A set as [BitSets] has it as ranges.
    public static int[] ofBits(long[] bits) {
        int[] ranges = new int[4];
        int used = 0;
        for (int first = BitSets.nextSet(bits, 0); first >= 0; ) {
            int end = BitSets.nextClear(bits, first);
            if (used == ranges.length) {
                ranges = Arrays.copyOf(ranges, used * 2);
            }
            ranges[used++] = first;
            ranges[used++] = end - 1;
            first = BitSets.nextSet(bits, end);
        }
        return Arrays.copyOf(ranges, used);
    }
}
