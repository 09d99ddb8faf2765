package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Ruleset;
import io.tenure.input.CustomerReader;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionOutcomes;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What any sensible answer about realistic customers satisfies, decided by the shipped rules. Each customer stands in
/// `cases/right-decisions/customers.jsonl`.
class RightDecisionsTest {
    private static final List<String> SELLING = List.of(
            "CROSS_SELL_NEW_BUSINESS", "VOLUME_GROWTH", "TRIAL_AND_REPEAT_INCENTIVE", "PERSUADE_FIRST_PURCHASE");

    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    private static CompiledRuleset compiled;
    private static Ruleset ruleset;
    private static final Map<String, DecisionResult> RESULTS = new HashMap<>();

    @BeforeAll
    static void decideAll() throws IOException {
        compiled = Rulesets.bundled();
        ruleset = compiled.ruleset();
        CustomerReader reader = new CustomerReader(ruleset, Rulesets.CLOCK);
        for (String line : Files.readAllLines(Path.of("src/test/resources/cases/right-decisions/customers.jsonl"))) {
            DecisionInput input =
                    reader.read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow();
            RESULTS.put(input.customer().getCustomerId(), decide(input));
        }
    }

    @Test
    void anOpenComplaintIsAnsweredFirstWhateverTheCustomerIsWorth() {
        for (String customer : List.of("E5", "m01-complaint-clv-unknown", "m03-barnacle-complaint")) {
            assertThat(actions(customer)).as(customer).startsWith("COMPLAINT_RECOVERY");
            assertThat(actions(customer)).doesNotContain("REDUCE_COST_TO_SERVE").doesNotContainAnyElementsOf(SELLING);
        }
        assertThat(result("m01-complaint-clv-unknown")
                        .nextBestActions()
                        .getFirst()
                        .duty())
                .isTrue();
    }

    @Test
    void nothingIsSoldInSharpDeclineOrToVeryDissatisfiedCustomers() {
        for (String customer : List.of(
                "S2",
                "m04-volume-minus-80",
                "m06-formation-minus-60-still-growing",
                "m07-all-attitude-alarms-cross-sell",
                "m17-contract-all-alarms-holding",
                "m19-delivered-value-deficit",
                "m21-peak-ratio-03",
                "A3")) {
            assertThat(actions(customer)).as(customer).doesNotContainAnyElementsOf(SELLING);
        }
        assertThat(actions("m04-volume-minus-80")).startsWith("FIND_CHURN_CAUSE");
        assertThat(actions("m07-all-attitude-alarms-cross-sell")).startsWith("SERVICE_REPAIR");
        assertThat(actions("A3")).startsWith("SERVICE_REPAIR", "SAVE_OFFER");
        assertThat(actions("G1")).doesNotContainAnyElementsOf(SELLING).startsWith("THANK_CUSTOMER");
    }

    @Test
    void theCauseDecidesTheRemedy() {
        assertThat(actions("I2")).containsExactly("NO_ACTION");
        assertThat(actions("m08-involuntary-save-offer")).containsExactly("NO_ACTION");
        assertThat(actions("B4")).startsWith("SAVE_OFFER").doesNotContain("FIND_CHURN_CAUSE");
        assertThat(actions("m09-cause-stated-still-asked"))
                .startsWith("SAVE_OFFER")
                .doesNotContain("FIND_CHURN_CAUSE");
        assertThat(outcomes("m19-delivered-value-deficit").getChurnCause()).isEqualTo("CORE_FAILURE");
        assertThat(actions("m21-peak-ratio-03")).startsWith("SAVE_OFFER", "RIVAL_COMPARISON");
        assertThat(actions("T1")).startsWith("SAVE_OFFER");
    }

    @Test
    void everyReasonOfTheStageIsTrue() {
        assertThat(stageReason("m04-volume-minus-80")).isEqualTo("12 purchases; sales volume fell by 80%");
        assertThat(stageReason("m05-volume-unknown-near-height"))
                .isEqualTo("12 purchases; how sales volume changes is unknown");
        assertThat(stageReason("m06-formation-minus-60-still-growing"))
                .isEqualTo("4 purchases; sales volume fell by 60%");
        assertThat(stageReason("m17-contract-all-alarms-holding"))
                .isEqualTo("contract 60 months old; sales volume fell by 45%, not by half");
    }

    @Test
    void riskFollowsWhatSupportsIt() {
        assertThat(outcomes("m14-prospect-risk-low").getRiskBand()).isNull();
        assertThat(outcomes("A1").getRiskBand()).isNull();
        for (String customer : List.of("T1", "S2", "A3", "m17-contract-all-alarms-holding", "m21-peak-ratio-03")) {
            assertThat(outcomes(customer).getRiskBand()).as(customer).isIn("ELEVATED", "HIGH");
        }
        assertThat(outcomes("m04-volume-minus-80").getRiskBand()).isNotEqualTo("LOW");
        assertThat(outcomes("m19-delivered-value-deficit").getRiskBand()).isNotEqualTo("LOW");
        assertThat(outcomes("A2").getRiskBand()).isNotEqualTo("HIGH");
        assertThat(decide(Map.of("purchaseCount", 5)).decision().getRiskBand())
                .describedAs("no purchase date")
                .isEqualTo("UNKNOWN");
    }

    @Test
    void whoHasLeftOrNeverBoughtHasNoRiskOfLeaving() {
        Map<String, Object> facts = Map.of("purchaseCount", 4, "lastPurchaseDate", AS_OF.minusDays(40));
        assertThat(decide(facts).decision().getRiskProbability()).isNotNull();
        for (String type : List.of("NON_CONTRACTUAL", "CONTRACTUAL")) {
            Map<String, Object> ended = new HashMap<>(facts);
            ended.put("relationshipEnded", true);
            ended.put("relationshipType", type);
            ended.put("contractTermMonths", 12);
            DecisionOutcomes outcomes =
                    decide(ended, Map.of("tenureMonths", 30)).decision();
            assertThat(outcomes.getStage()).isEqualTo("TERMINATED");
            assertThat(outcomes.getRiskProbability()).isNull();
            assertThat(outcomes.getRiskBase()).isNull();
            assertThat(outcomes.getRiskBand()).isNull();
        }
        DecisionOutcomes prospect = decide(Map.of("purchaseCount", 0)).decision();
        assertThat(prospect.getStage()).isEqualTo("PROSPECT");
        assertThat(prospect.getRiskProbability()).isNull();
        assertThat(prospect.getRiskBand()).isNull();
    }

    @Test
    void aBuyerOfEachDecemberIsNotLostInJune() {
        DecisionOutcomes outcomes = outcomes("m16-christmas-buyer");
        assertThat(outcomes.getStage()).isEqualTo("STABLE");
        assertThat(outcomes.getRiskBand()).isIn("LOW", "WATCH");
    }

    @Test
    void valueDecidesTheLevelAndTheClass() {
        assertThat(outcomes("m12-key-account-low-value").getValueSegment()).isEqualTo("HIGH_HIGH");
        assertThat(outcomes("m12-key-account-low-value").getRetentionLevel()).isEqualTo("STRUCTURAL");
        assertThat(outcomes("m23-high-value-exploration").getRetentionLevel()).isEqualTo("SOCIAL");
        assertThat(actions("m23-high-value-exploration")).startsWith("DEDICATED_REPRESENTATIVE");
        assertThat(outcomes("m26-barnacle-high-value-label").getValueClass()).isEqualTo("LOYAL");
        assertThat(outcomes("m10-negative-margin").getValueClass()).isEqualTo("LOYAL");
        assertThat(outcomes("T3").getRetentionLevel()).isEqualTo("SOCIAL");
        assertThat(outcomes("S4").getRetentionLevel()).isEqualTo("SOCIAL");
        assertThat(actions("S4")).startsWith("PERSONALISED_VALUE_ADD");
        assertThat(actions("B2")).startsWith("PERSONALISED_VALUE_ADD");
    }

    /// What keeps a customer is worth value x risk, by the risk of the purchase model where there is one. Those
    /// who left are worth all of it; at a renewal the next term is at stake, whatever the band. Where a sign
    /// stands that the base risk does not know, the risk is that of the band to watch.
    @Test
    void whatKeepsACustomerIsValuedByTheValueAtStake() {
        List<String> keeping = List.of(
                "SAVE_OFFER",
                "FIND_CHURN_CAUSE",
                "SERVICE_REPAIR",
                "RIVAL_COMPARISON",
                "EASIER_ACCESS",
                "PERSONAL_EXPLANATION",
                "REACTIVATION_OFFER");
        List<String> signs = List.of("A18v", "A18vp", "A18m", "A18s", "A18d", "A18f", "A18l", "A18i", "A21r");
        Table candidates = ruleset.tables().stream()
                .filter(table -> table.name().equals("Candidates"))
                .findFirst()
                .orElseThrow();
        List<String> columns = candidates.actions().stream()
                .map(column -> column.field().name())
                .toList();
        List<String> stages = candidates.conditions().stream()
                .map(column -> column.field().name())
                .toList();
        for (Row row : candidates.rows()) {
            String action =
                    row.assignments().get(columns.indexOf("candidate.action")).text();
            String stage = row.conditions().get(stages.indexOf("stage")).text();
            boolean keeps =
                    keeping.contains(action) || action.equals("DEDICATED_REPRESENTATIVE") && stage.equals("DECLINE");
            if (keeps && !stage.equals("TERMINATED")) {
                String value = row.assignments()
                        .get(columns.indexOf("candidate.value"))
                        .text();
                assertThat(row.assignments()
                                .get(columns.indexOf("candidate.valueFactor"))
                                .text())
                        .as("%s %s", row.name(), action)
                        .isEqualTo(
                                signs.contains(row.name().replaceFirst("u$", ""))
                                        ? "= riskWatch"
                                        : value.equals("= valueToKeep") ? "= keepShare" : "= riskWeight");
            }
        }
    }

    @Test
    void theSameOfferIsWorthMoreWhereMoreIsAtRisk() {
        Map<String, Object> facts = Map.of(
                "purchaseCount",
                3,
                "lastPurchaseDate",
                AS_OF.minusDays(100),
                "marketingConsent",
                true,
                "priceSensitivity",
                "HIGH");
        Map<String, Object> rival = new HashMap<>(facts);
        rival.put("competitorActivity", true);
        rival.put("competitorPurchases", 4);
        DecisionResult less = decide(facts, Map.of("clv", 1000.0, "volumeGrowth", 0.0));
        DecisionResult more = decide(rival, Map.of("clv", 1000.0, "volumeGrowth", 0.0));

        assertThat(less.decision().getRiskBand()).isEqualTo("ELEVATED");
        assertThat(more.decision().getRiskBand()).isEqualTo("HIGH");
        // .2 x 1000 x .57 - 20, the churn probability, and .2 x 1000 x 1 - 20, since signals moved the band
        assertThat(score(less, "SAVE_OFFER")).isEqualTo(94);
        assertThat(score(more, "SAVE_OFFER")).isEqualTo(180);
    }

    private static double score(DecisionResult result, String action) {
        return result.nextBestActions().stream()
                .filter(candidate -> candidate.action().equals(action))
                .mapToDouble(NextBestAction::score)
                .findFirst()
                .orElse(Double.NaN);
    }

    /// The churn probability is what is at stake where it alone makes the band; it is unknown for a contract whose term
    /// is, and says too little where a signal, a bond or the usual silence moved the band.
    @Test
    void theChurnProbabilityIsTheShareAtStakeWhereNothingMovedTheBand() {
        Map<String, Object> facts = Map.of("purchaseCount", 3, "lastPurchaseDate", AS_OF.minusDays(100));
        assertThat(weight(facts)).isEqualTo(0.57);
        assertThat(weight(Map.of("purchaseCount", 1, "lastPurchaseDate", AS_OF.minusDays(10))))
                .isEqualTo(0.663);
        Map<String, Object> leaving = new HashMap<>(facts);
        leaving.put("exitIntent", true);
        assertThat(weight(leaving)).isEqualTo(1);
        assertThat(decide(Map.of("relationshipType", "CONTRACTUAL"), Map.of("tenureMonths", 30))
                        .decision()
                        .getRiskWeight())
                .isEqualTo(0.4);
        assertThat(decide(Map.of("purchaseCount", 0)).decision().getRiskWeight())
                .describedAs("a prospect can't leave")
                .isNull();
    }

    private static @Nullable Double weight(Map<String, Object> facts) {
        return decide(facts).decision().getRiskWeight();
    }

    @Test
    void theMissingLowerBondComesBeforeTheStructuralOne() {
        assertThat(actions("m25-structural-before-social"))
                .startsWith("LOYALTY_PROGRAMME")
                .doesNotContain("STRUCTURAL_INTEGRATION");
        assertThat(exclusions("m25-structural-before-social", "STRUCTURAL_INTEGRATION"))
                .containsExactly("E17 first the social bond: an account manager");
        assertThat(exclusions("m25-structural-before-social", "DEDICATED_REPRESENTATIVE"))
                .containsExactly("E17 first the financial bond: loyalty rewards");
    }

    @Test
    void aNewCustomerOfLittleValueIsWelcomedAndNotIgnored() {
        assertThat(actions("E1")).startsWith("WELCOME");
        assertThat(actions("m22-new-customer-clv40")).startsWith("WELCOME");
        assertThat(actions("G3")).startsWith("LOYALTY_PROGRAMME");
        assertThat(actions("A1")).startsWith("PERSUADE_FIRST_PURCHASE");
        assertThat(actions("T3").subList(0, 2)).contains("REFERRAL_INVITE");
    }

    @Test
    void cheaperServiceSavesAPartOfItsCost() {
        NextBestAction first = result("m10-negative-margin").nextBestActions().getFirst();
        assertThat(first.action()).isEqualTo("REDUCE_COST_TO_SERVE");
        assertThat(first.score()).isEqualTo(0.6 * 80 - 10);
    }

    @Test
    void aContractHasAStageWhateverItsPurchaseCount() {
        assertThat(stage(Map.of("relationshipType", "CONTRACTUAL", "purchaseCount", 0), Map.of("tenureMonths", 0)))
                .isEqualTo("EXPLORATION");
        assertThat(stage(Map.of("relationshipType", "CONTRACTUAL"), Map.of("tenureMonths", 30)))
                .isEqualTo("STABLE");
        assertThat(stage(Map.of("relationshipType", "CONTRACTUAL", "purchaseCount", 0), Map.of()))
                .isEqualTo("PROSPECT");
    }

    @Test
    void longSilenceIsALapseAlsoWhereTheUsualGapIsUnknown() {
        assertThat(stage(Map.of("purchaseCount", 8), Map.of("recencyDays", 110)))
                .isEqualTo("STABLE");
        assertThat(stage(Map.of("purchaseCount", 8), Map.of("recencyDays", 111)))
                .isEqualTo("DECLINE");
        assertThat(stage(
                        Map.of("purchaseCount", 8, "firstPurchaseDate", AS_OF.minusDays(700)),
                        Map.of("recencyDays", 111)))
                .isEqualTo("STABLE");
    }

    /// The probability by silence and purchases, with all else unknown.
    @Test
    void riskNeverFallsWithSilenceNorRisesWithPurchases() {
        List<Integer> counts = List.of(1, 2, 3, 4, 5, 7, 9, 10, 11, 30, 200);
        Map<Integer, Double> before = new HashMap<>();
        for (int silence = 0; silence <= 1_500; silence++) {
            double fewer = 1;
            for (int count : counts) {
                double probability = probability(count, silence);
                assertThat(probability)
                        .as("%d purchases, silent for %d days", count, silence)
                        .isBetween(before.getOrDefault(count, 0.0), fewer);
                before.put(count, probability);
                fewer = probability;
            }
        }
    }

    private static double probability(int purchases, int silence) {
        Double probability = decide(Map.of("purchaseCount", purchases, "lastPurchaseDate", AS_OF.minusDays(silence)))
                .decision()
                .getRiskProbability();
        return probability == null ? Double.NaN : probability;
    }

    private static String stage(Map<String, Object> facts, Map<String, Object> given) {
        return decide(facts, given).decision().getStage();
    }

    private static DecisionResult decide(Map<String, Object> facts) {
        return decide(facts, Map.of());
    }

    private static DecisionResult decide(Map<String, Object> facts, Map<String, Object> given) {
        Map<String, Object> all =
                new HashMap<>(Map.of("customerId", "C", "asOf", AS_OF, "relationshipType", "NON_CONTRACTUAL"));
        all.putAll(facts);
        return decide(new DecisionInput(Customer.of(ruleset.dictionary(), all), given));
    }

    private static DecisionResult decide(DecisionInput input) {
        return DecisionPipeline.decide(compiled, input).orElseThrow();
    }

    private static DecisionResult result(String customer) {
        return RESULTS.get(customer);
    }

    private static DecisionOutcomes outcomes(String customer) {
        return result(customer).decision();
    }

    private static List<String> actions(String customer) {
        return result(customer).nextBestActions().stream()
                .map(NextBestAction::action)
                .toList();
    }

    private static List<String> exclusions(String customer, String action) {
        List<String> reasons = new ArrayList<>();
        result(customer).excluded().stream()
                .filter(exclusion -> exclusion.action().equals(action))
                .map(exclusion -> exclusion.rule() + " " + exclusion.reason().in(Locale.ENGLISH))
                .distinct()
                .forEach(reasons::add);
        return reasons;
    }

    private static String stageReason(String customer) {
        return result(customer).hits().stream()
                .filter(hit -> hit.origin().table().equals("Stage"))
                .map(hit -> hit.in(Locale.ENGLISH))
                .findFirst()
                .orElseThrow();
    }
}
