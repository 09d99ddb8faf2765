package io.tenure.table;

import java.util.Arrays;

/// Sets of small numbers as bits in an array of longs. Where an operation takes two sets, their arrays have
/// the same length.
public final class BitSets {
    private BitSets() {}

    public static int wordCount(int size) {
        return Math.max(1, (size + 63) / 64);
    }

    public static long[] none(int size) {
        return new long[wordCount(size)];
    }

    public static long[] all(int size) {
        long[] bits = none(size);
        if (size > 0) {
            setRange(bits, 0, size - 1);
        }
        return bits;
    }

    public static void set(long[] bits, int i) {
        bits[i >> 6] |= 1L << (i & 63);
    }

    public static void clear(long[] bits, int i) {
        bits[i >> 6] &= ~(1L << (i & 63));
    }

    public static void flip(long[] bits, int i) {
        bits[i >> 6] ^= 1L << (i & 63);
    }

    /// Adds all numbers from `first` to `last`.
    public static void setRange(long[] bits, int first, int last) {
        int from = first >> 6;
        int to = last >> 6;
        long below = -1L << (first & 63);
        long above = -1L >>> (63 - (last & 63));
        if (from == to) {
            bits[from] |= below & above;
        } else {
            bits[from] |= below;
            Arrays.fill(bits, from + 1, to, -1L);
            bits[to] |= above;
        }
    }

    /// Removes all numbers from `first` to `last`.
    public static void clearRange(long[] bits, int first, int last) {
        int from = first >> 6;
        int to = last >> 6;
        long below = -1L << (first & 63);
        long above = -1L >>> (63 - (last & 63));
        if (from == to) {
            bits[from] &= ~(below & above);
        } else {
            bits[from] &= ~below;
            Arrays.fill(bits, from + 1, to, 0);
            bits[to] &= ~above;
        }
    }

    public static boolean has(long[] bits, int i) {
        return (bits[i >> 6] >>> (i & 63) & 1) != 0;
    }

    /// The smallest member that is `from` or more, or -1.
    public static int nextSet(long[] bits, int from) {
        int w = from >> 6;
        if (w >= bits.length) {
            return -1;
        }
        long word = bits[w] & (-1L << (from & 63));
        while (word == 0) {
            if (++w == bits.length) {
                return -1;
            }
            word = bits[w];
        }
        return w * 64 + Long.numberOfTrailingZeros(word);
    }

    /// The least number not below `from` that is no member.
    static int nextClear(long[] bits, int from) {
        int w = from >> 6;
        if (w >= bits.length) {
            return from;
        }
        long word = ~bits[w] & (-1L << (from & 63));
        while (word == 0) {
            if (++w == bits.length) {
                return w * 64;
            }
            word = ~bits[w];
        }
        return w * 64 + Long.numberOfTrailingZeros(word);
    }

    public static int count(long[] bits) {
        int count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    public static int count(long[] a, long[] b) {
        int count = 0;
        for (int w = 0; w < a.length; w++) {
            count += Long.bitCount(a[w] & b[w]);
        }
        return count;
    }

    public static boolean isEmpty(long[] bits) {
        for (long word : bits) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }

    public static boolean intersects(long[] a, long[] b) {
        for (int w = 0; w < a.length; w++) {
            if ((a[w] & b[w]) != 0) {
                return true;
            }
        }
        return false;
    }

    /// Whether every member of `a` that is in `within` is in `b` too.
    public static boolean isSubset(long[] a, long[] b, long[] within) {
        for (int w = 0; w < a.length; w++) {
            if ((a[w] & ~b[w] & within[w]) != 0) {
                return false;
            }
        }
        return true;
    }

    public static void and(long[] into, long[] other) {
        for (int w = 0; w < into.length; w++) {
            into[w] &= other[w];
        }
    }

    public static void or(long[] into, long[] other) {
        for (int w = 0; w < into.length; w++) {
            into[w] |= other[w];
        }
    }

    public static void xor(long[] into, long[] other) {
        for (int w = 0; w < into.length; w++) {
            into[w] ^= other[w];
        }
    }

    public static long[] difference(long[] a, long[] b) {
        long[] rest = a.clone();
        for (int w = 0; w < rest.length; w++) {
            rest[w] &= ~b[w];
        }
        return rest;
    }
}
