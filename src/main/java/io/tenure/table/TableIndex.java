package io.tenure.table;

import io.tenure.lifecycle.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which rows of a table match given values, without asking row by row.
///
/// Each column cuts its values into elementary pieces (points and the open stretches between them, or
/// codes) and keeps for each piece the set of rows that accept it, as bits. Matching looks up one piece a
/// column and intersects. Rows with effective dates get one more column, over `asOf`. Immutable.
public final class TableIndex {
    private final int rows;
    private final int wordCount;
    private final ColumnIndex[] columns;
    private final @Nullable NumberIndex dates;

    private TableIndex(int rows, ColumnIndex[] columns, @Nullable NumberIndex dates) {
        this.rows = rows;
        this.wordCount = Math.max(1, (rows + 63) / 64);
        this.columns = columns;
        this.dates = dates;
    }

    public static TableIndex of(Table table) {
        List<Row> rows = table.rows();
        ColumnIndex[] columns = new ColumnIndex[table.conditions().size()];
        for (int c = 0; c < columns.length; c++) {
            int column = c;
            columns[c] = column(
                    table.conditions().get(c).field(),
                    rows.stream().map(r -> r.conditions().get(column)).toList());
        }
        boolean dated = rows.stream().anyMatch(r -> r.effective() != null || r.expires() != null);
        return new TableIndex(
                rows.size(),
                columns,
                dated ? NumberIndex.of(rows.stream().map(Row::period).toList()) : null);
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
                    found = java.util.Arrays.copyOf(found, count * 2);
                }
                found[count++] = w * 64 + Long.numberOfTrailingZeros(bits);
            }
        }
        return java.util.Arrays.copyOf(found, count);
    }

    public int rows() {
        return rows;
    }

    private long matchingWord(int w, @Nullable Object[] values, LocalDate asOf) {
        long bits = w == wordCount - 1 && (rows & 63) != 0 ? (1L << (rows & 63)) - 1 : rows == 0 ? 0 : -1L;
        for (int c = 0; c < columns.length && bits != 0; c++) {
            bits &= columns[c].rowsMatching(values[c])[w];
        }
        return dates == null || bits == 0 ? bits : bits & dates.rowsMatching(asOf)[w];
    }

    private static ColumnIndex column(Field term, List<Condition> conditions) {
        return switch (term.type()) {
            case INTEGER, NUMBER, DATE -> NumberIndex.of(conditions);
            case BOOLEAN, CODE, TEXT -> CodeIndex.of(conditions);
        };
    }

    private static long[] none(int rows) {
        return new long[Math.max(1, (rows + 63) / 64)];
    }

    private static void set(long[] bits, int row) {
        bits[row >> 6] |= 1L << (row & 63);
    }

    /// The rows of one column by the value it reads.
    private sealed interface ColumnIndex {
        long[] rowsMatching(@Nullable Object value);
    }

    /// Piece 2i+1 is the point `points[i]`, piece 2i the open stretch below it, the last piece all above.
    private record NumberIndex(double[] points, long[][] rowsByPiece, long[] unknownRows) implements ColumnIndex {
        static NumberIndex of(List<Condition> conditions) {
            TreeSet<Double> ends = new TreeSet<>();
            for (Condition condition : conditions) {
                if (condition instanceof Condition.Numbers n) {
                    for (Interval i : n.intervals()) {
                        ends.add(i.low() + 0.0); // makes -0.0 the same point as 0.0
                        ends.add(i.high() + 0.0);
                    }
                }
            }
            double[] points = ends.stream()
                    .filter(e -> !e.isInfinite())
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            long[][] pieces = new long[2 * points.length + 1][];
            for (int p = 0; p < pieces.length; p++) {
                pieces[p] = none(conditions.size());
            }
            long[] unknown = none(conditions.size());
            for (int row = 0; row < conditions.size(); row++) {
                switch (conditions.get(row)) {
                    case Condition.Any _ -> {
                        for (long[] piece : pieces) {
                            set(piece, row);
                        }
                        set(unknown, row);
                    }
                    case Condition.Numbers n -> {
                        for (int p = 0; p < pieces.length; p++) {
                            double inside = sampleIn(points, p);
                            if (n.intervals().stream().anyMatch(i -> i.contains(inside))) {
                                set(pieces[p], row);
                            }
                        }
                        if (n.matchesUnknown()) {
                            set(unknown, row);
                        }
                    }
                    case Condition.Codes c -> throw new IllegalArgumentException("codes in a column of numbers: " + c);
                }
            }
            return new NumberIndex(points, pieces, unknown);
        }

        /// A number inside a piece.
        private static double sampleIn(double[] points, int piece) {
            if ((piece & 1) == 1) {
                return points[piece >> 1];
            }
            int above = piece >> 1;
            if (points.length == 0) {
                return 0;
            }
            if (above == 0) {
                return valueBelow(points[0]);
            }
            if (above == points.length) {
                return -valueBelow(-points[above - 1]);
            }
            double middle = points[above - 1] / 2 + points[above] / 2;
            // Neighbouring doubles have nothing between them; such a piece is never looked up.
            return middle;
        }

        private static double valueBelow(double point) {
            return point - Math.max(1, Math.abs(point));
        }

        @Override
        public long[] rowsMatching(@Nullable Object value) {
            if (value == null) {
                return unknownRows;
            }
            double number = value instanceof LocalDate date ? date.toEpochDay() : ((Number) value).doubleValue();
            int low = 0;
            int high = points.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (points[middle] < number) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return rowsByPiece[low < points.length && points[low] == number ? 2 * low + 1 : 2 * low];
        }
    }

    private record CodeIndex(Map<String, long[]> rowsByCode, long[] otherCodeRows, long[] unknownRows)
            implements ColumnIndex {
        static CodeIndex of(List<Condition> conditions) {
            List<String> names = new ArrayList<>();
            for (Condition condition : conditions) {
                if (condition instanceof Condition.Codes c) {
                    names.addAll(c.values());
                }
            }
            Map<String, long[]> named = new HashMap<>();
            names.forEach(name -> named.put(name, none(conditions.size())));
            long[] others = none(conditions.size());
            long[] unknown = none(conditions.size());
            for (int row = 0; row < conditions.size(); row++) {
                int r = row;
                switch (conditions.get(row)) {
                    case Condition.Any _ -> {
                        named.values().forEach(bits -> set(bits, r));
                        set(others, row);
                        set(unknown, row);
                    }
                    case Condition.Codes c -> {
                        named.forEach((name, bits) -> {
                            if (c.values().contains(name) != c.negated()) {
                                set(bits, r);
                            }
                        });
                        if (c.negated()) {
                            set(others, row);
                        }
                        if (c.matchesUnknown()) {
                            set(unknown, row);
                        }
                    }
                    case Condition.Numbers n ->
                        throw new IllegalArgumentException("numbers in a column of codes: " + n);
                }
            }
            return new CodeIndex(named, others, unknown);
        }

        @Override
        public long[] rowsMatching(@Nullable Object value) {
            if (value == null) {
                return unknownRows;
            }
            String code = value instanceof Boolean b ? (b ? "TRUE" : "FALSE") : (String) value;
            return rowsByCode.getOrDefault(code, otherCodeRows);
        }
    }
}
