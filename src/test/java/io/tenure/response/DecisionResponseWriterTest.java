package io.tenure.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.Engine;
import io.tenure.engine.Rulesets;
import io.tenure.input.JsonOutput;
import io.tenure.text.NumberText;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DecisionResponseWriterTest {
    @Test
    void tellsWhatDecidedInTheLanguageAsked() throws IOException {
        JsonNode english = answer(Locale.ENGLISH);
        assertThat(english.at("/decisionId").asText()).isEqualTo("00000000-0000-7000-8000-000000000001");
        assertThat(english.at("/ruleset/release").asInt()).isEqualTo(3);
        assertThat(english.at("/outcomes/stage").asText()).isEqualTo("STABLE");
        assertThat(english.at("/outcomes/pattern").isNull()).isTrue();
        assertThat(english.at("/stageIn/chen").isNull()).isTrue();
        assertThat(english.at("/measures/ppv").isNull()).isTrue();
        assertThat(english.at("/measures/clv").asText()).isEqualTo("1234.5");
        assertThat(english.at("/hits/0/read/purchaseCount").asInt()).isEqualTo(12);
        assertThat(english.at("/hits/0/wrote/stage").asText()).isEqualTo("STABLE");
        assertThat(english.at("/hits/0/workbook").asText()).isEqualTo("stage.xlsx");
        assertThat(english.at("/hits/0/row").asInt()).isEqualTo(9);
        assertThat(english.at("/hits/0/reason").asText()).isEqualTo("12 purchases");
        assertThat(english.at("/labels/STABLE").asText()).isEqualTo("stable");
        JsonNode chinese = answer(Locale.CHINESE);
        assertThat(chinese.at("/hits/0/reason").asText()).isEqualTo("12次购买");
        assertThat(chinese.at("/labels/STABLE").asText()).isEqualTo("稳定期");
    }

    @Test
    void writesNumbersWithoutBinaryNoise() {
        assertThat(JsonOutput.rounded(0.1 + 0.2)).isEqualTo(0.3);
        assertThat(JsonOutput.rounded(525.0000000000001)).isEqualTo(525.0);
        assertThat(JsonOutput.rounded(-0.0)).isEqualTo(0.0);
        assertThat(JsonOutput.rounded(1234567.891)).isEqualTo(1234567.891);
        assertThat(JsonOutput.rounded(-Double.MAX_VALUE)).isEqualTo(-Double.MAX_VALUE);
        assertThat(NumberText.plain(1e12)).isEqualTo("1000000000000");
        assertThat(NumberText.plain(0.10)).isEqualTo("0.1");
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void roundingKeepsTenDigits(@ForAll @DoubleRange(min = -1e15, max = 1e15) double value) {
        assertThat(Math.abs(JsonOutput.rounded(value) - value)).isLessThanOrEqualTo(Math.abs(value) * 1e-9);
    }

    private static JsonNode answer(Locale locale) throws IOException {
        var compiled = new Engine().compile(Rulesets.ruleset(List.of())).orElseThrow();
        var read = Rulesets.reader()
                .read("""
                {"customerId": "C1", "asOf": "2026-06-30",
                 "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "clv": 1234.5000000000002}}
                """.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElseThrow();
        var decided = DecisionPipeline.decide(compiled, read).orElseThrow();
        var answer = new DecisionResponse(
                UUID.fromString("00000000-0000-7000-8000-000000000001"),
                Instant.EPOCH,
                3,
                compiled.ruleset(),
                decided,
                null,
                null);
        return new ObjectMapper()
                .readTree(DecisionResponseWriter.write(answer, locale).bytes());
    }
}
