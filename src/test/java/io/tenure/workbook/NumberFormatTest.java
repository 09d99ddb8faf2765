package io.tenure.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "General | 0 | NUMBER",
                "0.00 | 2 | NUMBER",
                "#,##0.00\\ \"dm\" | 164 | NUMBER",
                "[Red]0;[Blue]-0 | 164 | NUMBER",
                "0% | 9 | PERCENT",
                "0.0%;[Red]-0.0% | 164 | PERCENT",
                "0\\% | 164 | NUMBER",
                "yyyy-mm-dd | 164 | DATE",
                "[$-409]d\\-mmm\\-yy;@ | 164 | DATE",
                "yyyy\"年\"m\"月\"d\"日\" | 164 | DATE",
                "General\" days\" | 164 | NUMBER",
                " | 14 | DATE",
                " | 165 | NUMBER",
                "\"TRUE\";\"TRUE\";\"FALSE\" | 166 | BOOLEAN",
                "\"WAHR\";\"WAHR\";\"FALSCH\" | 166 | BOOLEAN",
                "\"up\";\"down\";\"same\" | 166 | NUMBER",
            })
    void tellsWhatANumberIsShownAs(String code, int id, NumberFormat shown) {
        assertThat(NumberFormat.of(code, id)).isEqualTo(shown);
    }
}
