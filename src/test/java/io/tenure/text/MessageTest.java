package io.tenure.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void isShownInTheReadersLanguage() {
        Message message = Message.of("example.database");

        assertThat(message.in(Locale.ENGLISH)).isEqualTo("The database can't be reached; try again.");
        assertThat(message.in(Locale.SIMPLIFIED_CHINESE)).isEqualTo("无法连接数据库；请稍后重试。");
    }

    @Test
    void isEnglishForAnyOtherLanguageAndWithTheDigitsOfEnglish() {
        Message message = Message.of("example.errors", "count", 1200);

        assertThat(message.in(Locale.forLanguageTag("ar-EG"))).isEqualTo("1,200 errors; nothing was published.");
        assertThat(message.in(Locale.ROOT)).isEqualTo(message.en());
    }

    @Test
    void choosesThePluralOfTheLanguage() {
        assertThat(Message.of("example.errors", "count", 0).en()).isEqualTo("No errors; nothing was published.");
        assertThat(Message.of("example.errors", "count", 1L).en()).isEqualTo("1 error; nothing was published.");
        assertThat(Message.of("example.errors", "count", 2).en()).isEqualTo("2 errors; nothing was published.");
        assertThat(Message.of("example.errors", "count", 1).zh()).isEqualTo("1处错误；未发布。");
    }

    @Test
    void showsMessagesTextsAndListsWithinItInTheSameLanguage() {
        Message who = Message.of("example.who", "conditions", List.of("churnRisk 0.5", Text.of("stage", "阶段")));
        Message gap = Message.of("example.gap", "table", "Stage", "who", who);

        assertThat(gap.en()).isEqualTo("No row of Stage takes a customer with churnRisk 0.5, stage.");
        assertThat(gap.zh()).isEqualTo("Stage中没有任何行适用于这样的客户（churnRisk 0.5、阶段）。");
    }

    @Test
    void showsBracesAndApostrophesInAValueUnchanged() {
        Message message = Message.of("example.placeholder", "name", "o'{x}");

        assertThat(message.en()).isEqualTo("Nothing is called \"o'{x}\", so {o'{x}} cannot be filled in.");
        assertThat(message.zh()).isEqualTo("没有名为“o'{x}”的内容，无法填入{o'{x}}。");
    }

    @Test
    void equalsOneWithTheSameKeyAndValues() {
        Message message = Message.of("example.errors", "count", 2);

        assertThat(message)
                .isEqualTo(Message.of("example.errors", "count", 2))
                .hasSameHashCodeAs(Message.of("example.errors", "count", 2))
                .isNotEqualTo(Message.of("example.errors", "count", 3))
                .isNotEqualTo(Message.of("example.database", "count", 2));
    }

    @Test
    void rejectsAnUnknownKeyAPlaceholderWithoutAValueAndAValueWithoutAName() {
        assertThatThrownBy(() -> Message.of("example.nothing").en()).hasMessageContaining("example.nothing");
        assertThatThrownBy(() -> Message.of("nowhere.nothing").en()).hasMessageContaining("/nowhere/");
        assertThatThrownBy(() -> Message.of("example.gap", "table", "Stage").en())
                .hasMessageContaining("who");
        assertThatThrownBy(() -> Message.of("example.gap", "table")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Message.of("example.gap", 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
