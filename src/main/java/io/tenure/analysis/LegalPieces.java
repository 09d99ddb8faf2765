package io.tenure.analysis;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.BitSets;
import io.tenure.table.Interval;
import io.tenure.table.Partition;
import io.tenure.table.Partition.Piece;
import io.tenure.table.RangeSets;
import io.tenure.table.RowChanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pieces of a partition that hold legal values, those that no row tells apart taken together.
final class LegalPieces {
    final List<Piece> pieces = new ArrayList<>();
    /// For each piece of the partition its number among these; without meaning for one that isn't legal.
    private final int[] numbers;
    /// For each piece of the partition the first legal one from it on, and the last legal one up to it.
    private final int[] next;
    private final int[] previous;
    private final int[] everything;

    /// @param changes of the rows over the partition's pieces
    LegalPieces(Field field, Partition partition, RowChanges changes, int rows) {
        int size = partition.size();
        numbers = new int[size];
        next = new int[size];
        previous = new int[size];
        // The rows that accept this piece but not the last one that was kept, or the other way round.
        long[] different = BitSets.none(rows);
        int differences = 0;
        int seen = 0;
        int last = -1;
        for (int p = 0; p < size; p++) {
            for (int i = changes.from(p); i < changes.to(p); i++) {
                int row = changes.rows()[i];
                differences += BitSets.has(different, row) ? -1 : 1;
                BitSets.flip(different, row);
            }
            Piece piece = legalPart(partition.piece(p), p, field);
            if (piece != null) {
                keep(piece, differences == 0);
                for (; seen < changes.to(p); seen++) {
                    BitSets.clear(different, changes.rows()[seen]);
                }
                differences = 0;
                last = p;
            }
            numbers[p] = pieces.size() - 1;
            previous[p] = last;
        }
        int following = size;
        for (int p = size - 1; p >= 0; p--) {
            following = previous[p] == p ? p : following;
            next[p] = following;
        }
        everything = pieces.isEmpty() ? RangeSets.EMPTY : new int[] {0, pieces.size() - 1};
    }

    private void keep(Piece piece, boolean isLikeLast) {
        if (isLikeLast
                && piece instanceof Piece.Range(var more)
                && !pieces.isEmpty()
                && pieces.getLast() instanceof Piece.Range(var last)) {
            pieces.set(
                    pieces.size() - 1,
                    new Piece.Range(new Interval(last.low(), last.lowClosed(), more.high(), more.highClosed())));
        } else {
            pieces.add(piece);
        }
    }

    /// What is legal in a piece; null where nothing is.
    private static @Nullable Piece legalPart(Piece piece, int number, Field field) {
        // A partition's first codes are the dictionary's.
        int codes = field.type() == FieldType.BOOLEAN ? 2 : field.codes().size();
        return switch (piece) {
            case Piece.Range(var interval) -> {
                Interval values = legalValues(interval, field);
                yield hasNoNumber(values) ? null : new Piece.Range(values);
            }
            case Piece.Code _ -> codes == 0 || number < codes ? piece : null;
            case Piece.OtherCodes _ -> codes == 0 ? piece : null;
            case Piece.Unknown _ -> field.isAlwaysKnown() ? null : piece;
        };
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

    /// Pieces of the partition as legal ones.
    int[] of(int[] accepted) {
        int[] legal = new int[accepted.length];
        int used = 0;
        for (int i = 0; i < accepted.length; i += 2) {
            if (next[accepted[i]] <= accepted[i + 1]) {
                int first = numbers[next[accepted[i]]];
                int last = numbers[previous[accepted[i + 1]]];
                if (used > 0 && first <= legal[used - 1] + 1) {
                    legal[used - 1] = last;
                } else {
                    legal[used++] = first;
                    legal[used++] = last;
                }
            }
        }
        // Rows that ask nothing share one array.
        return used == 2 && legal[0] == 0 && legal[1] == pieces.size() - 1
                ? everything
                : used == legal.length ? legal : Arrays.copyOf(legal, used);
    }
}
