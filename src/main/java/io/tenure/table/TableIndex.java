package io.tenure.table;

import io.tenure.lifecycle.Dictionary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which rows of a table match given values, without asking row by row.
///
/// Matching looks up, for each column, the rows that may accept its value ([ColumnIndex]). Where one column
/// leaves few rows, those are asked; otherwise the columns' rows are intersected word by word, and what is
/// left is asked where that isn't sure yet. Columns of which no row asks anything are left out; rows with
/// effective dates get one more column, over `asOf`. Immutable.
public final class TableIndex {
    private static final int AS_OF = -1;

    private final Row[] rows;
    private final ColumnIndex[] columns;
    /// For each column its place among the values, or [#AS_OF].
    private final int[] places;

    private TableIndex(Row[] rows, ColumnIndex[] columns, int[] places) {
        this.rows = rows;
        this.columns = columns;
        this.places = places;
    }

    public static TableIndex of(Table table) {
        List<Row> rows = table.rows();
        List<ColumnIndex> columns = new ArrayList<>();
        int[] places = new int[table.conditions().size() + 1];
        for (int c = 0; c < table.conditions().size(); c++) {
            int column = c;
            List<List<Condition>> conditions =
                    rows.stream().map(r -> List.of(r.conditions().get(column))).toList();
            if (!conditions.stream().allMatch(asked -> asked.getFirst() instanceof Condition.Any)) {
                places[columns.size()] = c;
                columns.add(column(Partition.of(table.conditions().get(c).field(), conditions), conditions));
            }
        }
        if (table.isDated()) {
            List<List<Condition>> periods =
                    rows.stream().map(r -> List.of(r.period())).toList();
            places[columns.size()] = AS_OF;
            columns.add(column(Partition.of(Dictionary.standard().require("asOf"), periods), periods));
        }
        return new TableIndex(
                rows.toArray(Row[]::new), columns.toArray(ColumnIndex[]::new), Arrays.copyOf(places, columns.size()));
    }

    private static ColumnIndex column(Partition partition, List<List<Condition>> conditions) {
        return ColumnIndex.of(
                partition, conditions.stream().map(partition::accepted).toArray(int[][]::new));
    }

    /// The first matching row, or -1.
    ///
    /// @param values one for each condition column, null for unknown
    public int firstMatch(@Nullable Object[] values, LocalDate asOf) {
        if (rows.length <= 64) {
            long matching = matchingBits(values, asOf);
            return matching == 0 ? -1 : Long.numberOfTrailingZeros(matching);
        }
        if (rows.length <= ColumnIndex.MAX_EXACT_ROWS) {
            return firstOfExact(values, asOf);
        }
        RowSet[] sets = rowsAccepting(values, asOf);
        int[] few = few(sets);
        if (few != null) {
            for (int row : few) {
                if (matches(row, sets, values, asOf)) {
                    return row;
                }
            }
            return -1;
        }
        boolean exact = isExact(sets);
        for (int w = 0; w < BitSets.wordCount(rows.length); w++) {
            for (long bits = candidates(w, sets); bits != 0; bits &= bits - 1) {
                int row = w * 64 + Long.numberOfTrailingZeros(bits);
                if (exact || matches(row, sets, values, asOf)) {
                    return row;
                }
            }
        }
        return -1;
    }

    /// Every matching row, in the sheet's order.
    public int[] allMatches(@Nullable Object[] values, LocalDate asOf) {
        Matches found = new Matches();
        if (rows.length <= 64) {
            for (long bits = matchingBits(values, asOf); bits != 0; bits &= bits - 1) {
                found.add(Long.numberOfTrailingZeros(bits));
            }
            return found.rows();
        }
        RowSet[] sets = rowsAccepting(values, asOf);
        int[] few = few(sets);
        if (few != null) {
            for (int row : few) {
                if (matches(row, sets, values, asOf)) {
                    found.add(row);
                }
            }
            return found.rows();
        }
        boolean exact = isExact(sets);
        for (int w = 0; w < BitSets.wordCount(rows.length); w++) {
            for (long bits = candidates(w, sets); bits != 0; bits &= bits - 1) {
                int row = w * 64 + Long.numberOfTrailingZeros(bits);
                if (exact || matches(row, sets, values, asOf)) {
                    found.add(row);
                }
            }
        }
        return found.rows();
    }

    public int rows() {
        return rows.length;
    }

    /// The matching rows of a table of at most 64, as bits.
    private long matchingBits(@Nullable Object[] values, LocalDate asOf) {
        long bits = allOf(0);
        for (int c = 0; c < columns.length && bits != 0; c++) {
            bits &= columns[c].wordAccepting(value(c, values, asOf));
        }
        return bits;
    }

    /// The first match where each set is exact, and bits. A column is looked up when its first word is needed: the
    /// first columns often leave no row of the first 64.
    private int firstOfExact(@Nullable Object[] values, LocalDate asOf) {
        long[][] bits = new long[columns.length][];
        int lookedUp = 0;
        for (int w = 0; w < BitSets.wordCount(rows.length); w++) {
            long word = allOf(w);
            for (int c = 0; c < columns.length && word != 0; c++) {
                if (c == lookedUp) {
                    bits[c] = columns[c].bitsAccepting(value(c, values, asOf));
                    lookedUp++;
                }
                word &= bits[c][w];
            }
            if (word != 0) {
                return w * 64 + Long.numberOfTrailingZeros(word);
            }
        }
        return -1;
    }

    private RowSet[] rowsAccepting(@Nullable Object[] values, LocalDate asOf) {
        RowSet[] sets = new RowSet[columns.length];
        for (int c = 0; c < columns.length; c++) {
            sets[c] = columns[c].rowsAccepting(value(c, values, asOf));
        }
        return sets;
    }

    private @Nullable Object value(int column, @Nullable Object[] values, LocalDate asOf) {
        int place = places[column];
        return place == AS_OF ? asOf : values[place];
    }

    /// The rows of the column that leaves fewest, if these are a list.
    private static int @Nullable [] few(RowSet[] sets) {
        int[] few = null;
        for (RowSet set : sets) {
            if (set.list() != null && (few == null || set.count() < few.length)) {
                few = set.list();
            }
        }
        return few;
    }

    private static boolean isExact(RowSet[] sets) {
        for (RowSet set : sets) {
            if (!set.isExact()) {
                return false;
            }
        }
        return true;
    }

    /// Those of 64 rows that every column may accept, as bits.
    private long candidates(int w, RowSet[] sets) {
        long bits = allOf(w);
        for (int c = 0; c < sets.length && bits != 0; c++) {
            bits &= Objects.requireNonNull(sets[c].bits())[w];
        }
        return bits;
    }

    private long allOf(int w) {
        int rest = rows.length - w * 64;
        return rest >= 64 ? -1L : (1L << rest) - 1;
    }

    private boolean matches(int row, RowSet[] sets, @Nullable Object[] values, LocalDate asOf) {
        for (int c = 0; c < sets.length; c++) {
            if (!sets[c].has(row)) {
                return false;
            }
        }
        for (int c = 0; c < sets.length; c++) {
            if (!sets[c].isExact() && !condition(row, places[c]).matches(value(c, values, asOf))) {
                return false;
            }
        }
        return true;
    }

    private Condition condition(int row, int place) {
        return place == AS_OF ? rows[row].period() : rows[row].conditions().get(place);
    }

    /// A growing list of rows.
    private static final class Matches {
        private int[] rows = new int[4];
        private int count;

        void add(int row) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, count * 2);
            }
            rows[count++] = row;
        }

        int[] rows() {
            return Arrays.copyOf(rows, count);
        }
    }
}
