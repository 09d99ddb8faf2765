package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.calculator;
import static io.tenure.measure.Samples.customer;
import static io.tenure.measure.Samples.measures;
import static io.tenure.measure.Samples.weighing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.lifecycle.Measures;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Weighted scores, delivered value and the value vector.
class ScoresTest {

    @Test
    void deliveredValueIsTotalValueMinusTotalCost() {
        Measures m = measures(
                "productValue",
                80.0,
                "serviceValue",
                60.0,
                "personnelValue",
                40.0,
                "imageValue",
                100.0,
                "monetaryCost",
                50.0,
                "timeCost",
                40.0,
                "energyCost",
                30.0,
                "physicalCost",
                20.0);
        // .4 x 80 + .3 x 60 + .15 x 40 + .15 x 100, and .4 x 50 + .25 x 40 + .2 x 30 + .15 x 20
        assertThat(m.getTotalCustomerValue()).isCloseTo(71.0, within(1e-9));
        assertThat(m.getTotalCustomerCost()).isCloseTo(39.0, within(1e-9));
        assertThat(m.getDeliveredValue()).isCloseTo(32.0, within(1e-9));
        assertThat(m.getDeliveredValueRatio()).isCloseTo(71.0 / 39, within(1e-9));
        assertThat(m.completeness()).containsEntry("totalCustomerValue", 1.0);
    }

    @Test
    void unknownPartsDropOutAndTheOtherWeightsAreScaledUp() {
        Measures m = measures("productValue", 80.0, "imageValue", 25.0, "monetaryCost", 10.0);
        // (.4 x 80 + .15 x 25) / .55
        assertThat(m.getTotalCustomerValue()).isCloseTo(65.0, within(1e-9));
        assertThat(m.completeness().get("totalCustomerValue")).isCloseTo(0.55, within(1e-9));
        assertThat(m.completeness().get("totalCustomerCost")).isCloseTo(0.4, within(1e-9));
        assertThat(m.getDeliveredValue()).isCloseTo(55.0, within(1e-9));
    }

    @Test
    void aScoreWithoutAnyKnownPartIsUnknownAndListsItsParts() {
        Measures m = measures("productValue", 80.0);
        assertThat(m.getTotalCustomerCost()).isNull();
        assertThat(m.completeness()).containsEntry("totalCustomerCost", 0.0);
        assertThat(m.unknownReasons().get("totalCustomerCost").en())
                .isEqualTo("monetary cost, time cost, energy cost and physical cost are unknown");
        assertThat(m.unknownReasons().get("deliveredValue").en()).isEqualTo("total customer cost is unknown");
        assertThat(measures().unknownReasons().get("deliveredValueRatio").en())
                .isEqualTo("total customer value and total customer cost are unknown");
    }

    @Test
    void theRatioToACostOfZeroIsUnknown() {
        Measures m = measures("productValue", 80.0, "monetaryCost", 0.0);
        assertThat(m.getDeliveredValue()).isEqualTo(80.0);
        assertThat(m.unknownReasons().get("deliveredValueRatio").en()).isEqualTo("total customer cost is 0");
    }

    @Test
    void aPartWithWeightZeroDoesNotCount() {
        var calculator = weighing(Map.of("imageValue", 0.0, "personnelValue", 0.0));
        Measures m = calculator.measure(customer("imageValue", 90.0), Map.of());
        assertThat(m.unknownReasons().get("totalCustomerValue").en())
                .isEqualTo("product value and service value are unknown");
        Measures none =
                weighing(Map.of("ideas", 0.0, "dataShared", 0.0)).measure(customer("ideasSubmitted", 3), Map.of());
        assertThat(none.unknownReasons().get("informationScore").en())
                .isEqualTo("no indicator with a weight is set for it");
        assertThat(none.completeness()).containsEntry("informationScore", 0.0);
    }

    @Test
    void theValueVectorHasALengthAndADirection() {
        Measures m = measures("economicValue", 20.0, "functionalValue", 30.0, "psychologicalValue", 60.0);
        assertThat(m.getValueVectorSize()).isEqualTo(70.0);
        assertThat(m.getValueCosineEconomic()).isCloseTo(2.0 / 7, within(1e-12));
        assertThat(m.getValueCosineFunctional()).isCloseTo(3.0 / 7, within(1e-12));
        assertThat(m.getValueCosinePsychological()).isCloseTo(6.0 / 7, within(1e-12));
        assertThat(m.getDominantAxis()).isEqualTo("PSYCHOLOGICAL");
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 5, ECONOMIC", "4, 5, 5, FUNCTIONAL", "5, 4, 5, ECONOMIC", "1, 2, 3, PSYCHOLOGICAL"})
    void theFirstOfEqualAxesIsDominant(double x, double y, double z, String axis) {
        assertThat(measures("economicValue", x, "functionalValue", y, "psychologicalValue", z)
                        .getDominantAxis())
                .isEqualTo(axis);
    }

    @Test
    void aVectorOfLengthZeroOrWithAnUnknownPartHasNoDirection() {
        Measures zero = measures("economicValue", 0.0, "functionalValue", 0.0, "psychologicalValue", 0.0);
        assertThat(zero.getValueVectorSize()).isEqualTo(0.0);
        assertThat(zero.unknownReasons().get("dominantAxis").en()).isEqualTo("the value vector has no length");
        Measures part = measures("economicValue", 1.0, "psychologicalValue", 1.0);
        assertThat(part.getValueVectorSize()).isNull();
        assertThat(part.unknownReasons().get("dominantAxis").zh()).isEqualTo("功能价值未知");
    }

    @Test
    void theFourDimensionScoreReportsThatFewerThanThreeDimensionsAreKnown() {
        Measures m = measures(
                "financialScore", 10.0, "marketScore", 20.0, "managementScore", 30.0, "learningGrowthScore", 40.0);
        assertThat(m.getFourDimensionScore()).isEqualTo(25.0);
        assertThat(m.assumptions()).doesNotContainKey("fourDimensionScore");
        assertThat(measures("financialScore", 10.0, "marketScore", 20.0, "managementScore", 30.0)
                        .assumptions())
                .doesNotContainKey("fourDimensionScore");
        Measures two = measures("financialScore", 10.0, "marketScore", 20.0);
        assertThat(two.getFourDimensionScore()).isEqualTo(15.0);
        assertThat(two.assumptions()).containsKey("fourDimensionScore");
        assertThat(two.completeness()).containsEntry("fourDimensionScore", 0.5);
    }

    @Test
    void currentValueWeighsMarginPurchasesAndCostToServe() {
        // unit margin .25 of .5 is 50, sales 400 of 500 are 80, a cost of 9% of the sales, of at most 30%, is 70
        Measures m = measures("unitMargin", 0.25, "volumeCurrent", 400.0, "serviceCost", 36.0);
        assertThat(m.getCurrentValueScore()).isCloseTo(0.3 * 50 + 0.5 * 80 + 0.2 * 70, within(1e-9));
    }

    @Test
    void aHighUnitMarginIsNoHighValueWhereLittleIsBought() {
        assertThat(measures("unitMargin", 0.8, "volumeCurrent", 40.0, "serviceCost", 0.0)
                        .getCurrentValueScore())
                .isLessThan(60);
        assertThat(measures("unitMargin", 0.04, "volumeCurrent", 500.0, "serviceCost", 10.0)
                        .getCurrentValueScore())
                .isGreaterThan(60);
    }

    @Test
    void theCostToServeCountsAsAShareOfTheSales() {
        Measures keyAccount = measures("unitMargin", 0.2, "volumeCurrent", 45_000.0, "serviceCost", 900.0);
        assertThat(keyAccount.getCurrentValueScore()).isCloseTo(0.3 * 40 + 0.5 * 100 + 0.2 * 280 / 3, within(1e-6));
        assertThat(measures("unitMargin", 0.2, "volumeCurrent", 0.0, "serviceCost", 900.0)
                        .completeness())
                .describedAs("no sales, no share")
                .containsEntry("currentValueScore", 0.8);
    }

    @Test
    void currentValueIsBetween0And100() {
        assertThat(measures("unitMargin", 7.0, "volumeCurrent", 1e9, "serviceCost", 0.0)
                        .getCurrentValueScore())
                .isEqualTo(100.0);
        assertThat(measures("unitMargin", -7.0, "volumeCurrent", 0.0, "serviceCost", 1e9)
                        .getCurrentValueScore())
                .isEqualTo(0.0);
    }

    @Test
    void potentialValueWeighsSatisfactionLoyaltyAndTrust() {
        Measures m = measures(
                "satisfaction", 4,
                "loyaltyAttitude", 60.0,
                "loyaltyBehaviour", 80.0,
                "trustCredibility", 40.0,
                "trustBenevolence", 20.0);
        // .3 x 75 + .2 x 60 + .2 x 80 + .15 x 40 + .15 x 20
        assertThat(m.getPotentialValueScore()).isCloseTo(59.5, within(1e-9));
        assertThat(measures("satisfaction", 1, "loyaltyAttitude", 0.0).getPotentialValueScore())
                .isEqualTo(0.0);
        assertThat(measures("satisfaction", 5, "loyaltyAttitude", 100.0).getPotentialValueScore())
                .isEqualTo(100.0);
    }

    @Test
    void oneAnswerToASurveyIsTooLittleForThePotential() {
        Measures m = measures("satisfaction", 4);
        assertThat(m.getPotentialValueScore()).isNull();
        assertThat(m.unknownReasons().get("potentialValueScore").en())
                .isEqualTo("only 21% of its weights is known, less than 25%");
        assertThat(m.completeness().get("potentialValueScore")).isCloseTo(0.3 / 1.4, within(1e-6));
    }

    @Test
    void potentialIsKnownFromPurchasesAlone() {
        // 9 purchases are quintile 4 of 5: 75; +20% of -50%..50% is 70
        Measures m = measures(
                "relationshipType",
                "NON_CONTRACTUAL",
                "purchaseCount",
                9,
                "volumeCurrent",
                120.0,
                "volumePrior",
                100.0);
        assertThat(m.getPotentialValueScore()).isCloseTo((0.2 * 75 + 0.2 * 70) / 0.4, within(1e-9));
        assertThat(measures(
                                "relationshipType",
                                "CONTRACTUAL",
                                "purchaseCount",
                                9,
                                "volumeCurrent",
                                120.0,
                                "volumePrior",
                                100.0)
                        .getPotentialValueScore())
                .describedAs("the purchases of a contract say nothing about loyalty")
                .isNull();
    }

    @Test
    void productsAndTheShareThatOthersHaveAddToThePotential() {
        // 3 products of 5 are 50, a share of wallet of .4 leaves 60, satisfaction 3 is 50
        assertThat(measures("productsHeld", 3, "shareOfWallet", 0.4, "satisfaction", 3)
                        .getPotentialValueScore())
                .isCloseTo((0.1 * 50 + 0.1 * 60 + 0.3 * 50) / 0.5, within(1e-9));
    }

    @Test
    void informationValueWeighsIdeasAndSharedData() {
        assertThat(measures("ideasSubmitted", 2, "dataShared", true).getInformationScore())
                .isEqualTo(70.0);
        assertThat(measures("ideasSubmitted", 9, "dataShared", false).getInformationScore())
                .isEqualTo(50.0);
        assertThat(measures("dataShared", false).getInformationScore()).isEqualTo(0.0);
    }

    @Test
    void retentionScoreWeighsTenIndicators() {
        Measures m = measures(
                "asOf",
                AS_OF,
                "firstPurchaseDate",
                AS_OF.minusMonths(24),
                "purchaseCount",
                13, // six repeats a year: 50
                "brandAttention",
                5, // 25
                "shareOfWallet",
                0.8, // 80
                "priceSensitivity",
                "MEDIUM", // 50
                "competitorActivity",
                false, // 100
                "npsScore",
                9, // 90
                "selectionTimeMinutes",
                15.0, // 75
                "qualityIncidentsTolerated",
                3, // 100
                "competitorPurchases",
                1, // 80
                "complaintResolutionDays",
                3.0); // 90
        assertThat(m.getRetentionEffectScore())
                .isCloseTo(
                        0.15 * 50 + 0.1 * 25 + 0.15 * 80 + 0.1 * 50 + 0.1 * 100 + 0.15 * 90 + 0.05 * 75 + 0.1 * 100
                                + 0.05 * 80 + 0.05 * 90,
                        within(1e-9));
        assertThat(m.completeness()).containsEntry("retentionEffectScore", 1.0);
    }

    @ParameterizedTest
    @CsvSource({
        "priceSensitivity, HIGH, LOW",
        "competitorActivity, true, false",
        "selectionTimeMinutes, 50, 10",
        "competitorPurchases, 4, 1",
        "complaintResolutionDays, 20, 2",
    })
    void negativeIndicatorsLowerTheRetentionScore(String fact, String more, String less) {
        assertThat(retentionScore(fact, more)).isLessThan(retentionScore(fact, less));
    }

    private static Double retentionScore(String fact, String value) {
        Object typed = switch (Samples.DICTIONARY.require(fact).type()) {
            case INTEGER -> Integer.valueOf(value);
            case NUMBER -> Double.valueOf(value);
            case BOOLEAN -> Boolean.valueOf(value);
            case CODE, TEXT -> value;
            case DATE -> throw new IllegalArgumentException(fact);
        };
        return measures(fact, typed, "npsScore", 5).getRetentionEffectScore();
    }

    @Test
    void aSinglePurchaseIsNoRepeatPurchase() {
        assertThat(measures("asOf", AS_OF, "firstPurchaseDate", AS_OF, "purchaseCount", 1)
                        .getRetentionEffectScore())
                .isEqualTo(0.0);
        assertThat(measures("purchaseCount", 5).getRetentionEffectScore()).isNull();
    }

    @Test
    void revenueIsCustomersTimesUsageTimesPrice() {
        assertThat(RevenueIdentity.revenue(100, 1000, 0.8, 5, 20)).isEqualTo(90_000);
        Measures m = measures(
                "asOf",
                AS_OF,
                "firstPurchaseDate",
                AS_OF.minusMonths(24),
                "purchaseCount",
                12,
                "averagePurchaseValue",
                50.0,
                "retentionRate",
                0.9);
        assertThat(m.getExpectedAnnualRevenue()).isCloseTo(0.9 * 6 * 50, within(1e-9));
    }

    @Test
    void revenueOfAYoungRelationshipIsNotScaledUpToAYear() {
        Measures m = measures(
                "asOf",
                AS_OF,
                "firstPurchaseDate",
                AS_OF.minusMonths(2),
                "purchaseCount",
                2,
                "averagePurchaseValue",
                50.0);
        assertThat(m.getExpectedAnnualRevenue()).isCloseTo(0.7 * 2 * 50, within(1e-9));
        assertThat(m.assumptions()).containsKey("expectedAnnualRevenue");
        assertThat(measures("purchaseCount", 2)
                        .unknownReasons()
                        .get("expectedAnnualRevenue")
                        .en())
                .isEqualTo("number of months with us and average purchase value are unknown");
    }

    @Test
    void bondsAreCountedByLevel() {
        assertThat(measures().getBondsPresent()).isZero();
        assertThat(measures("automaticPayment", true, "loyaltyMember", true).getBondsPresent())
                .isEqualTo(1);
        assertThat(measures("loyaltyMember", true, "communityMember", true, "systemIntegration", false)
                        .getBondsPresent())
                .isEqualTo(2);
        assertThat(measures("automaticPayment", true, "namedRepresentative", true, "systemIntegration", true)
                        .getBondsPresent())
                .isEqualTo(3);
    }
}
