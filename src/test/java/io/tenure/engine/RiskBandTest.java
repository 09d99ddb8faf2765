package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import java.io.IOException;
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
        compiled = Rulesets.bundled();
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

    /// Neither bonds nor a silence that is usual make less of it.
    @Test
    void inDeclineTheRiskIsAtLeastToBeWatched() {
        int declining = 0;
        for (int purchases : List.of(2, 3, 5, 10, 40)) {
            for (int days : List.of(200, 500, 1_500)) {
                for (int silence = 0; silence <= 180; silence += 10) {
                    for (Map<String, Object> bonds : List.<Map<String, Object>>of(
                            Map.of(), Map.of("loyaltyMember", true, "namedRepresentative", true))) {
                        Map<String, Object> facts = new HashMap<>(bonds);
                        facts.put("relationshipType", "NON_CONTRACTUAL");
                        facts.put("purchaseCount", purchases);
                        facts.put("firstPurchaseDate", AS_OF.minusDays(days));
                        facts.put("lastPurchaseDate", AS_OF.minusDays(silence));
                        facts.put("volumePrior", 1_000.0);
                        facts.put("volumeCurrent", 400.0);
                        Decision decision = decide(facts);
                        if ("DECLINE".equals(decision.getStage())) {
                            declining++;
                            assertThat(BANDS.indexOf(decision.getRiskBand()))
                                    .as("%s", facts)
                                    .isPositive();
                        }
                    }
                }
            }
        }
        assertThat(declining).isGreaterThan(100);
    }

    /// A fall by half moves a customer into decline, where it must not count less than a smaller fall did.
    @Test
    void theBandNeverFallsAsSalesFall() {
        List<Map<String, Object>> customers = List.of(
                Map.of("contractTermMonths", 1, "firstPurchaseDate", AS_OF.minusMonths(4)),
                Map.of("contractTermMonths", 1, "firstPurchaseDate", AS_OF.minusMonths(9)),
                Map.of("contractTermMonths", 12, "firstPurchaseDate", AS_OF.minusMonths(40)),
                Map.of("contractTermMonths", 24, "firstPurchaseDate", AS_OF.minusMonths(30), "churnReason", "PRICE"),
                Map.of("purchaseCount", 12, "firstPurchaseDate", AS_OF.minusDays(500), "lastPurchaseDate", AS_OF),
                Map.of(
                        "purchaseCount",
                        6,
                        "firstPurchaseDate",
                        AS_OF.minusDays(300),
                        "lastPurchaseDate",
                        AS_OF.minusDays(40),
                        "competitorPurchases",
                        3));
        List<Map<String, Object>> signs = List.of(
                Map.of(),
                Map.of("openComplaints", 1),
                Map.of("satisfaction", 2),
                Map.of("competitorActivity", true),
                Map.of("churnReason", "INCONVENIENCE"),
                Map.of("priorWindowDropToo", true));
        for (Map<String, Object> customer : customers) {
            for (Map<String, Object> sign : signs) {
                int before = 0;
                for (int sales = 1_200; sales >= 0; sales -= 50) {
                    Map<String, Object> facts = new HashMap<>(customer);
                    facts.putAll(sign);
                    facts.put(
                            "relationshipType",
                            customer.containsKey("contractTermMonths") ? "CONTRACTUAL" : "NON_CONTRACTUAL");
                    facts.put("volumePrior", 1_000.0);
                    facts.put("volumeCurrent", (double) sales);
                    facts.put("profitPrior", 300.0);
                    facts.put("profitCurrent", sales * 0.3);
                    int band = BANDS.indexOf(decide(facts).getRiskBand());
                    assertThat(band).as("sales %d of %s", sales, facts).isGreaterThanOrEqualTo(before);
                    before = band;
                }
            }
        }
    }

    @Test
    void theRiskOfAContractNeverRisesWithItsLengthNorWithTheLengthOfTheRelationship() {
        for (boolean automatic : List.of(true, false)) {
            Map<Integer, Double> before = new HashMap<>();
            for (int months = 0; months <= 120; months++) {
                double shorter = 1;
                for (int term : List.of(1, 2, 6, 12, 13, 24, 60)) {
                    double probability = decide(Map.of(
                                    "relationshipType",
                                    "CONTRACTUAL",
                                    "contractTermMonths",
                                    term,
                                    "automaticPayment",
                                    automatic,
                                    "firstPurchaseDate",
                                    AS_OF.minusMonths(months)))
                            .getRiskProbability();
                    assertThat(probability)
                            .as("%d months with us, term of %d", months, term)
                            .isLessThanOrEqualTo(Math.min(shorter, before.getOrDefault(term, 1.0)));
                    before.put(term, probability);
                    shorter = probability;
                }
            }
        }
    }

    /// Whoever is no customer yet, or no longer, can't leave.
    @Test
    void prospectsAndEndedRelationshipsHaveNoSignals() {
        Map<String, Object> signs = Map.of(
                "openComplaints", 1,
                "repeatComplaints", 2,
                "satisfaction", 1,
                "npsScore", 0,
                "competitorActivity", true,
                "competitorPurchases", 9,
                "churnReason", "PRICE",
                "volumePrior", 100.0,
                "volumeCurrent", 10.0);
        Map<String, Object> ended = new HashMap<>(signs);
        ended.putAll(Map.of("purchaseCount", 20, "relationshipEnded", true, "lastPurchaseDate", AS_OF.minusDays(80)));
        Map<String, Object> prospect = new HashMap<>(signs);
        prospect.keySet().removeAll(List.of("volumePrior", "volumeCurrent", "repeatComplaints"));
        prospect.put("purchaseCount", 0);
        for (Map<String, Object> facts : List.of(ended, prospect)) {
            assertThat(decide(facts).signals()).isEmpty();
            assertThat(decide(facts).getRiskPoints()).isZero();
            assertThat(decide(facts).getRiskBand()).isNull();
        }
    }

    private static String bandAfterSilence(int gap, int purchases, int silence, Map<String, Object> more) {
        LocalDate last = AS_OF.minusDays(silence);
        Map<String, Object> facts = new HashMap<>(more);
        facts.put("purchaseCount", purchases);
        facts.put("firstPurchaseDate", last.minusDays((long) gap * (purchases - 1)));
        facts.put("lastPurchaseDate", last);
        return decide(facts).getRiskBand();
    }

    private static Decision decide(Map<String, Object> facts) {
        Map<String, Object> all =
                new HashMap<>(Map.of("customerId", "C", "asOf", AS_OF, "relationshipType", "NON_CONTRACTUAL"));
        all.putAll(facts);
        return DecisionPipeline.decide(
                        compiled,
                        new DecisionInput(Customer.of(compiled.ruleset().dictionary(), all), Map.of()))
                .orElseThrow()
                .decision();
    }
}
