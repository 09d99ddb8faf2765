package io.tenure.workbook;

import io.tenure.text.NumberText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/// The content of one cell by its own type, whatever it is displayed as.
public sealed interface Cell {
    /// Nothing, or only blanks.
    record Empty() implements Cell {
        public static final Empty INSTANCE = new Empty();
    }

    /// Characters, exactly as stored.
    record Text(String text) implements Cell {}

    /// A number. Percentages are stored as fractions and dates as serial numbers; the format says which
    /// they are.
    ///
    /// @param system1904 whether the workbook counts its days from 1904
    record Number(double value, boolean percent, boolean date, boolean system1904) implements Cell {
        public static Number of(double value) {
            return new Number(value, false, false, false);
        }

        /// A day after February 1900.
        public static Number of(LocalDate day) {
            return new Number(LocalDate.of(1899, 12, 30).until(day, ChronoUnit.DAYS), false, true, false);
        }

        /// The date of the serial number; a time of day is cut off.
        public LocalDate day() {
            var day = (long) Math.floor(value);
            if (system1904) {
                return LocalDate.of(1904, 1, 1).plusDays(day);
            }
            // Day 60 is a 29 February 1900 that never was; before it the count is off by one.
            return LocalDate.of(1899, 12, 30).plusDays(day < 60 ? day + 1 : day);
        }

        public boolean hasTimeOfDay() {
            return value != Math.floor(value);
        }
    }

    record Bool(boolean value) implements Cell {}

    /// A formula whose result is an error, such as `#NAME?`.
    ///
    /// @param formula the formula; empty where only the error is stored
    record ErrorCell(String error, String formula) implements Cell {}

    /// A formula whose result was never computed and stored.
    record FormulaWithoutValue(String formula) implements Cell {}

    default boolean isEmpty() {
        return switch (this) {
            case Empty _ -> true;
            case Text(var text) -> TextNormalizer.normalize(text).isEmpty();
            case Number _, Bool _, ErrorCell _, FormulaWithoutValue _ -> false;
        };
    }

    /// About how many characters [#raw] has, without building them; for an ordinary number nothing.
    default long length() {
        return switch (this) {
            case Empty _, Bool _ -> 0;
            case Text(var text) -> text.length();
            // A number far from 1 is written with all its zeros: a power of two takes a third of a digit.
            case Number(var value, var _, var _, var _) ->
                Math.abs(Math.getExponent(value)) < 64 ? 0 : Math.abs(Math.getExponent(value)) / 3;
            case ErrorCell(var error, var _) -> error.length();
            case FormulaWithoutValue(var formula) -> formula.length();
        };
    }

    /// The content that a text means, as [#raw] writes it: `1234.5`, `25%`, `2026-06-30` and `TRUE` become what they
    /// look like; `007` and `1.50` stay text.
    public static Cell of(String raw) {
        return switch (CsvValue.of(raw)) {
            case CsvValue.Empty _ -> Empty.INSTANCE;
            case CsvValue.Text(var text) -> new Text(text);
            case CsvValue.Number(var value) -> Number.of(value);
            case CsvValue.Percent(var value, var _) -> new Number(value, true, false, false);
            case CsvValue.Bool(var value) -> new Bool(value);
            case CsvValue.Date(var day) -> Number.of(day);
        };
    }

    /// The content as plain text, the same in every locale: `1234.5`, `25%`, `2026-06-30`, `TRUE`.
    default String raw() {
        return switch (this) {
            case Empty _ -> "";
            case Text(var text) -> text;
            case Number number -> raw(number);
            case Bool(var value) -> value ? "TRUE" : "FALSE";
            case ErrorCell(var error, var _) -> error;
            case FormulaWithoutValue(var formula) -> "=" + formula;
        };
    }

    private static String raw(Number number) {
        if (number.date) {
            if (!number.hasTimeOfDay()) {
                return number.day().toString();
            }
            var seconds = Math.round((number.value - Math.floor(number.value)) * 86_400);
            return LocalDateTime.of(number.day(), java.time.LocalTime.MIDNIGHT)
                    .plusSeconds(seconds)
                    .toString();
        }
        return number.percent ? percent(number.value) : NumberText.exact(number.value);
    }

    private static String percent(double value) {
        if (value == 0) {
            return "0%";
        }
        return BigDecimal.valueOf(value).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }
}
