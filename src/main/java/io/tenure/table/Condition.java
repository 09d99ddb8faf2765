package io.tenure.table;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The condition of a cell on one value, in a normal form that index, analysis and export share.
///
/// `text` is the cell as written, for people.
public sealed interface Condition {
    String text();

    /// Whether a value matches; null is an unknown one. Numbers compare as doubles, dates by their epoch day.
    default boolean matches(@Nullable Object value) {
        return switch (this) {
            case Any _ -> true;
            case Numbers numbers -> value == null ? numbers.matchesUnknown : numbers.contains(number(value));
            case Codes codes ->
                value == null ? codes.matchesUnknown : codes.values.contains(code(value)) != codes.negated;
        };
    }

    private static double number(Object value) {
        return switch (value) {
            case Number number -> number.doubleValue();
            case LocalDate day -> day.toEpochDay();
            default -> throw new IllegalArgumentException("neither a number nor a date: " + value);
        };
    }

    private static String code(Object value) {
        return value instanceof Boolean yes ? yes ? "TRUE" : "FALSE" : value.toString();
    }

    /// An empty cell or `-`: any value, known or not.
    record Any(String text) implements Condition {
        public static final Any INSTANCE = new Any("");
    }

    /// A number or date in one of the intervals, which are sorted and don't touch; parameters are already
    /// resolved.
    ///
    /// @param matchesUnknown whether an unknown value matches as well
    record Numbers(String text, List<Interval> intervals, boolean matchesUnknown) implements Condition {
        public Numbers {
            intervals = List.copyOf(intervals);
        }

        private boolean contains(double number) {
            for (int i = 0; i < intervals.size(); i++) {
                if (intervals.get(i).contains(number)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// A code, text or boolean (`TRUE`, `FALSE`) that is one of the values, or with `negated` none of them.
    ///
    /// `known` is negated with no values; `unknown` is not negated with no values.
    ///
    /// @param matchesUnknown whether an unknown value matches as well
    record Codes(String text, Set<String> values, boolean negated, boolean matchesUnknown) implements Condition {
        public Codes {
            values = Set.copyOf(values);
        }
    }
}
