package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.measure.FittedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelReadingTest {
    private static final List<String> PURCHASES = List.of(
            "bgNbdR | 0.2426 | shape",
            "bgNbdAlpha | 4.4136 | week",
            "bgNbdA | 0.7929 | shape",
            "bgNbdB | 2.4259 | shape",
            "bgNbdDropsAtOnce | 0 |",
            "modelHorizon | 90 | day");

    private static Checked<Ruleset, Finding> read(List<String> rows) {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5")
                .sheet("Model", "name | value | unit\n" + String.join("\n", rows));
        return new BundleReader(Set.of("stableCount")).read(Bundle.of(Map.of(Settings.FILE, book.bytes())));
    }

    private static List<String> faults(String... replaced) {
        List<String> rows = new java.util.ArrayList<>(PURCHASES);
        for (String row : replaced) {
            String name = row.substring(0, row.indexOf(' '));
            rows.replaceAll(known -> known.startsWith(name + " ") ? row : known);
            if (!rows.contains(row)) {
                rows.add(row);
            }
        }
        return read(rows).findings().stream()
                .filter(f -> f.address().sheet().equals("Model"))
                .map(f -> f.code() + " " + f.address().cell())
                .toList();
    }

    @Test
    void readsAPublishedFitInWeeks() {
        var ruleset = read(PURCHASES).orElseThrow();
        FittedModels models = FittedModels.of(ruleset.parameters());
        assertThat(models.purchases().alpha()).isCloseTo(7 * 4.4136, within(1e-9));
        assertThat(models.horizonDays()).isEqualTo(90);
        assertThat(models.spend()).isNull();
    }

    @Test
    void aModelWithoutValuesIsNone() {
        var ruleset = read(List.of("bgNbdR | |", "bgNbdAlpha | | day")).orElseThrow();
        assertThat(FittedModels.of(ruleset.parameters()).purchases()).isNull();
    }

    @Test
    void findsEachFault() {
        assertThat(faults()).isEmpty();
        assertThat(faults("bgNbdR | -1 | shape")).containsExactly("parameter-out-of-range B2");
        assertThat(faults("bgNbdR | some | shape")).contains("wrong-type B2");
        assertThat(faults("bgNbdAlpha | 4 | year")).containsExactly("wrong-unit C3");
        assertThat(faults("bgNbdDropsAtOnce | 2 |")).containsExactly("parameter-out-of-range B6");
        assertThat(faults("modelHorizon | 1.5 | day")).containsExactly("parameter-out-of-range B7");
        assertThat(faults("bgNbdB | | shape")).containsExactly("incomplete-model B2");
        assertThat(faults("gammaGammaP | 6 |")).containsExactly("incomplete-model B8");
        assertThat(faults("bgNbdS | 6 |")).containsExactly("unknown-code A8");
        assertThat(faults("stableCount | 6 |")).containsExactly("unknown-code A8");
        assertThat(faults("bgNbdR | -1 | shape", "bgNbdAlpha | 4 | year", "modelHorizon | 0 | day"))
                .hasSize(3);
    }

    @Test
    void theBundledModelIsNotMeasured() throws IOException {
        assertThat(Files.exists(Path.of("decision-tables/settings.Model.csv"))).isTrue();
        var bundled = new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();
        assertThat(FittedModels.of(bundled.parameters()).purchases()).isNull();
        assertThat(FittedModels.of(bundled.parameters()).contracts()).isNull();
    }
}
