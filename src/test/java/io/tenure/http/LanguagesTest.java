package io.tenure.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguagesTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "-|en",
                "''|en",
                "zh|zh",
                "zh-CN|zh",
                "ZH-hans-cn|zh",
                "en-GB|en",
                "fr, zh-CN;q=0.8, en;q=0.5|zh",
                "zh;q=0.2, en;q=0.5|en",
                "zh;q=0, fr|en",
                "zh ; q=1.000|zh",
                // The parts that can't be read count as other languages.
                "zh;q=x|en",
                "zh;q=|en",
                "zh;;q=1|en",
                "zh_CN|en",
                "a-very-very-long-language-that-is-none, zh|zh",
                ";q=1,,zh|zh",
                "*|en",
                "zhx|en",
                "\u0001|en"
            })
    void theLanguageIsTheOneMostWanted(@Nullable String header, String language) {
        assertThat(Languages.of(header).getLanguage()).isEqualTo(language);
    }
}
