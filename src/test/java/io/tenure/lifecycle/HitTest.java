package io.tenure.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HitTest {
    @Test
    void showsCodesByTheirLabelsAndNumbersAsAsked() {
        Hit hit = hit(
                "{stage}: {volumeGrowth}, {volumeGrowth, percent}, {volumeGrowth, decrease}, {gapRatio}, {other}",
                "{stage}下降{volumeGrowth,decrease}，{gapRatio}",
                "DECLINE",
                -0.6049,
                null);

        assertThat(hit.in(Locale.ENGLISH)).isEqualTo("Decline: -0.6, -60.5%, 60.5%, unknown, {other}");
        assertThat(hit.in(Locale.CHINESE)).isEqualTo("退化期下降60.5%，未知");
    }

    @Test
    void showsACodeWithoutLabelAsItIs() {
        assertThat(hit("{stage} {gapRatio}", "", "OTHER$1", null, 2.5).in(Locale.ENGLISH))
                .isEqualTo("OTHER$1 2.5");
    }

    private static Hit hit(String en, String zh, @Nullable Object... read) {
        Origin origin = new Origin(
                "stage",
                "Stage",
                "stage.xlsx",
                "Stage",
                11,
                "ST1",
                List.of("stage", "volumeGrowth", "gapRatio"),
                List.of(),
                Text.of(en, zh),
                Map.of("DECLINE", Text.of("Decline", "退化期")),
                Set.of(),
                false);
        return Hit.ofRow(origin, read, new Object[0]);
    }
}
