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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    /// Signs of leaving, each set with more of them than the one before.
    private static final List<Map<String, Object>> MORE_AND_MORE_SIGNS = moreAndMore(List.of(
            Map.entry("npsScore", 3),
            Map.entry("competitorPurchases", 3),
            Map.entry("repeatComplaints", 2),
            Map.entry("openComplaints", 1),
            Map.entry("competitorActivity", true),
            Map.entry("exitIntent", true)));

    private static List<Map<String, Object>> moreAndMore(List<Map.Entry<String, Object>> signs) {
        return IntStream.rangeClosed(0, signs.size())
                .mapToObj(count -> signs.stream()
                        .limit(count)
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)))
                .toList();
    }

    /// Band and share at stake together: neither falls with silence, whatever signs of leaving there are, nor with more
    /// signs, nor rises with purchases or bonds. Under a contract silence says nothing.
    @Test
    void silenceAndSignsNeverLowerTheRiskAndPurchasesAndBondsNeverRaiseIt() {
        for (String relationship : List.of("NON_CONTRACTUAL", "CONTRACTUAL")) {
            for (int gap : List.of(7, 30, 100, 300)) {
                Map<String, Object> rhythm =
                        relationship.equals("CONTRACTUAL") ? Map.of("meanInterpurchaseDays", (double) gap) : Map.of();
                Map<String, Risk> fewerPurchases = new HashMap<>();
                for (int purchases : List.of(1, 2, 3, 5, 10, 40)) {
                    Map<Integer, Risk> shorterSilence = new HashMap<>();
                    for (int silence = 1; silence <= 420; silence += silence < 120 ? 4 : 20) {
                        Risk fewerSigns = Risk.NONE;
                        for (int signs = 0; signs < MORE_AND_MORE_SIGNS.size(); signs++) {
                            Map<String, Object> facts = new HashMap<>(MORE_AND_MORE_SIGNS.get(signs));
                            LocalDate last = AS_OF.minusDays(silence);
                            facts.put("relationshipType", relationship);
                            facts.put("contractTermMonths", 1);
                            facts.put("purchaseCount", purchases);
                            facts.put("lastPurchaseDate", last);
                            facts.put("firstPurchaseDate", last.minusDays((long) gap * (purchases - 1)));
                            if (relationship.equals("CONTRACTUAL")) {
                                facts.put("firstPurchaseDate", AS_OF.minusMonths(30));
                            }
                            Risk risk = Risk.of(decide(facts, rhythm));
                            risk.isNoLessThan(fewerSigns, facts);
                            risk.isNoLessThan(shorterSilence.getOrDefault(signs, Risk.NONE), facts);
                            String same = silence + " " + signs;
                            fewerPurchases.getOrDefault(same, Risk.ALL).isNoLessThan(risk, facts);
                            fewerSigns = risk;
                            shorterSilence.put(signs, risk);
                            fewerPurchases.put(same, risk);
                            facts.put("loyaltyMember", true);
                            facts.put("namedRepresentative", true);
                            risk.isNoLessThan(Risk.of(decide(facts, rhythm)), facts);
                        }
                    }
                }
            }
        }
    }

    /// By whatever probability and points a customer is at risk, more of either never puts less of the value at stake.
    /// A purchase model knows the customer's own rhythm, so that a usual silence doesn't count again.
    @Test
    void theShareAtStakeNeverFallsAsTheProbabilityRises() {
        Map<String, Object> bonds = Map.of("loyaltyMember", true, "namedRepresentative", true);
        Map<String, Object> falling = Map.of("volumePrior", 1_000.0, "volumeCurrent", 300.0, "profitPrior", 300.0);
        for (Map<String, Object> more : List.of(Map.<String, Object>of(), bonds, falling)) {
            for (Map<String, Object> signs : MORE_AND_MORE_SIGNS) {
                Risk before = Risk.NONE;
                for (int percent = 0; percent <= 100; percent++) {
                    Map<String, Object> facts = new HashMap<>(signs);
                    facts.putAll(more);
                    facts.put("purchaseCount", 8);
                    facts.put("firstPurchaseDate", AS_OF.minusDays(1_000));
                    facts.put("lastPurchaseDate", AS_OF.minusDays(60));
                    Decision decision = decide(facts, Map.of("inactiveProbability", percent / 100.0));
                    assertThat(decision.getRiskProbability()).isEqualTo(percent / 100.0);
                    if (signs.isEmpty() && more.isEmpty()) {
                        assertThat(decision.getRiskBand()).isEqualTo(decision.getRiskBase());
                        assertThat(decision.getRiskWeight()).isEqualTo(percent / 100.0);
                    }
                    Risk risk = Risk.of(decision);
                    risk.isNoLessThan(before, facts);
                    before = risk;
                }
            }
        }
    }

    /// On a calibrated base the value while active is kept by the same share: by the churn probability of the model,
    /// and
    /// by more of it where signals tell what the model does not know.
    @Test
    void signalsRaiseWhatIsAtStakeOnACalibratedBaseToo() {
        Map<String, Object> facts = new HashMap<>(Map.of("purchaseCount", 8, "lastPurchaseDate", AS_OF.minusDays(60)));
        Map<String, Object> model = Map.of("inactiveProbability", 0.2, "activeValue", 1_000.0);
        Decision usual = decide(facts, model);
        assertThat(usual.getOutcome().get("keepShare")).isEqualTo(0.2);
        assertThat(usual.getPotentialLoss()).isEqualTo(200);

        facts.put("competitorActivity", true);
        facts.put("openComplaints", 1);
        Decision leaving = decide(facts, model);
        assertThat(leaving.getRiskBand()).isEqualTo("ELEVATED");
        assertThat(leaving.getOutcome().get("keepShare")).isEqualTo(0.5);
        assertThat(leaving.getPotentialLoss()).isEqualTo(500);
    }

    @Test
    void aUsualSilenceSaysNothingOfAContract() {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "relationshipType", "CONTRACTUAL", "contractTermMonths", 1, "firstPurchaseDate", AS_OF.minusMonths(4)));
        String alone = decide(facts).getRiskBand();
        facts.put("purchaseCount", 4);
        facts.put("lastPurchaseDate", AS_OF.minusDays(10));
        assertThat(alone).isEqualTo("ELEVATED");
        assertThat(decide(facts, Map.of("meanInterpurchaseDays", 100.0)).getRiskBand())
                .isEqualTo(alone);
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

    /// @param band place among the bands
    /// @param share of the value at stake
    private record Risk(int band, double share) {
        private static final Risk NONE = new Risk(0, 0);
        private static final Risk ALL = new Risk(BANDS.size(), 1);

        static Risk of(Decision decision) {
            Double share = decision.getRiskWeight();
            return new Risk(BANDS.indexOf(decision.getRiskBand()), share == null ? Double.NaN : share);
        }

        void isNoLessThan(Risk other, Map<String, Object> facts) {
            assertThat(band).as("band of %s", facts).isGreaterThanOrEqualTo(other.band);
            assertThat(share).as("share at stake of %s", facts).isGreaterThanOrEqualTo(other.share);
        }
    }

    private static Decision decide(Map<String, Object> facts) {
        return decide(facts, Map.of());
    }

    private static Decision decide(Map<String, Object> facts, Map<String, Object> given) {
        Map<String, Object> all =
                new HashMap<>(Map.of("customerId", "C", "asOf", AS_OF, "relationshipType", "NON_CONTRACTUAL"));
        all.putAll(facts);
        return DecisionPipeline.decide(
                        compiled,
                        new DecisionInput(Customer.of(compiled.ruleset().dictionary(), all), given))
                .orElseThrow()
                .decision();
    }
}
