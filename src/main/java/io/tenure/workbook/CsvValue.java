package io.tenure.workbook;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/// The value of a cell in a CSV file, by the way it is written.
///
/// Only the canonical spelling of a number, percentage or date counts as one, so that everything reads
/// back as it was:
/// `007` and `1.50` stay text.
sealed interface CsvValue {
    Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{0,11}[1-9])?");
    Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    record Empty() implements CsvValue {}

    record Text(String text) implements CsvValue {}

    record Number(double value) implements CsvValue {}

    /// A number shown as a percentage.
    ///
    /// @param value as a fraction
    /// @param decimals digits needed after the decimal point
    record Percent(double value, int decimals) implements CsvValue {}

    record Bool(boolean value) implements CsvValue {}

    record Date(LocalDate value) implements CsvValue {}

    static CsvValue of(String cell) {
        if (cell.isEmpty()) {
            return new Empty();
        }
        if (cell.equals("TRUE") || cell.equals("FALSE")) {
            return new Bool(cell.equals("TRUE"));
        }
        if (!cell.equals("-0") && NUMBER.matcher(cell).matches()) {
            return new Number(Double.parseDouble(cell));
        }
        String hundredths = cell.substring(0, cell.length() - 1);
        if (cell.endsWith("%")
                && !hundredths.equals("-0")
                && NUMBER.matcher(hundredths).matches()) {
            var value = new BigDecimal(hundredths);
            return new Percent(value.movePointLeft(2).doubleValue(), value.scale());
        }
        if (DATE.matcher(cell).matches()) {
            try {
                var day = LocalDate.parse(cell);
                // Spreadsheets count their days from 1900 and have one too many in its February.
                return day.getYear() > 1900 ? new Date(day) : new Text(cell);
            } catch (DateTimeException notADay) {
                return new Text(cell);
            }
        }
        return new Text(cell);
    }
}
