package io.tenure.table;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The values of one column, cut into pieces that no condition of the column divides.
///
/// Pieces are numbered in order: intervals from the lowest to the highest, or the dictionary's codes, then
/// others that conditions name, in the order in which they first do, then all other codes; last, the unknown
/// value. What a row accepts is a set of pieces as [RangeSets] has them. The index looks a value's piece up;
/// the analysis goes through all pieces. Immutable.
public sealed interface Partition {
    /// How many pieces there are, that of the unknown value included.
    int size();

    /// The piece that holds a value; null stands for the unknown one.
    ///
    /// @param value a Number or LocalDate where the column is ordered, a Boolean or String where it holds codes
    int pieceOf(@Nullable Object value);

    Piece piece(int number);

    /// The pieces that one condition of the column accepts.
    ///
    /// @throws IllegalArgumentException if the condition doesn't fit the type
    int[] accepted(Condition condition);

    /// The pieces that all of some conditions of the column accept; every one where there is no condition.
    default int[] accepted(List<Condition> conditions) {
        int[] all = {0, size() - 1};
        int[] accepted = all;
        for (Condition condition : conditions) {
            if (!(condition instanceof Condition.Any)) {
                int[] own = accepted(condition);
                accepted = accepted == all ? own : RangeSets.intersection(accepted, own);
            }
        }
        return accepted;
    }

    /// Values that no condition of the column tells apart.
    sealed interface Piece {
        record Range(Interval interval) implements Piece {}

        record Code(String code) implements Piece {}

        /// Every code that has no piece of its own.
        record OtherCodes(Set<String> namedCodes) implements Piece {}

        record Unknown() implements Piece {}
    }

    /// The partition of a column, or of all columns that read one field.
    ///
    /// @param conditions for each row all that it asks of the value
    static Partition of(Field field, List<List<Condition>> conditions) {
        return switch (field.type()) {
            case INTEGER, NUMBER, DATE -> Numbers.of(conditions);
            case BOOLEAN, CODE, TEXT -> Codes.of(field, conditions);
        };
    }

    /// The number line, cut at every end of an interval.
    ///
    /// @param points the finite ends, ascending; piece 2i+1 is the point `points[i]`, piece 2i the open
    ///     stretch below it, the last but one all above
    record Numbers(double[] points) implements Partition {
        static Numbers of(List<List<Condition>> conditions) {
            double[] ends = new double[16];
            int count = 0;
            for (List<Condition> row : conditions) {
                for (Condition condition : row) {
                    if (condition instanceof Condition.Numbers numbers) {
                        for (Interval interval : numbers.intervals()) {
                            if (count + 2 > ends.length) {
                                ends = Arrays.copyOf(ends, ends.length * 2);
                            }
                            // Makes -0.0 the same point as 0.0.
                            ends[count++] = interval.low() + 0.0;
                            ends[count++] = interval.high() + 0.0;
                        }
                    }
                }
            }
            return new Numbers(Arrays.stream(ends, 0, count)
                    .filter(Double::isFinite)
                    .sorted()
                    .distinct()
                    .toArray());
        }

        @Override
        public int size() {
            return 2 * points.length + 2;
        }

        @Override
        public int pieceOf(@Nullable Object value) {
            if (value == null) {
                return 2 * points.length + 1;
            }
            double number = value instanceof LocalDate date ? date.toEpochDay() : ((Number) value).doubleValue();
            int index = indexOf(number);
            return index < points.length && points[index] == number ? 2 * index + 1 : 2 * index;
        }

        /// The first point that is not below a number.
        private int indexOf(double number) {
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
        public int[] accepted(Condition condition) {
            return switch (condition) {
                case Condition.Any _ -> new int[] {0, size() - 1};
                case Condition.Numbers numbers -> accepted(numbers);
                case Condition.Codes codes ->
                    throw new IllegalArgumentException("codes in a column of numbers: " + codes);
            };
        }

        private int[] accepted(Condition.Numbers condition) {
            int[] ranges = new int[2 * condition.intervals().size() + 2];
            int used = 0;
            for (Interval interval : condition.intervals()) {
                int from = interval.low() == Double.NEGATIVE_INFINITY
                        ? 0
                        : 2 * indexOf(interval.low()) + (interval.lowClosed() ? 1 : 2);
                int to = interval.high() == Double.POSITIVE_INFINITY
                        ? 2 * points.length
                        : 2 * indexOf(interval.high()) + (interval.highClosed() ? 1 : 0);
                used = RangeSets.append(ranges, used, from, to);
            }
            if (condition.matchesUnknown()) {
                used = RangeSets.append(ranges, used, size() - 1, size() - 1);
            }
            return used == ranges.length ? ranges : Arrays.copyOf(ranges, used);
        }

        @Override
        public Piece piece(int number) {
            if (number == size() - 1) {
                return new Piece.Unknown();
            }
            int point = number / 2;
            if (number % 2 == 1) {
                return new Piece.Range(Interval.point(points[point]));
            }
            return new Piece.Range(new Interval(
                    point == 0 ? Double.NEGATIVE_INFINITY : points[point - 1],
                    false,
                    point == points.length ? Double.POSITIVE_INFINITY : points[point],
                    false));
        }
    }

    /// Codes, texts and booleans (`TRUE`, `FALSE`).
    ///
    /// @param codes those with a piece of their own, in order
    /// @param numbers the piece of each
    record Codes(List<String> codes, CodeNumbers numbers) implements Partition {
        private static Codes of(Field field, List<List<Condition>> conditions) {
            Set<String> codes =
                    new LinkedHashSet<>(field.type() == FieldType.BOOLEAN ? List.of("TRUE", "FALSE") : field.codes());
            for (List<Condition> row : conditions) {
                for (Condition condition : row) {
                    if (condition instanceof Condition.Codes named) {
                        named.values().stream().sorted().forEach(codes::add);
                    }
                }
            }
            List<String> inOrder = List.copyOf(codes);
            return new Codes(inOrder, new CodeNumbers(inOrder));
        }

        @Override
        public int size() {
            return codes.size() + 2;
        }

        @Override
        public int pieceOf(@Nullable Object value) {
            if (value == null) {
                return codes.size() + 1;
            }
            String code = value instanceof Boolean yes ? (yes ? "TRUE" : "FALSE") : (String) value;
            int number = numbers.of(code);
            return number < 0 ? codes.size() : number;
        }

        @Override
        public int[] accepted(Condition condition) {
            return switch (condition) {
                case Condition.Any _ -> new int[] {0, size() - 1};
                case Condition.Codes asked -> accepted(asked);
                case Condition.Numbers numbers ->
                    throw new IllegalArgumentException("numbers in a column of codes: " + numbers);
            };
        }

        private int[] accepted(Condition.Codes condition) {
            int[] named = new int[condition.values().size()];
            int count = 0;
            for (String code : condition.values()) {
                int number = numbers.of(code);
                if (number < 0) {
                    throw new IllegalArgumentException("a code that the column doesn't have: " + code);
                }
                named[count++] = number;
            }
            Arrays.sort(named);
            int[] ranges = new int[2 * count + 4];
            int used = 0;
            if (condition.negated()) {
                int from = 0;
                for (int number : named) {
                    used = RangeSets.append(ranges, used, from, number - 1);
                    from = number + 1;
                }
                used = RangeSets.append(ranges, used, from, codes.size());
            } else {
                for (int number : named) {
                    used = RangeSets.append(ranges, used, number, number);
                }
            }
            if (condition.matchesUnknown()) {
                used = RangeSets.append(ranges, used, size() - 1, size() - 1);
            }
            return Arrays.copyOf(ranges, used);
        }

        @Override
        public Piece piece(int number) {
            return number < codes.size()
                    ? new Piece.Code(codes.get(number))
                    : number == codes.size() ? new Piece.OtherCodes(Set.copyOf(codes)) : new Piece.Unknown();
        }
    }
}
