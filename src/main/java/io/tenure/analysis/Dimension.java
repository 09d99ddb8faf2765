package io.tenure.analysis;

import io.tenure.lifecycle.Field;
import io.tenure.table.BitSets;
import io.tenure.table.Condition;
import io.tenure.table.Partition;
import io.tenure.table.Partition.Piece;
import io.tenure.table.RangeSets;
import io.tenure.table.RowChanges;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One field that rows ask about, as a dimension of the space of all customers: its legal values, cut into
/// pieces, and for each row the pieces that it accepts, as [RangeSets] has them.
///
/// Intervals come first, in order, or codes in the dictionary's order; the unknown value comes last, where
/// the field can be unknown. A piece without a legal value is left out, and neighbours that the same rows
/// accept are one piece.
final class Dimension {
    private final Field field;
    private final List<Piece> pieces;
    private final int[][] piecesOf;

    private Dimension(Field field, List<Piece> pieces, int[][] piecesOf) {
        this.field = field;
        this.pieces = List.copyOf(pieces);
        this.piecesOf = piecesOf;
    }

    /// @param conditions for each row, all that it asks of the field
    /// @param spareRows how many rows can be added behind these
    static Dimension of(Field field, List<List<Condition>> conditions, int spareRows) {
        Partition partition = Partition.of(field, conditions);
        int[][] accepted = conditions.stream().map(partition::accepted).toArray(int[][]::new);
        LegalPieces legal =
                new LegalPieces(field, partition, RowChanges.of(accepted, partition.size()), accepted.length);
        int[][] piecesOf = new int[accepted.length + spareRows][];
        Arrays.fill(piecesOf, RangeSets.EMPTY);
        for (int row = 0; row < accepted.length; row++) {
            piecesOf[row] = legal.of(accepted[row]);
        }
        return new Dimension(field, legal.pieces, piecesOf);
    }

    /// Lets one of the spare rows accept some pieces.
    void add(int row, int[] some) {
        piecesOf[row] = some;
    }

    Field field() {
        return field;
    }

    List<Piece> pieces() {
        return pieces;
    }

    int size() {
        return pieces.size();
    }

    /// All pieces.
    int[] all() {
        return pieces.isEmpty() ? RangeSets.EMPTY : new int[] {0, pieces.size() - 1};
    }

    int[] piecesOf(int row) {
        return piecesOf[row];
    }

    /// The pieces from a day on.
    int[] piecesFrom(LocalDate day) {
        long[] from = BitSets.none(size());
        for (int p = 0; p < size(); p++) {
            if (pieces.get(p) instanceof Piece.Range(var interval) && interval.low() >= day.toEpochDay()) {
                BitSets.set(from, p);
            }
        }
        return RangeSets.ofBits(from);
    }

    /// The first day of neighbouring pieces; null where there is none.
    @Nullable
    LocalDate firstDay(long[] some) {
        return pieces.get(BitSets.nextSet(some, 0)) instanceof Piece.Range(var first) && first.lowClosed()
                ? LocalDate.ofEpochDay((long) first.low())
                : null;
    }

    /// The day after the last of neighbouring pieces; null where there is none.
    @Nullable
    LocalDate dayAfter(long[] some) {
        int last = BitSets.nextSet(some, 0) + BitSets.count(some) - 1;
        return pieces.get(last) instanceof Piece.Range(var interval) && interval.highClosed()
                ? LocalDate.ofEpochDay((long) interval.high() + 1)
                : null;
    }
}
