package io.tenure.table;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// For each value of one column, the rows that may accept it. Immutable.
///
/// A set for each piece of the column would take as much memory as the square of the rows. So in a table of
/// many rows neighbouring pieces share one, of all rows that accept any of them, as long as it is little
/// larger than theirs: by an eighth at most. The sets together then take a small multiple of what the
/// conditions do. Up to 1,024 rows, each piece has its own.
final class ColumnIndex {
    /// In a table of more rows, neighbouring pieces may share a set.
    static final int MAX_EXACT_ROWS = 1_024;

    private static final RowSet NO_ROWS = new RowSet(0, RangeSets.EMPTY, null, true);

    private final Partition partition;
    private final RowSet[] sets;
    /// The only word of each set, where rows fit into one.
    private final long @Nullable [] words;

    private ColumnIndex(Partition partition, RowSet[] sets, long @Nullable [] words) {
        this.partition = partition;
        this.sets = sets;
        this.words = words;
    }

    /// @param accepted for each row the pieces that it accepts
    static ColumnIndex of(Partition partition, int[][] accepted) {
        RowSet[] sets = new Build(accepted, partition.size()).sets();
        long[] words = accepted.length > 64
                ? null
                : Arrays.stream(sets)
                        .mapToLong(set -> set.bits() == null ? 0 : set.bits()[0])
                        .toArray();
        return new ColumnIndex(partition, sets, words);
    }

    RowSet rowsAccepting(@Nullable Object value) {
        return sets[partition.pieceOf(value)];
    }

    /// The same as bits, in a table of few enough rows that each piece has its own.
    long[] bitsAccepting(@Nullable Object value) {
        return Objects.requireNonNull(sets[partition.pieceOf(value)].bits());
    }

    /// The same as bits, in a table of at most 64 rows.
    long wordAccepting(@Nullable Object value) {
        return words == null ? 0 : words[partition.pieceOf(value)];
    }

    /// Goes through the pieces in order, and lets rows come and go.
    private static final class Build {
        private final RowSet[] sets;
        private final RowChanges changes;
        private final int words;
        private final boolean mustBeExact;

        /// The rows that accept the piece: as bits, and in any order with the place of each.
        private final long[] current;

        private final int[] members;
        private final int[] places;
        private int count;

        /// The set that pieces share, from `first` on.
        private int first;

        private int @Nullable [] list;
        private int listed;
        private long @Nullable [] bits;
        private int added;
        private int slack;

        Build(int[][] accepted, int pieces) {
            int rows = accepted.length;
            sets = new RowSet[pieces];
            changes = RowChanges.of(accepted, pieces);
            words = BitSets.wordCount(rows);
            mustBeExact = rows <= MAX_EXACT_ROWS;
            current = new long[words];
            members = new int[rows];
            places = new int[rows];
        }

        RowSet[] sets() {
            for (int piece = 0; piece < sets.length; piece++) {
                int here = changes.to(piece) - changes.from(piece);
                boolean shares = piece > 0 && added + here <= slack;
                if (piece > 0 && !shares) {
                    close(piece);
                }
                for (int i = changes.from(piece); i < changes.to(piece); i++) {
                    int row = changes.rows()[i];
                    toggle(row);
                    if (shares && BitSets.has(current, row)) {
                        share(row);
                    }
                }
                if (shares) {
                    added += here;
                } else {
                    open(piece);
                }
            }
            close(sets.length);
            return sets;
        }

        private void toggle(int row) {
            if (BitSets.has(current, row)) {
                BitSets.clear(current, row);
                int last = members[--count];
                members[places[row]] = last;
                places[last] = places[row];
            } else {
                BitSets.set(current, row);
                places[row] = count;
                members[count++] = row;
            }
        }

        private void open(int piece) {
            first = piece;
            added = 0;
            boolean few = !mustBeExact && count < words;
            slack = mustBeExact ? 0 : (few ? count : 2 * words) / 8;
            listed = count;
            list = few ? Arrays.copyOf(members, count + slack) : null;
            bits = few ? null : current.clone();
        }

        private void share(int row) {
            if (bits != null) {
                BitSets.set(bits, row);
            } else if (list != null) {
                list[listed++] = row;
            }
        }

        private void close(int end) {
            RowSet set;
            if (bits != null) {
                set = new RowSet(BitSets.count(bits), null, bits, added == 0);
            } else if (list == null || listed == 0) {
                set = NO_ROWS;
            } else {
                // A row that left and came again is listed twice.
                int[] rows = Arrays.stream(list, 0, listed).sorted().distinct().toArray();
                set = new RowSet(rows.length, rows, null, added == 0);
            }
            Arrays.fill(sets, first, end, set);
        }
    }
}
