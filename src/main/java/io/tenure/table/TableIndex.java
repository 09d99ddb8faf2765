package io.tenure.table;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which rows of a table match given values, without asking row by row.
///
/// Matching looks up, for each column, the rows that accept its value ([Partition]), and intersects them word by
/// word. Rows with effective dates get one more column, over `asOf`. Immutable.
public final class TableIndex {
    private final int rows;
    private final int wordCount;
    private final Partition[] columns;
    private final Partition.@Nullable Numbers dates;

    private TableIndex(int rows, Partition[] columns, Partition.@Nullable Numbers dates) {
        this.rows = rows;
        this.wordCount = BitSets.wordCount(rows);
        this.columns = columns;
        this.dates = dates;
    }

    public static TableIndex of(Table table) {
        List<Row> rows = table.rows();
        Partition[] columns = new Partition[table.conditions().size()];
        for (int c = 0; c < columns.length; c++) {
            int column = c;
            columns[c] = Partition.of(
                    table.conditions().get(c).field().type(),
                    rows.stream().map(r -> List.of(r.conditions().get(column))).toList());
        }
        return new TableIndex(
                rows.size(),
                columns,
                table.isDated()
                        ? Partition.Numbers.of(
                                rows.stream().map(r -> List.of(r.period())).toList())
                        : null);
    }

    /// The first matching row, or -1.
    ///
    /// @param values one for each condition column, null for unknown
    public int firstMatch(@Nullable Object[] values, LocalDate asOf) {
        for (int w = 0; w < wordCount; w++) {
            long bits = matchingWord(w, values, asOf);
            if (bits != 0) {
                return w * 64 + Long.numberOfTrailingZeros(bits);
            }
        }
        return -1;
    }

    /// Every matching row, in the sheet's order.
    public int[] allMatches(@Nullable Object[] values, LocalDate asOf) {
        int[] found = new int[4];
        int count = 0;
        for (int w = 0; w < wordCount; w++) {
            for (long bits = matchingWord(w, values, asOf); bits != 0; bits &= bits - 1) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = w * 64 + Long.numberOfTrailingZeros(bits);
            }
        }
        return Arrays.copyOf(found, count);
    }

    public int rows() {
        return rows;
    }

    /// The matching ones of 64 rows, as bits.
    private long matchingWord(int w, @Nullable Object[] values, LocalDate asOf) {
        long bits = w == wordCount - 1 && (rows & 63) != 0 ? (1L << (rows & 63)) - 1 : rows == 0 ? 0 : -1L;
        for (int c = 0; c < columns.length && bits != 0; c++) {
            bits &= columns[c].rowsAccepting(values[c])[w];
        }
        return dates == null || bits == 0 ? bits : bits & dates.rowsAccepting(asOf)[w];
    }
}
