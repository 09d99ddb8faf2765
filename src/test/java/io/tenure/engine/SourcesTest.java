package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionOutcomes;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Assignment;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the sources ask for, decided by the shipped rules. `docs/sources.md` lists their items with the tests of each.
class SourcesTest {
    private static CompiledRuleset compiled;
    private static Ruleset ruleset;

    @BeforeAll
    static void compile() throws IOException {
        compiled = Rulesets.bundled();
        ruleset = compiled.ruleset();
    }

    @Test
    void everyActionHasGuidanceInBothLanguages() {
        for (Action action : ruleset.actions().values()) {
            assertThat(action.guidance().en())
                    .as(action.code())
                    .hasSizeBetween(40, 200)
                    .endsWith(".");
            assertThat(action.guidance().zh())
                    .as(action.code())
                    .hasSizeBetween(15, 100)
                    .endsWith("。");
        }
    }

    @Test
    void allSevenStageModelsAnswerInBothLanguages() {
        Table crosswalk = ruleset.tables().stream()
                .filter(table -> table.name().equals("StageCrosswalk"))
                .findFirst()
                .orElseThrow();
        List<String> codes = new ArrayList<>();
        for (Row row : crosswalk.rows()) {
            for (Assignment assignment : row.assignments()) {
                if (assignment instanceof Assignment.Literal(Object value, String text)) {
                    codes.add(value.toString());
                }
            }
        }
        assertThat(codes).contains("AWARENESS", "BUILD_UP", "RE_ENTRY", "ACQUISITION", "FIRST_TIME", "NEW_TO_LOYAL");
        for (String code : codes) {
            Text label = ruleset.labels().get(code);
            assertThat(label).as(code).isNotNull();
            assertThat(label.en()).as(code).matches("[A-Za-z -]+");
            assertThat(label.zh()).as(code).matches("\\p{IsHan}+");
        }
    }

    @Test
    void aProspectIsInTheAcquisitionStage() {
        DecisionOutcomes prospect = decide(Map.of("purchaseCount", 0));
        assertThat(prospect.getStageInAcquisitionToDecline()).isEqualTo("ACQUISITION");
        assertThat(prospect.getStageInChen()).isNull();
        assertThat(prospect.getStageInPotentialToReactivated()).isEqualTo("POTENTIAL");
    }

    @Test
    void whoBoughtTwiceIsARepeatCustomer() {
        assertThat(decide(Map.of("purchaseCount", 1, "recencyDays", 10)).getStageInPotentialToReactivated())
                .isEqualTo("FIRST_TIME");
        DecisionOutcomes second = decide(Map.of("purchaseCount", 2, "recencyDays", 10));
        assertThat(second.getStage()).isEqualTo("EXPLORATION");
        assertThat(second.getStageInPotentialToReactivated()).isEqualTo("REPEAT");
    }

    @Test
    void onlyAStableCustomerHasEnteredMaturityAgain() {
        Map<String, Object> facts = Map.of("recencyDays", 10, "returnedAfterLapse", true);
        assertThat(decide(with(facts, "purchaseCount", 3)).getStageInDong()).isEqualTo("GROWTH");
        assertThat(decide(with(facts, "purchaseCount", 8)).getStageInDong()).isEqualTo("RE_ENTRY");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # stage     | volume | profit | signature
            EXPLORATION |   .1   |   .1   | CONFIRMS
            EXPLORATION |  -.1   |   .1   | DOUBTS
            EXPLORATION |   .1   |   .9   | DOUBTS
            FORMATION   |   .1   |   .4   | CONFIRMS
            FORMATION   |   .4   |   .1   | DOUBTS
            FORMATION   |   .4   |   .4   | SILENT
            FORMATION   |  -.1   |  -.2   | DOUBTS
            STABLE      |   .05  |   .1   | CONFIRMS
            STABLE      |   .2   |   .3   | DOUBTS
            STABLE      |  -.2   |   .1   | DOUBTS
            DECLINE     |  -.5   |  -.2   | CONFIRMS
            DECLINE     |  -.2   |  -.5   | DOUBTS
            DECLINE     |  -.2   |   .1   | DOUBTS
            DECLINE     |  -.3   |  -.3   | SILENT
            DECLINE     |   .3   |  -.3   | DOUBTS
            """)
    void growthConfirmsTheStageOrContradictsIt(String stage, double volume, double profit, String signature) {
        Map<String, Object> facts =
                new HashMap<>(Map.of("recencyDays", 20, "volumePrior", 100.0, "profitPrior", 100.0));
        facts.put("volumeCurrent", 100 * (1 + volume));
        facts.put("profitCurrent", 100 * (1 + profit));
        facts.put("purchaseCount", Map.of("EXPLORATION", 2, "FORMATION", 4).getOrDefault(stage, 9));
        facts.put("exitIntent", stage.equals("DECLINE"));
        DecisionOutcomes outcomes = decide(facts);
        assertThat(outcomes.getStage()).isEqualTo(stage);
        assertThat(outcomes.getStageSignature()).isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # stage reached | stable days | delivered | rival | switching | innovation | pattern      | cause
            EXPLORATION     | -           | 20        | -     | -         | -          | EARLY_ABORT  | VALUE_BELOW_EXPECTATION
            EXPLORATION     | -           | 80        | true  | -         | -          | EARLY_ABORT  | RIVAL_OFFER
            EXPLORATION     | -           | -         | -     | -         | -          | EARLY_ABORT  | UNKNOWN
            FORMATION       | -           | 20        | true  | -         | -          | MIDWAY_DEATH | VALUE_BELOW_EXPECTATION
            FORMATION       | -           | 80        | -     | LOW       | -          | MIDWAY_DEATH | LOW_SWITCHING_COST
            STABLE          | 100         | 80        | true  | -         | 30         | EARLY_EXIT   | NO_INNOVATION
            STABLE          | 100         | 80        | true  | -         | 90         | EARLY_EXIT   | RIVAL_OFFER
            STABLE          | 900         | 80        | -     | HIGH      | -          | LONG_TERM    | VALUE_ABOVE_RIVALS
            STABLE          | 900         | -         | -     | HIGH      | -          | LONG_TERM    | HIGH_SWITCHING_COST
            """)
    void eachPatternHasItsCause(
            String reached,
            Integer stableDays,
            Double delivered,
            Boolean rival,
            String switching,
            Double innovation,
            String pattern,
            String cause) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("purchaseCount", 9);
        facts.put("recencyDays", 20);
        facts.put("exitIntent", true);
        facts.put("highestStageReached", reached);
        facts.put("stableDays", stableDays);
        facts.put("productValue", delivered);
        facts.put("monetaryCost", delivered == null ? null : 50.0);
        facts.put("competitorActivity", rival);
        facts.put("switchingCost", switching);
        facts.put("innovationValue", innovation);
        facts.values().removeIf(Objects::isNull);
        DecisionResult result = result(facts);
        assertThat(result.decision().getPattern()).isEqualTo(pattern);
        assertThat(result.decision().getPatternCause()).isEqualTo(cause);
        assertThat(reason(result, "PatternCause")).isNotBlank();
    }

    @Test
    void fallingSatisfactionLoyaltyAndIntentionAreSignals() {
        DecisionResult fell = result(Map.of(
                "purchaseCount",
                9,
                "recencyDays",
                20,
                "satisfaction",
                3,
                "satisfactionPrior",
                5,
                "loyaltyAttitude",
                40.0,
                "loyaltyAttitudePrior",
                80.0,
                "purchaseIntention",
                5,
                "purchaseIntentionPrior",
                9));
        assertThat(fell.measures().getSatisfactionTrend()).isEqualTo(-2);
        assertThat(fell.measures().getLoyaltyTrend()).isEqualTo(-40.0);
        assertThat(fell.measures().getPurchaseIntentionTrend()).isEqualTo(-4);
        assertThat(signals(fell))
                .containsExactlyInAnyOrder(
                        "S16 satisfaction fell since the survey before (-2)",
                        "S17 affective loyalty fell since the survey before (-40)",
                        "S18 purchase intention fell since the survey before (-4)");
        DecisionResult rose = result(Map.of(
                "purchaseCount",
                9,
                "recencyDays",
                20,
                "satisfaction",
                5,
                "satisfactionPrior",
                3,
                "purchaseIntention",
                9));
        assertThat(signals(rose)).isEmpty();
        assertThat(rose.measures().getPurchaseIntentionTrend()).isNull();
        assertThat(rose.measures()
                        .unknownReasons()
                        .get("purchaseIntentionTrend")
                        .in(Locale.ENGLISH))
                .isEqualTo("purchase intention in the survey before is unknown");
    }

    @Test
    void whatMayBeLostIsRiskTimesValue() {
        DecisionOutcomes leaving =
                decide(Map.of("purchaseCount", 9, "recencyDays", 20, "exitIntent", true, "clv", 900.0));
        assertThat(leaving.getRiskBand()).isEqualTo("HIGH");
        assertThat(leaving.getPotentialLoss()).isEqualTo(900.0);
        DecisionOutcomes loyal = decide(Map.of("purchaseCount", 9, "recencyDays", 5, "clv", 900.0));
        assertThat(loyal.getRiskBand()).isEqualTo("LOW");
        assertThat(loyal.getPotentialLoss()).isEqualTo(115.2);
        assertThat(decide(Map.of("purchaseCount", 9, "recencyDays", 5)).getPotentialLoss())
                .as("value unknown")
                .isNull();
        assertThat(decide(Map.of("purchaseCount", 0, "clv", 900.0)).getPotentialLoss())
                .as("a prospect has nothing to lose")
                .isNull();
        assertThat(decide(Map.of("purchaseCount", 9, "clv", 900.0)).getPotentialLoss())
                .as("risk unknown")
                .isNull();
    }

    @Test
    void theFiveRelationshipValuesAddUp() {
        DecisionResult all = result(Map.of(
                "purchaseCount",
                3,
                "spendingCapacity",
                1000.0,
                "shareOfWallet",
                .5,
                "unitMargin",
                .2,
                "ppv",
                300.0,
                "dataShared",
                true,
                "ideasSubmitted",
                2,
                "transactionValue",
                50.0));
        assertThat(all.measures().getRelationshipValue()).isEqualTo(100 + 300 + 10 + 2 * 20 + 50);
        assertThat(all.measures().completeness()).containsEntry("relationshipValue", 1.0);
        DecisionResult some = result(Map.of("transactionValue", 50.0, "dataShared", false));
        assertThat(some.measures().getRelationshipValue()).isEqualTo(50);
        assertThat(some.measures().completeness()).containsEntry("relationshipValue", .4);
        assertThat(result(Map.of("purchaseCount", 1)).measures().getRelationshipValue())
                .isNull();
    }

    @Test
    void theCostOfRetentionLowersTheLifetimeValue() {
        Map<String, Object> facts = Map.of("annualMargin", 1000.0, "retentionRate", .9, "discountRate", .1);
        assertThat(result(facts).measures().getClv()).isEqualTo(4500);
        assertThat(result(with(facts, "retentionCost", 200.0)).measures().getClv())
                .isEqualTo(3600);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "80, 900, CORE",
                "10, 900, RISING",
                "-40, 900, RISING",
                "80, 100, FADING",
                "10, 100, MARGINAL",
                "-40, 100, LOSS_MAKING",
                "-, 900, UNKNOWN",
                "80, -, UNKNOWN"
            })
    void profitNowAndValueToComeMakeTheTier(Double profit, Double clv, String tier) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("profitPerPeriod", profit);
        facts.put("clv", clv);
        facts.values().removeIf(Objects::isNull);
        assertThat(decide(facts).getProfitabilityTier()).isEqualTo(tier);
    }

    @Test
    void theDominantValueWeighsTheActions() {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "purchaseCount",
                4,
                "recencyDays",
                10,
                "marketingConsent",
                true,
                "clv",
                1000.0,
                "currentValueScore",
                70.0,
                "potentialValueScore",
                70.0));
        assertThat(context(result(facts), "PERSONALISED_VALUE_ADD")).isEqualTo(1);
        facts.putAll(Map.of("economicValue", 20.0, "functionalValue", 30.0, "psychologicalValue", 80.0));
        assertThat(decide(facts).getMessageTheme()).isEqualTo("APPRECIATION");
        assertThat(context(result(facts), "PERSONALISED_VALUE_ADD")).isEqualTo(1.1);
        facts.put("economicValue", 90.0);
        assertThat(context(result(facts), "PERSONALISED_VALUE_ADD")).isEqualTo(1);
        assertThat(context(result(facts), "LOYALTY_PROGRAMME")).isEqualTo(1.1);
    }

    @Test
    void theFourDimensionsDecideTheLevelWhereTheSegmentIsUnknown() {
        Map<String, Object> facts = Map.of("purchaseCount", 9, "recencyDays", 10);
        assertThat(decide(facts).getRetentionLevel()).isEqualTo("FINANCIAL");
        Map<String, Object> scored = new HashMap<>(facts);
        for (String score : List.of("financialScore", "marketScore", "managementScore", "learningGrowthScore")) {
            scored.put(score, 70.0);
        }
        DecisionResult result = result(scored);
        assertThat(result.decision().getValueSegment()).isEqualTo("UNKNOWN");
        assertThat(result.decision().getRetentionLevel()).isEqualTo("SOCIAL");
        assertThat(reason(result, "RetentionLevel"))
                .isEqualTo("high four-dimension score (70); the value segment is unknown");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # stage     | Chen        | Dwyer et al. | Jap, Ganesan  | Dong       | acquisition… | potential…  | ladder
            PROSPECT    | -           | AWARENESS    | -             | POTENTIAL  | ACQUISITION | POTENTIAL  | POTENTIAL
            EXPLORATION | EXPLORATION | EXPLORATION  | EXPLORATION   | DEVELOPING | ACQUISITION | REPEAT     | NEW
            FORMATION   | FORMATION   | EXPANSION    | BUILD_UP      | GROWTH     | DEVELOPMENT | REPEAT     | NEW_TO_LOYAL
            STABLE      | STABLE      | COMMITMENT   | MATURITY      | MATURITY   | MATURITY    | LOYAL      | LOYAL
            DECLINE     | DECLINE     | DISSOLUTION  | DETERIORATION | DECLINE    | DECLINE     | REACTIVATE | -
            TERMINATED  | -           | DISSOLUTION  | DETERIORATION | TERMINATED | -           | -          | -
            """)
    void eachOfSevenModelsNamesTheStage(
            String stage,
            String chen,
            String dwyer,
            String japGanesan,
            String dong,
            String acquisition,
            String potential,
            String ladder) {
        DecisionOutcomes outcomes = decide(inStage(stage));
        assertThat(outcomes.getStage()).isEqualTo(stage);
        assertThat(outcomes.getStageInChen()).isEqualTo(chen);
        assertThat(outcomes.getStageInDwyerSchurrOh()).isEqualTo(dwyer);
        assertThat(outcomes.getStageInJapGanesan()).isEqualTo(japGanesan);
        assertThat(outcomes.getStageInDong()).isEqualTo(dong);
        assertThat(outcomes.getStageInAcquisitionToDecline()).isEqualTo(acquisition);
        assertThat(outcomes.getStageInPotentialToReactivated()).isEqualTo(potential);
        assertThat(outcomes.getStageInLadder()).isEqualTo(ladder);
    }

    @Test
    void aStableCustomerOfANewLineIsNewBusinessOnTheLadder() {
        assertThat(decide(with(inStage("STABLE"), "newBusinessPurchase", true)).getStageInLadder())
                .isEqualTo("NEW_BUSINESS");
    }

    @Test
    void onlyASettledRelationshipHasEnded() {
        assertThat(decide(inStage("TERMINATED")).getStage()).isEqualTo("TERMINATED");
        assertThat(decide(with(inStage("TERMINATED"), "relationshipEnded", false))
                        .getStage())
                .isNotEqualTo("TERMINATED");
    }

    @ParameterizedTest
    @CsvSource({
        "80, 80, HIGH_HIGH",
        "80, 20, HIGH_LOW",
        "20, 80, LOW_HIGH",
        "20, 20, LOW_LOW",
        "80, , HIGH_UNKNOWN",
        "20, , LOW_UNKNOWN"
    })
    void currentAndPotentialValueMakeFourGroups(Double current, Double potential, String segment) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("currentValueScore", current);
        facts.put("potentialValueScore", potential);
        facts.values().removeIf(Objects::isNull);
        assertThat(decide(facts).getValueSegment()).isEqualTo(segment);
    }

    @ParameterizedTest
    @CsvSource({
        "STABLE, 900, TRUE_FRIEND",
        "DECLINE, 900, BUTTERFLY",
        "STABLE, 1, BARNACLE",
        "DECLINE, 1, STRANGER",
        "FORMATION, 900, NOT_RATED"
    })
    void loyaltyAndProfitMakeFourGroups(String stage, double profit, String group) {
        assertThat(decide(with(inStage(stage), "profitPerPeriod", profit)).getLoyaltyProfit())
                .isEqualTo(group);
    }

    @Test
    void noLabelInsultsTheCustomer() {
        for (Text label : ruleset.labels().values()) {
            assertThat(label.zh()).doesNotContain("铅质", "吝啬", "藤壶");
            assertThat(label.en().toLowerCase(Locale.ROOT)).doesNotContain("barnacle", "miser", "stranger", "lead ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPLORATION, 90, NEW",
        "FORMATION, 90, LOYAL",
        "STABLE, 90, HIGH_VALUE",
        "STABLE, 10, LOYAL",
        "DECLINE, 90, LOST",
        "PROSPECT, 90, NONE"
    })
    void theValueClassFollowsStageAndValue(String stage, double value, String valueClass) {
        assertThat(decide(with(inStage(stage), "currentValueScore", value)).getValueClass())
                .isEqualTo(valueClass);
    }

    @ParameterizedTest
    @CsvSource({"EXPLORATION, 2", "FORMATION, 4", "STABLE, 9"})
    void declineCanStartInEachOfTheFirstThreeStages(String stage, int purchases) {
        Map<String, Object> facts = Map.of("purchaseCount", purchases, "recencyDays", 20);
        assertThat(decide(facts).getStage()).isEqualTo(stage);
        DecisionOutcomes leaving = decide(with(facts, "exitIntent", true));
        assertThat(leaving.getStage()).isEqualTo("DECLINE");
        assertThat(leaving.getRiskBand()).isEqualTo("HIGH");
    }

    @Test
    void anIgnoredRequestIsTheFirstCauseSought() {
        Map<String, Object> facts = new HashMap<>(inStage("DECLINE"));
        facts.putAll(Map.of("satisfaction", 1, "competitorActivity", true, "priceSensitivity", "HIGH"));
        assertThat(decide(facts).getChurnCause()).isEqualTo("CORE_FAILURE");
        assertThat(decide(with(facts, "openComplaints", 1)).getChurnCause()).isEqualTo("RESPONSE");
        assertThat(decide(with(inStage("DECLINE"), "competitorActivity", true)).getChurnCause())
                .isEqualTo("COMPETITION");
        assertThat(decide(with(inStage("DECLINE"), "priceSensitivity", "HIGH")).getChurnCause())
                .isEqualTo("PRICE");
        Map<String, Object> deficit = with(with(inStage("DECLINE"), "productValue", 30.0), "monetaryCost", 50.0);
        assertThat(decide(deficit).getChurnCause()).isEqualTo("CORE_FAILURE");
    }

    @Test
    void onlyWhatIsWorthItIsWonBack() {
        Map<String, Object> facts = with(inStage("DECLINE"), "saveCost", 50.0);
        assertThat(decide(with(facts, "clv", 900.0)).getWorthKeeping()).isEqualTo("YES");
        assertThat(decide(with(facts, "clv", 100.0)).getWorthKeeping()).isEqualTo("NO");
        assertThat(decide(facts).getWorthKeeping()).isEqualTo("UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "PROSPECT, PERSUADE_FIRST_PURCHASE",
        "EXPLORATION, FREE_SERVICE",
        "EXPLORATION, PREFERENCE_DISCOVERY",
        "EXPLORATION, TRIAL_AND_REPEAT_INCENTIVE",
        "FORMATION, PERSONALISED_VALUE_ADD",
        "FORMATION, SCREEN_RELATIONSHIP",
        "STABLE, REDUCE_COST_TO_SERVE",
        "STABLE, VOLUME_GROWTH",
        "STABLE, CROSS_SELL_NEW_BUSINESS",
        "DECLINE, FIND_CHURN_CAUSE",
        "DECLINE, SAVE_OFFER",
        "TERMINATED, WIN_BACK_OFFER"
    })
    void eachStageHasItsStrategy(String stage, String action) {
        assertThat(considered(result(with(inStage(stage), "clv", 2000.0)))).contains(action);
    }

    @Test
    void theFourRetentionTasksAreActions() {
        assertThat(considered(result(with(inStage("EXPLORATION"), "clv", 2000.0))))
                .as("know the customer")
                .contains("PREFERENCE_DISCOVERY");
        assertThat(considered(result(with(inStage("STABLE"), "clv", 2000.0))))
                .as("care, and rewards that raise the switching cost")
                .contains("THANK_CUSTOMER", "LOYALTY_PROGRAMME");
        assertThat(considered(result(with(inStage("STABLE"), "openComplaints", 1))))
                .as("complaints")
                .contains("COMPLAINT_RECOVERY");
    }

    @ParameterizedTest
    @CsvSource({
        "PROSPECT, BEFORE_PURCHASE",
        "EXPLORATION, DURING_PURCHASE",
        "STABLE, AFTER_PURCHASE",
        "TERMINATED, NONE"
    })
    void careFollowsThePurchase(String stage, String care) {
        assertThat(decide(inStage(stage)).getCareType()).isEqualTo(care);
    }

    @Test
    void citedFiguresAreMarkedAsClaimsAndAreNoThreshold() {
        Map<String, String> claims = Map.of(
                "influence",
                "1 of 8 prospects",
                "reach",
                "8 prospects, of whom 1 buys",
                "retentionRate",
                "5 times as much as keeping one, and returning customers bring 25 to 85 %",
                "openComplaints",
                "tells about 25 people",
                "loyaltyBehaviour",
                "2 to 4 times as much");
        claims.forEach((fact, claim) -> {
            Text meaning = ruleset.dictionary().require(fact).meaning();
            assertThat(meaning.en())
                    .contains("Claim of 《客户生命周期管理》, not measured here: ")
                    .contains(claim);
            assertThat(meaning.zh()).contains("《客户生命周期管理》的说法，未经检验：");
        });
    }

    /// The facts of a customer in a stage.
    private static Map<String, Object> inStage(String stage) {
        return switch (stage) {
            case "PROSPECT" -> Map.of("purchaseCount", 0);
            case "EXPLORATION" -> Map.of("purchaseCount", 2, "recencyDays", 10);
            case "FORMATION" -> Map.of("purchaseCount", 4, "recencyDays", 10);
            case "STABLE" -> Map.of("purchaseCount", 9, "recencyDays", 10);
            case "DECLINE" -> Map.of("purchaseCount", 9, "recencyDays", 10, "exitIntent", true);
            default -> Map.of("purchaseCount", 9, "recencyDays", 10, "relationshipEnded", true);
        };
    }

    /// The actions that were considered, allowed or not.
    private static List<String> considered(DecisionResult result) {
        List<String> actions = new ArrayList<>();
        result.nextBestActions().forEach(best -> actions.add(best.action()));
        result.excluded().forEach(excluded -> actions.add(excluded.action()));
        return actions;
    }

    private static double context(DecisionResult result, String action) {
        return result.nextBestActions().stream()
                .filter(best -> best.action().equals(action))
                .findFirst()
                .orElseThrow()
                .context();
    }

    private static List<String> signals(DecisionResult result) {
        return result.decision().signals().stream()
                .map(signal -> signal.code() + " " + signal.reason().in(Locale.ENGLISH))
                .toList();
    }

    private static String reason(DecisionResult result, String table) {
        return result.hits().stream()
                .filter(hit -> hit.origin().table().equals(table))
                .map(hit -> hit.in(Locale.ENGLISH))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> with(Map<String, Object> facts, String name, Object value) {
        Map<String, Object> all = new HashMap<>(facts);
        all.put(name, value);
        return all;
    }

    private static DecisionOutcomes decide(Map<String, ?> values) {
        return result(values).decision();
    }

    private static DecisionResult result(Map<String, ?> values) {
        Map<String, Object> facts = new HashMap<>(
                Map.of("customerId", "C", "asOf", LocalDate.of(2026, 6, 30), "relationshipType", "NON_CONTRACTUAL"));
        Map<String, Object> measures = new HashMap<>();
        values.forEach((name, value) -> {
            boolean measure = ruleset.dictionary().require(name).kind() == FieldKind.MEASURE;
            (measure ? measures : facts).put(name, value);
        });
        return DecisionPipeline.decide(compiled, new DecisionInput(Customer.of(ruleset.dictionary(), facts), measures))
                .orElseThrow();
    }
}
