package io.tenure.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenure.csv.DateStyle.Order;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateStyleTest {
    private static final DateStyle UNKNOWN = new DateStyle(Order.UNKNOWN, null);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-05",
                "2026/1/5",
                "2026.01.05",
                "20260105",
                "05.01.2026",
                "5.1.2026",
                "2026年1月5日",
                "5 Jan 2026",
                "05-JAN-2026",
                "January 5, 2026",
                "Jan. 5 2026",
                "2026-01-05 08:26:00",
                "2026-01-05T08:26:00Z",
                "2026-01-05T23:30:00.123+08:00",
                "2026-01-05T23:30:00+01:00[Europe/Paris]",
                "2026-01-05 8:26 PM",
                "2026-01-05 08:26:00 UTC",
                "5.1.2026 0:00",
                " 2026-01-05 "
            })
    void readsDatesThatHaveOneReading(String cell) {
        assertThat(UNKNOWN.read(cell)).isEqualTo(new DateStyle.Reading.Day(LocalDate.of(2026, 1, 5)));
    }

    @ParameterizedTest
    @CsvSource({
        "DAY_FIRST, 05/06/2026, 2026-06-05",
        "MONTH_FIRST, 05/06/2026, 2026-05-06",
        "DAY_FIRST, 5-6-2026, 2026-06-05",
        "MONTH_FIRST, 12/1/2010 8:26, 2010-12-01",
        "UNKNOWN, 05/05/2026, 2026-05-05",
    })
    void theFileTellsWhetherTheDayOrTheMonthComesFirst(Order order, String cell, LocalDate day) {
        assertThat(new DateStyle(order, null).read(cell)).isEqualTo(new DateStyle.Reading.Day(day));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "05/06/2026|\"05/06/2026\" can be read with the day or with the month first.",
                "05.06.26|The year of \"05.06.26\" has two digits; write it with four.",
                "5-Jan-26|The year of \"5-Jan-26\" has two digits; write it with four.",
                "2026-02-30|\"2026-02-30\" is not a date.",
                "2026-13-01|\"2026-13-01\" is not a date.",
                "46027|\"46027\" is the number that a spreadsheet has for a day; format the column as a date and save the file again.",
                "soon|\"soon\" is not a date.",
                "2026-01-05 or so|\"2026-01-05 or so\" is not a date.",
                "1026-01-05|1026-01-05 is not between the years 1900 and 2200.",
                "30 Foo 2026|\"30 Foo 2026\" is not a date."
            })
    void saysWhyACellIsNoDate(String cell, String reason) {
        assertThat(UNKNOWN.read(cell))
                .isInstanceOfSatisfying(
                        DateStyle.Reading.NoDay.class,
                        read -> assertThat(read.reason().en()).isEqualTo(reason));
    }

    @Test
    void readsOnlyTheFormatThatIsGiven() throws UnreadableFileException {
        DateStyle given = new DateStyle(Order.UNKNOWN, DateStyle.Pattern.of("dd/MM/yyyy"));
        assertThat(given.read("05/06/2026 10:15")).isEqualTo(new DateStyle.Reading.Day(LocalDate.of(2026, 6, 5)));
        assertThat(given.read("2026-06-05"))
                .isInstanceOfSatisfying(
                        DateStyle.Reading.NoDay.class,
                        read -> assertThat(read.reason().en())
                                .isEqualTo("\"2026-06-05\" is not a date in the format dd/MM/yyyy."));
        assertThat(given.read("31/02/2026")).isInstanceOf(DateStyle.Reading.NoDay.class);
        assertThatThrownBy(() -> DateStyle.Pattern.of("bananas"))
                .hasMessage("\"bananas\" is not a date format; write one such as dd/MM/yyyy or yyyy-MM-dd.");
    }

    @Test
    void oneDateThatTellsDecidesForAll() throws UnreadableFileException {
        assertThat(style("01/02/2026", "13/02/2026").order()).isEqualTo(Order.DAY_FIRST);
        assertThat(style("01/02/2026", "02/13/2026").order()).isEqualTo(Order.MONTH_FIRST);
        assertThat(style("05/05/2026").order()).isEqualTo(Order.UNKNOWN);
    }

    @Test
    void asksWhereNoDateTellsOrTwoContradictEachOther() {
        assertThatThrownBy(() -> style("01/02/2026"))
                .hasMessage(
                        "No date tells whether \"01/02/2026\" has the day or the month first; say which, such as dd/MM/yyyy"
                                + " or MM/dd/yyyy.");
        assertThatThrownBy(() -> style("13/02/2026", "02/13/2026"))
                .hasMessage(
                        "\"13/02/2026\" has the day first and \"02/13/2026\" the month; write all dates alike, or say which"
                                + " is meant.");
    }

    private static DateStyle style(String... cells) throws UnreadableFileException {
        DateStyle.Evidence evidence = new DateStyle.Evidence();
        for (String cell : cells) {
            evidence.add(cell);
        }
        return evidence.style(null);
    }
}
