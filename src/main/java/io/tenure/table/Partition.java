package io.tenure.table;

import io.tenure.lifecycle.FieldType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The values of one column, cut into pieces that no condition of the column divides, each with the rows that
/// accept it.
///
/// The index looks a value's piece up; the analysis goes through all pieces. Rows are sets as [BitSets] has them,
/// shared and not to be changed. Immutable.
public sealed interface Partition {
    /// The rows that accept a value; null stands for an unknown one.
    ///
    /// @param value a Number or LocalDate where the column is ordered, a Boolean or String where it holds codes
    long[] rowsAccepting(@Nullable Object value);

    /// All pieces, in order: intervals from the lowest to the highest, or the codes that conditions name, in the
    /// order in which they first do, and after them all other codes; last, the unknown value.
    List<Piece> pieces();

    /// Values that no condition of the column tells apart, and the rows that accept them.
    sealed interface Piece {
        long[] rows();

        record Range(Interval interval, long[] rows) implements Piece {}

        record Code(String code, long[] rows) implements Piece {}

        /// Every code that no condition names.
        record OtherCodes(Set<String> namedCodes, long[] rows) implements Piece {}

        record Unknown(long[] rows) implements Piece {}
    }

    /// The partition of a column, or of all columns that read one field.
    ///
    /// @param conditions for each row all that it asks of the value; a row that asks nothing accepts every value
    /// @throws IllegalArgumentException if a condition doesn't fit the type
    static Partition of(FieldType type, List<List<Condition>> conditions) {
        return switch (type) {
            case INTEGER, NUMBER, DATE -> Numbers.of(conditions);
            case BOOLEAN, CODE, TEXT -> Codes.of(conditions);
        };
    }

    /// The number line, cut at every end of an interval.
    ///
    /// @param points the finite ends, ascending
    /// @param rowsByPiece piece 2i+1 is the point `points[i]`, piece 2i the open stretch below it, the last piece
    ///     all above
    record Numbers(double[] points, long[][] rowsByPiece, long[] unknownRows) implements Partition {
        static Numbers of(List<List<Condition>> conditions) {
            double[] points = points(conditions);
            int pieces = 2 * points.length + 1;
            long[][] rowsByPiece = new long[pieces][BitSets.wordCount(conditions.size())];
            long[] unknown = BitSets.none(conditions.size());
            for (int row = 0; row < conditions.size(); row++) {
                long[] accepted = BitSets.all(pieces);
                boolean acceptsUnknown = true;
                for (Condition condition : conditions.get(row)) {
                    switch (condition) {
                        case Condition.Any _ -> {}
                        case Condition.Numbers numbers -> {
                            BitSets.and(accepted, pieces(numbers.intervals(), points));
                            acceptsUnknown &= numbers.matchesUnknown();
                        }
                        case Condition.Codes codes ->
                            throw new IllegalArgumentException("codes in a column of numbers: " + codes);
                    }
                }
                for (int p = BitSets.nextSet(accepted, 0); p >= 0; p = BitSets.nextSet(accepted, p + 1)) {
                    BitSets.set(rowsByPiece[p], row);
                }
                if (acceptsUnknown) {
                    BitSets.set(unknown, row);
                }
            }
            return new Numbers(points, rowsByPiece, unknown);
        }

        private static double[] points(List<List<Condition>> conditions) {
            TreeSet<Double> ends = new TreeSet<>();
            for (List<Condition> row : conditions) {
                for (Condition condition : row) {
                    if (condition instanceof Condition.Numbers numbers) {
                        for (Interval interval : numbers.intervals()) {
                            ends.add(interval.low() + 0.0); // makes -0.0 the same point as 0.0
                            ends.add(interval.high() + 0.0);
                        }
                    }
                }
            }
            return ends.stream()
                    .filter(end -> !end.isInfinite())
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }

        /// The pieces that make up some intervals, whose ends are all among the points.
        private static long[] pieces(List<Interval> intervals, double[] points) {
            long[] covered = BitSets.none(2 * points.length + 1);
            for (Interval interval : intervals) {
                int from = interval.low() == Double.NEGATIVE_INFINITY
                        ? 0
                        : 2 * indexOf(interval.low(), points) + (interval.lowClosed() ? 1 : 2);
                int to = interval.high() == Double.POSITIVE_INFINITY
                        ? 2 * points.length
                        : 2 * indexOf(interval.high(), points) + (interval.highClosed() ? 1 : 0);
                for (int p = from; p <= to; p++) {
                    BitSets.set(covered, p);
                }
            }
            return covered;
        }

        /// The first point that is not below a number.
        private static int indexOf(double number, double[] points) {
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
            return low;
        }

        @Override
        public long[] rowsAccepting(@Nullable Object value) {
            if (value == null) {
                return unknownRows;
            }
            double number = value instanceof LocalDate date ? date.toEpochDay() : ((Number) value).doubleValue();
            int index = indexOf(number, points);
            return rowsByPiece[index < points.length && points[index] == number ? 2 * index + 1 : 2 * index];
        }

        @Override
        public List<Piece> pieces() {
            List<Piece> pieces = new ArrayList<>();
            double below = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < points.length; i++) {
                pieces.add(new Piece.Range(new Interval(below, false, points[i], false), rowsByPiece[2 * i]));
                pieces.add(new Piece.Range(Interval.point(points[i]), rowsByPiece[2 * i + 1]));
                below = points[i];
            }
            pieces.add(new Piece.Range(
                    new Interval(below, false, Double.POSITIVE_INFINITY, false), rowsByPiece[2 * points.length]));
            pieces.add(new Piece.Unknown(unknownRows));
            return pieces;
        }
    }

    /// Codes, texts and booleans (`TRUE`, `FALSE`), each that a condition names on its own.
    ///
    /// @param namedCodes in the order in which rows first name them
    /// @param otherRows those that accept a code that no condition names
    record Codes(Map<String, long[]> rowsByCode, List<String> namedCodes, long[] otherRows, long[] unknownRows)
            implements Partition {
        private static Codes of(List<List<Condition>> conditions) {
            SequencedMap<String, long[]> rowsByCode = new LinkedHashMap<>();
            for (List<Condition> row : conditions) {
                for (Condition condition : row) {
                    if (condition instanceof Condition.Codes codes) {
                        codes.values().stream()
                                .sorted()
                                .forEach(code -> rowsByCode.putIfAbsent(code, BitSets.none(conditions.size())));
                    }
                }
            }
            long[] others = BitSets.none(conditions.size());
            long[] unknown = BitSets.none(conditions.size());
            for (int row = 0; row < conditions.size(); row++) {
                List<Condition.Codes> asked = codes(conditions.get(row));
                for (Map.Entry<String, long[]> entry : rowsByCode.entrySet()) {
                    if (asked.stream().allMatch(c -> c.values().contains(entry.getKey()) != c.negated())) {
                        BitSets.set(entry.getValue(), row);
                    }
                }
                if (asked.stream().allMatch(Condition.Codes::negated)) {
                    BitSets.set(others, row);
                }
                if (asked.stream().allMatch(Condition.Codes::matchesUnknown)) {
                    BitSets.set(unknown, row);
                }
            }
            return new Codes(new HashMap<>(rowsByCode), List.copyOf(rowsByCode.keySet()), others, unknown);
        }

        private static List<Condition.Codes> codes(List<Condition> conditions) {
            List<Condition.Codes> asked = new ArrayList<>();
            for (Condition condition : conditions) {
                switch (condition) {
                    case Condition.Any _ -> {}
                    case Condition.Codes codes -> asked.add(codes);
                    case Condition.Numbers numbers ->
                        throw new IllegalArgumentException("numbers in a column of codes: " + numbers);
                }
            }
            return asked;
        }

        @Override
        public long[] rowsAccepting(@Nullable Object value) {
            if (value == null) {
                return unknownRows;
            }
            String code = value instanceof Boolean yes ? (yes ? "TRUE" : "FALSE") : (String) value;
            return rowsByCode.getOrDefault(code, otherRows);
        }

        @Override
        public List<Piece> pieces() {
            List<Piece> pieces = new ArrayList<>();
            namedCodes.forEach(code -> pieces.add(new Piece.Code(code, rowsAccepting(code))));
            pieces.add(new Piece.OtherCodes(Set.copyOf(namedCodes), otherRows));
            pieces.add(new Piece.Unknown(unknownRows));
            return pieces;
        }
    }
}
