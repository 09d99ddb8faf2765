package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How the risk band of the bundled rules moves with what is known of a customer.
class RiskBandTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    private static final List<String> BANDS = List.of("LOW", "WATCH", "ELEVATED", "HIGH");

    private static CompiledRuleset compiled;

    @BeforeAll
    static void compile() throws IOException {
        compiled = new Engine()
                .compile(new BundleReader()
                        .read(Bundle.ofDirectory(Path.of(".")))
                        .orElseThrow())
                .orElseThrow();
    }

    /// With the same first and last purchase, the band rises with silence alone, whatever the usual gap.
    @Test
    void theBandNeverFallsWithSilence() {
        for (int gap : List.of(5, 30, 60, 75, 100, 200, 400)) {
            for (int purchases : List.of(1, 2, 3, 5, 9, 10, 40)) {
                int before = 0;
                for (int silence = 1; silence <= 1_200; silence += 7) {
                    String band = bandAfterSilence(gap, purchases, silence, Map.of());
                    assertThat(BANDS.indexOf(band))
                            .as("%d purchases every %d days, silent for %d: %s", purchases, gap, silence, band)
                            .isGreaterThanOrEqualTo(before);
                    before = BANDS.indexOf(band);
                }
            }
        }
    }

    @Test
    void bondsNeverRaiseTheBand() {
        for (int gap : List.of(30, 100, 400)) {
            for (int purchases : List.of(2, 3, 5, 10)) {
                for (int silence = 1; silence <= 1_000; silence += 30) {
                    assertThat(BANDS.indexOf(bandAfterSilence(
                                    gap,
                                    purchases,
                                    silence,
                                    Map.of("loyaltyMember", true, "namedRepresentative", true))))
                            .as("%d purchases every %d days, silent for %d", purchases, gap, silence)
                            .isLessThanOrEqualTo(BANDS.indexOf(bandAfterSilence(gap, purchases, silence, Map.of())));
                }
            }
        }
    }

    private static String bandAfterSilence(int gap, int purchases, int silence, Map<String, Object> more) {
        LocalDate last = AS_OF.minusDays(silence);
        Map<String, Object> facts = new HashMap<>(more);
        facts.put("purchaseCount", purchases);
        facts.put("firstPurchaseDate", last.minusDays((long) gap * (purchases - 1)));
        facts.put("lastPurchaseDate", last);
        facts.put("customerId", "C");
        facts.put("asOf", AS_OF);
        facts.put("relationshipType", "NON_CONTRACTUAL");
        return DecisionPipeline.decide(
                        compiled,
                        new DecisionInput(Customer.of(compiled.ruleset().dictionary(), facts), Map.of()))
                .orElseThrow()
                .decision()
                .getRiskBand();
    }
}
