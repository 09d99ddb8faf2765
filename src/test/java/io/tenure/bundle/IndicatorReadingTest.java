package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Measures;
import io.tenure.measure.Indicator;
import io.tenure.measure.Indicators;
import io.tenure.measure.MeasureCalculator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sheet `Indicators`: which facts make up a score, and how.
class IndicatorReadingTest {
    private static final String HEADINGS = "score | indicator | fact | weight | valueAt0 | valueAt100\n";
    private static final String SOUND = "potentialValueScore | satisfaction | satisfaction | 0.6 | 1 | 5";

    private static Checked<Ruleset, Finding> read(String... rows) {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5\nmuch | 200")
                .sheet("Attributes", "name | type | codes\ntier | CODE | BRONZE, SILVER, GOLD\nvisits | INTEGER |")
                .sheet("Indicators", HEADINGS + String.join("\n", rows));
        return new BundleReader(Set.of("stableCount")).read(Bundle.of(Map.of(Settings.FILE, book.bytes())));
    }

    private static List<String> faults(String... rows) {
        return read(rows).findings().stream()
                .filter(finding -> finding.address().toString().contains("Indicators"))
                .map(finding -> finding.code() + " " + finding.address().cell())
                .toList();
    }

    @Test
    void readsNumbersParametersCodesAndBooleansInBothDirections() {
        List<Indicator> read = read(
                        SOUND,
                        "potentialValueScore | tier | tier | 0.2 | BRONZE | GOLD",
                        "potentialValueScore | loyal | loyaltyMember | 0.1 | FALSE | TRUE",
                        "currentValueScore | cost | serviceCostShare | 1 | 30% | 0%",
                        "currentValueScore | sales | usualVolume | 2 | 0 | much",
                        "retentionEffectScore | price | priceSensitivity | 1 | HIGH | LOW")
                .orElseThrow()
                .indicators()
                .all();
        assertThat(read)
                .extracting(i -> i.name() + " " + i.valueAtZero() + " " + i.valueAtHundred())
                .containsExactly(
                        "satisfaction 1.0 5.0",
                        "tier 0.0 2.0",
                        "loyal 0.0 1.0",
                        "cost 0.3 0.0",
                        "sales 0.0 200.0",
                        "price 2.0 0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nonsense | a | satisfaction | 1 | 1 | 5; unknown-code A3",
                "clv | a | satisfaction | 1 | 1 | 5; unknown-code A3",
                " | a | satisfaction | 1 | 1 | 5; no-name A3",
                "potentialValueScore | | npsScore | 1 | 0 | 10; no-name B3",
                "potentialValueScore | a b | npsScore | 1 | 0 | 10; invalid-name B3",
                "potentialValueScore | score | npsScore | 1 | 0 | 10; invalid-name B3",
                "potentialValueScore | satisfaction | npsScore | 1 | 0 | 10; duplicate-name B3",
                "potentialValueScore | a | npsScor | 1 | 0 | 10; unknown-code C3",
                "potentialValueScore | a | | 1 | 0 | 10; no-name C3",
                "potentialValueScore | a | currency | 1 | 0 | 10; unusable-indicator C3",
                "potentialValueScore | a | lastPurchaseDate | 1 | 0 | 10; unusable-indicator C3",
                "potentialValueScore | a | currentValueScore | 1 | 0 | 100; unusable-indicator C3",
                "potentialValueScore | a | deliveredValue | 1 | 0 | 100; unusable-indicator C3",
                "potentialValueScore | a | riskBand | 1 | LOW | HIGH; unusable-indicator C3",
                "potentialValueScore | a | npsScore | -1 | 0 | 10; out-of-range D3",
                "potentialValueScore | a | npsScore | | 0 | 10; no-value D3",
                "potentialValueScore | a | npsScore | 1 | zero | 10; unknown-parameter E3",
                "potentialValueScore | a | npsScore | 1 | | 10; no-value E3",
                "potentialValueScore | a | npsScore | 1 | 5 | 5; empty-scale F3",
                "potentialValueScore | a | tier | 1 | BRONZE | PLATINUM; unknown-code F3",
                "potentialValueScore | a | loyaltyMember | 1 | FALSE | maybe; wrong-type F3",
                "currentValueScore | a | unitMargin | 0 | 0 | 1; no-weight D3",
            })
    void reportsEachFaultAtItsCell(String row, String finding) {
        assertThat(faults(SOUND, row)).containsExactly(finding);
    }

    @Test
    void reportsAllFaultsAtOnce() {
        assertThat(faults(
                        SOUND,
                        "potentialValueScore | a | npsScor | -1 | 0 | 10",
                        "potentialValueScore | b | npsScore | 1 | 5 | 5"))
                .containsExactlyInAnyOrder("unknown-code C3", "out-of-range D3", "empty-scale F4");
    }

    @Test
    void aScoreHasABoundedNumberOfIndicators() {
        List<String> rows = new ArrayList<>();
        IntStream.rangeClosed(0, Indicators.MAX_PER_SCORE)
                .forEach(i -> rows.add("potentialValueScore | i" + i + " | npsScore | 1 | 0 | 10"));
        assertThat(faults(rows.toArray(String[]::new)))
                .containsExactly("too-many-indicators A" + (Indicators.MAX_PER_SCORE + 2));
    }

    @Test
    void aFactOfOnesOwnCountsInAScoreAndItsAbsenceIsNamed() throws IOException {
        Ruleset ruleset = read(
                        "potentialValueScore | satisfaction | satisfaction | 3 | 1 | 5",
                        "potentialValueScore | visits | visits | 1 | 0 | 20")
                .orElseThrow();
        // The formulas need more parameters than this bundle has.
        Ruleset bundled =
                new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();
        MeasureCalculator calculator =
                new MeasureCalculator(ruleset.dictionary(), bundled.parameters(), ruleset.indicators());
        Measures known = calculator.measure(
                Customer.of(ruleset.dictionary(), Map.of("satisfaction", 5, "visits", 10)), Map.of());
        assertThat(known.getPotentialValueScore()).isEqualTo(0.75 * 100 + 0.25 * 50);
        Measures half = calculator.measure(Customer.of(ruleset.dictionary(), Map.of("satisfaction", 3)), Map.of());
        assertThat(half.getPotentialValueScore()).isEqualTo(50);
        assertThat(half.completeness()).containsEntry("potentialValueScore", 0.75);
        Measures none = calculator.measure(Customer.of(ruleset.dictionary(), Map.of()), Map.of());
        assertThat(none.getPotentialValueScore()).isNull();
        assertThat(none.unknownReasons().get("potentialValueScore").en())
                .isEqualTo("satisfaction and visits are unknown");
        assertThat(none.unknownReasons().get("currentValueScore").en())
                .isEqualTo("no indicator with a weight is set for it");
    }

    @Test
    void theComparisonOfRulesetsShowsWhatChangedInAnIndicator() {
        Ruleset before =
                read(SOUND, "currentValueScore | a | unitMargin | 1 | 0 | 0.5").orElseThrow();
        Ruleset after = read(
                        "potentialValueScore | satisfaction | satisfaction | 0.4 | 5 | 1",
                        "currentValueScore | b | unitMargin | 1 | 0 | 0.5")
                .orElseThrow();
        assertThat(before.hash()).isNotEqualTo(after.hash());
        assertThat(RulesetDiff.between(before, after).changes().stream()
                        .filter(change -> change.element() == Change.Element.INDICATOR)
                        .map(change -> change.operation() + " " + change.subject() + " " + change.part() + " "
                                + change.oldValue() + ">" + change.newValue()))
                .contains(
                        "CHANGED potentialValueScore satisfaction weight 0.6>0.4",
                        "CHANGED potentialValueScore satisfaction valueAt0 1>5",
                        "CHANGED potentialValueScore satisfaction valueAt100 5>1")
                .anyMatch(change -> change.startsWith("REMOVED currentValueScore a"))
                .anyMatch(change -> change.startsWith("ADDED currentValueScore b"));
    }

    @Test
    void everyBundledScoreHasIndicators() throws IOException {
        Ruleset bundled =
                new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();
        for (String score : Indicators.SCORES) {
            assertThat(bundled.indicators().of(score)).as(score).isNotEmpty();
        }
        assertThat(bundled.indicators().of(Indicators.RETENTION)).hasSize(10);
    }
}
