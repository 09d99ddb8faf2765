package io.tenure.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberStyleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12|12",
                "-12.5|-12.5",
                "+3|3",
                ".5|.5",
                "1,234.56|1234.56",
                "1,234|1234",
                "1.234|1.234",
                "12,345,678|12345678",
                "1 234.5|1234.5",
                "1'234.50|1234.50",
                "$1,234.50|1234.50",
                "1234.5 EUR|1234.5",
                "USD 7|7",
                "(12.50)|-12.50",
                "12.50-|-12.50",
                "−3|-3",
                "¥1,000|1000",
                "100元|100",
                "1e3|1e3",
                "-$5|-5"
            })
    void readsNumbersWithADecimalPoint(String cell, String number) {
        assertThat(new NumberStyle('.').read(cell)).isInstanceOfSatisfying(NumberStyle.Reading.Number.class, read -> {
            assertThat(read.text()).isEqualTo(number);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12,5|12.5",
                "1.234,56|1234.56",
                "1.234|1234",
                "1,234|1.234",
                "1 234,5|1234.5",
                "0,25|0.25",
                "-7,00 €|-7.00",
                "12.345.678,9|12345678.9"
            })
    void readsNumbersWithADecimalComma(String cell, String number) {
        assertThat(new NumberStyle(',').read(cell)).isInstanceOfSatisfying(NumberStyle.Reading.Number.class, read -> {
            assertThat(read.text()).isEqualTo(number);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".|12,5",
                ".|1,23",
                ".|12,34,567",
                ".|1.2.3",
                ".|twelve",
                ".|1-2",
                ".|--5",
                ".|5%",
                ".|$",
                ",|12.5",
                ",|0.125",
                ",|1.23",
                ",|1,234,5",
                ".|1..5",
                ".|0x10",
                ".|NaN"
            })
    void refusesNumbersOfTheOtherStyle(char decimal, String cell) {
        assertThat(new NumberStyle(decimal).read(cell)).isInstanceOf(NumberStyle.Reading.NoNumber.class);
    }

    @Test
    void readsNothingInTwoWaysWhileTheStyleIsUnknown() {
        NumberStyle unknown = new NumberStyle((char) 0);
        assertThat(unknown.read("12.5")).isEqualTo(new NumberStyle.Reading.Number("12.5", ""));
        assertThat(unknown.read("1.234")).isInstanceOfSatisfying(NumberStyle.Reading.NoNumber.class, read -> {
            assertThat(read.reason().en())
                    .isEqualTo("\"1.234\" can be read with a decimal sign or with grouped thousands.");
            assertThat(read.reason().zh()).isEqualTo("“1.234”可理解为小数或千位分组。");
        });
        assertThat(unknown.read("1,5")).isInstanceOf(NumberStyle.Reading.NoNumber.class);
    }

    @Test
    void oneNumberThatTellsDecidesForAll() throws UnreadableFileException {
        assertThat(style("12", "1.234", "0,5")).isEqualTo(new NumberStyle(','));
        assertThat(style("1,234", "1.5")).isEqualTo(new NumberStyle('.'));
        assertThat(style("1,234,567")).isEqualTo(new NumberStyle('.'));
        assertThat(style("1 234,50 €")).isEqualTo(new NumberStyle(','));
        assertThat(style("1234.567")).isEqualTo(new NumberStyle('.'));
        assertThat(style("0.125")).isEqualTo(new NumberStyle('.'));
        assertThat(style("1", "2", "many")).isEqualTo(new NumberStyle((char) 0));
    }

    @Test
    void asksWhereNoNumberTellsOrTwoContradictEachOther() {
        assertThatThrownBy(() -> style("12", "1.234"))
                .hasMessage(
                        "No number tells whether \"1.234\" has a decimal sign or grouped thousands; say which decimal sign"
                                + " is meant.");
        assertThatThrownBy(() -> style("1.5", "2,5"))
                .hasMessage(
                        "\"1.5\" has a decimal point and \"2,5\" a decimal comma; write all numbers alike, or say which is"
                                + " meant.");
    }

    private static NumberStyle style(String... cells) throws UnreadableFileException {
        NumberStyle.Evidence evidence = new NumberStyle.Evidence();
        for (String cell : cells) {
            evidence.add(cell);
        }
        return evidence.style();
    }
}
