package io.tenure.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePatternTest {
    @Test
    void showsAValueAsItStands() {
        assertThat(shown("{x}", 12345)).isEqualTo("12345");
        assertThat(shown("{x}", 1e10)).isEqualTo("10000000000");
        assertThat(shown("{x}", -.60)).isEqualTo("-0.6");
        assertThat(shown("{x}", 0.0)).isEqualTo("0");
        assertThat(shown("{x}", new BigDecimal("2.50"))).isEqualTo("2.5");
        assertThat(shown("{x}", LocalDate.of(2026, 6, 30))).isEqualTo("2026-06-30");
    }

    @Test
    void joinsAListAsTheLanguageDoesOrAsThePatternSays() {
        assertThat(shown("{x}", List.of("A", 1))).isEqualTo("A, 1");
        assertThat(shown("{x, list, \" or \"}", List.of("A", "B"))).isEqualTo("A or B");
        assertThat(MessagePattern.of("{x}").format(_ -> List.of("A", "B"), Locale.CHINESE))
                .isEqualTo("A、B");
    }

    @Test
    void formatsNumbersForPeople() {
        assertThat(shown("{x, number}", 1234567)).isEqualTo("1,234,567");
        assertThat(shown("{x, number}", 1234.5678)).isEqualTo("1,234.568");
        assertThat(shown("{x,number,percent}", .6)).isEqualTo("60%");
        assertThat(shown("{x, number, 0.0%}", .1225)).isEqualTo("12.3%");
    }

    @Test
    void choosesThePlural() {
        String pattern = "{x, plural, =0 {no rows} one {# row of {y}} other {# rows of {y}}}.";

        assertThat(shown(pattern, 0)).isEqualTo("no rows.");
        assertThat(shown(pattern, 1)).isEqualTo("1 row of y.");
        assertThat(shown(pattern, 1000L)).isEqualTo("1,000 rows of y.");
        assertThat(shown(pattern, 1.5)).isEqualTo("1.5 rows of y.");
    }

    @Test
    void anApostropheIsAnApostropheUnlessABraceFollows() {
        assertThat(shown("can't", 1)).isEqualTo("can't");
        assertThat(shown("it''s '= {x}'", 1)).isEqualTo("it's '= 1'");
        assertThat(shown("'{'{x}'}'", 1)).isEqualTo("{1}");
        assertThat(shown("'{x} in words'", 1)).isEqualTo("{x} in words");
        assertThat(shown("#{x}", 1)).isEqualTo("#1");
        assertThat(shown("{x, plural, other {# '#'}}", 1)).isEqualTo("1 #");
    }

    @Test
    void listsItsPlaceholdersAndPlurals() {
        MessagePattern pattern = MessagePattern.of("{a} {b, number} {c, plural, one {# {d}} other {#}}");

        assertThat(pattern.names()).containsExactly("a", "b", "c", "d");
        assertThat(pattern.plurals()).containsExactly(Set.of("one", "other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{}",
                "{a",
                "a}",
                "{a b}",
                "{a, date}",
                "{a, number",
                "{a, list}",
                "{a, list, x}",
                "{a, list, \"x}",
                "{a, plural}",
                "{a, plural, one {x}}",
                "{a, plural, few {x} other {y}}",
                "{a, plural, other {x}",
                "'{a"
            })
    void rejectsAMalformedPattern(String pattern) {
        assertThatThrownBy(() -> MessagePattern.of(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(pattern);
    }

    private static String shown(String pattern, Object x) {
        return MessagePattern.of(pattern).format(name -> name.equals("x") ? x : name, Locale.ENGLISH);
    }
}
