package io.tenure.analysis;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.BitSets;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Partition;
import io.tenure.table.Partition.Piece;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One field that rows ask about, as a dimension of the space of all customers: its legal values, cut into pieces,
/// each with the rows that accept it, and for each row the pieces that it accepts.
///
/// Intervals come first, in order, or codes in the dictionary's order; the unknown value comes last, where the field
/// can be unknown. A piece without a legal value is left out, and neighbours that the same rows accept are one piece.
/// Sets of rows and of pieces are as [BitSets] has them.
final class Dimension {
    private final Field field;
    private final List<Piece> pieces;
    private final long[][] rowsAt;
    private final long[][] piecesOf;

    private Dimension(Field field, List<Piece> pieces, int rows) {
        this.field = field;
        this.pieces = List.copyOf(pieces);
        this.rowsAt = pieces.stream()
                .map(piece -> Arrays.copyOf(piece.rows(), BitSets.wordCount(rows)))
                .toArray(long[][]::new);
        this.piecesOf = new long[rows][BitSets.wordCount(pieces.size())];
        for (int p = 0; p < pieces.size(); p++) {
            for (int row = BitSets.nextSet(rowsAt[p], 0); row >= 0; row = BitSets.nextSet(rowsAt[p], row + 1)) {
                BitSets.set(piecesOf[row], p);
            }
        }
    }

    /// @param conditions for each row, all that it asks of the field
    /// @param spareRows how many rows can be added behind these
    static Dimension of(Field field, List<List<Condition>> conditions, int spareRows) {
        List<Piece> legal = new ArrayList<>();
        for (Piece piece : pieces(field, Partition.of(field.type(), conditions))) {
            switch (piece) {
                case Piece.Range(var interval, var rows) -> {
                    Interval values = legalValues(interval, field);
                    if (!hasNoNumber(values)) {
                        addRange(values, rows, legal);
                    }
                }
                case Piece.Code _, Piece.OtherCodes _ -> legal.add(piece);
                case Piece.Unknown _ -> {
                    if (!field.isAlwaysKnown()) {
                        legal.add(piece);
                    }
                }
            }
        }
        return new Dimension(field, legal, conditions.size() + spareRows);
    }

    /// The pieces as cut, but where the dictionary has the codes, one piece for each of them.
    private static List<Piece> pieces(Field field, Partition partition) {
        List<String> codes = field.type() == FieldType.BOOLEAN ? List.of("TRUE", "FALSE") : field.codes();
        if (codes.isEmpty()) {
            return partition.pieces();
        }
        List<Piece> pieces = new ArrayList<>();
        codes.forEach(code -> pieces.add(new Piece.Code(code, partition.rowsAccepting(code))));
        pieces.add(partition.pieces().getLast());
        return pieces;
    }

    private static Interval legalValues(Interval interval, Field field) {
        Interval legal = interval.intersect(Interval.domain(field));
        return switch (field.type()) {
            case INTEGER ->
                legal.intersect(new Interval(Integer.MIN_VALUE, true, Integer.MAX_VALUE, true))
                        .toWholeNumbers();
            case DATE -> legal.toWholeNumbers();
            case NUMBER, BOOLEAN, CODE, TEXT -> legal;
        };
    }

    private static boolean hasNoNumber(Interval interval) {
        return interval.isEmpty()
                || (!interval.lowClosed() && !interval.highClosed() && Math.nextUp(interval.low()) >= interval.high());
    }

    private static void addRange(Interval next, long[] rows, List<Piece> pieces) {
        if (!pieces.isEmpty()
                && pieces.getLast() instanceof Piece.Range(var last, var sameRows)
                && Arrays.equals(sameRows, rows)) {
            Interval both = new Interval(last.low(), last.lowClosed(), next.high(), next.highClosed());
            pieces.set(pieces.size() - 1, new Piece.Range(both, rows));
        } else {
            pieces.add(new Piece.Range(next, rows));
        }
    }

    /// Lets one of the spare rows accept some pieces.
    void add(int row, long[] some) {
        for (int p = BitSets.nextSet(some, 0); p >= 0; p = BitSets.nextSet(some, p + 1)) {
            BitSets.set(rowsAt[p], row);
        }
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

    long[] rowsAt(int piece) {
        return rowsAt[piece];
    }

    long[] piecesOf(int row) {
        return piecesOf[row];
    }

    /// The pieces from a day on.
    long[] piecesFrom(LocalDate day) {
        long[] from = BitSets.none(size());
        for (int p = 0; p < size(); p++) {
            if (pieces.get(p) instanceof Piece.Range(var interval, var _) && interval.low() >= day.toEpochDay()) {
                BitSets.set(from, p);
            }
        }
        return from;
    }

    /// The first day of neighbouring pieces; null where there is none.
    @Nullable
    LocalDate firstDay(long[] some) {
        return pieces.get(BitSets.nextSet(some, 0)) instanceof Piece.Range(var first, var _) && first.lowClosed()
                ? LocalDate.ofEpochDay((long) first.low())
                : null;
    }

    /// The day after the last of neighbouring pieces; null where there is none.
    @Nullable
    LocalDate dayAfter(long[] some) {
        int last = BitSets.nextSet(some, 0) + BitSets.count(some) - 1;
        return pieces.get(last) instanceof Piece.Range(var interval, var _) && interval.highClosed()
                ? LocalDate.ofEpochDay((long) interval.high() + 1)
                : null;
    }
}
