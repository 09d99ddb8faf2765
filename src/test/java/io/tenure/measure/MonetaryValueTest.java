package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.calculator;
import static io.tenure.measure.Samples.customer;
import static io.tenure.measure.Samples.measures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.lifecycle.Measures;
import io.tenure.text.Text;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lifetime, purchase, word-of-mouth and win-back value.
class MonetaryValueTest {

    @Test
    void theMarginMultipleAtNinetyPercentRetentionAndTwelvePercentInterestIsFourPointNine() {
        Measures m = measures("annualMargin", 100.0, "retentionRate", 0.9, "discountRate", 0.12);
        assertThat(m.getClv()).isCloseTo(409.0909, within(1e-4));
        assertThat(m.assumptions()).doesNotContainKey("clv");
    }

    @ParameterizedTest
    @CsvSource({"0, 0.12, 0", "1, 0.12, 8.333333", "0.5, 0, 1", "0.7, 0.12, 1.666667"})
    void theMarginMultipleFollowsFromRetentionAndDiscountRate(double r, double i, double multiple) {
        assertThat(measures("annualMargin", 1.0, "retentionRate", r, "discountRate", i)
                        .getClv())
                .isCloseTo(multiple, within(1e-6));
    }

    @Test
    void lifetimeValueIsUnknownIfTheFormulaDoesNotApply() {
        Measures m = measures("annualMargin", 100.0, "retentionRate", 1.0, "discountRate", 0.0);
        assertThat(m.getClv()).isNull();
        assertThat(m.unknownReasons().get("clv").en()).contains("below 1 plus the discount rate");
        assertThat(LifetimeValue.isValid(-0.01, 0.1)).isFalse();
        assertThat(LifetimeValue.isValid(0, 0.1)).isTrue();
    }

    @Test
    void anAssumedRetentionRateIsReported() {
        Measures m = measures("annualMargin", 100.0);
        assertThat(m.getClv()).isCloseTo(166.6667, within(1e-4));
        assertThat(m.assumptions().get("clv").en()).isEqualTo("retention rate is unknown; the default is used");
        assertThat(measures().unknownReasons().get("clv"))
                .extracting(Text::en, Text::zh)
                .containsExactly("annual margin is unknown", "年毛利未知");
    }

    @Test
    void theAnnualMarginIsTakenFromWhatIsKnown() {
        Measures year = measures("annualVolume", 500.0, "volumeCurrent", 90.0, "unitMargin", 0.2, "retentionRate", 0.7);
        assertThat(year.getClv()).isCloseTo(500 * 0.2 * 0.7 / 0.42, within(1e-4));
        assertThat(year.assumptions().get("clv").en())
                .isEqualTo("annual margin is unknown; taken as the sales of 365 days x unit margin");
        Measures window = measures(
                "asOf", AS_OF, "firstPurchaseDate", AS_OF.minusMonths(3), "volumeCurrent", 90.0, "unitMargin", 0.2);
        assertThat(window.getClv()).isCloseTo(365 * 0.2 * 0.7 / 0.42, within(1e-4));
        assertThat(window.assumptions().get("clv").en())
                .isEqualTo("annual margin is unknown; taken as the sales of 90 days, scaled to a year, x unit margin;"
                        + " retention rate is unknown; the default is used");
        assertThat(measures("volumeCurrent", 90.0, "unitMargin", 0.2).getClv())
                .describedAs("90 days of a relationship whose age is unknown are not scaled up")
                .isNull();
        Measures newcomer = measures(
                "asOf",
                AS_OF,
                "relationshipType",
                "NON_CONTRACTUAL",
                "firstPurchaseDate",
                AS_OF.minusDays(51),
                "volumeCurrent",
                1000.0,
                "unitMargin",
                0.2,
                "retentionRate",
                0.7);
        assertThat(newcomer.getClv())
                .describedAs("all sales so far, not scaled up: two first orders aren't a rhythm")
                .isCloseTo(1000 * 0.2 * 0.7 / 0.42, within(1e-4));
        assertThat(newcomer.assumptions().get("clv").en())
                .isEqualTo("annual margin is unknown; taken as the sales since the first purchase x unit margin");
        Measures purchases = measures("spendingCapacity", 1000.0, "shareOfWallet", 0.5, "unitMargin", 0.2);
        assertThat(purchases.getClv()).isCloseTo(100 * 0.7 / 0.42, within(1e-4));
        assertThat(purchases.assumptions().get("clv").zh()).isEqualTo("年毛利未知，按客户购买价值估计；保留率未知，使用默认值");
    }

    /// A car every three years, and a flight each July: ninety days without one say nothing of the value.
    @Test
    void whoBuysLessOftenThanThePeriodIsLongIsValuedByTheUsualPurchases() {
        Measures cars = measures(
                "asOf",
                AS_OF,
                "relationshipType",
                "NON_CONTRACTUAL",
                "purchaseCount",
                4,
                "firstPurchaseDate",
                AS_OF.minusDays(600 + 3 * 1_095),
                "lastPurchaseDate",
                AS_OF.minusDays(600),
                "averagePurchaseValue",
                30_000.0,
                "unitMargin",
                0.1,
                "annualVolume",
                0.0,
                "volumeCurrent",
                0.0,
                "volumePrior",
                0.0,
                "retentionRate",
                0.7);
        assertThat(cars.getClv()).isGreaterThan(900);
        assertThat(cars.assumptions().get("clv").en())
                .startsWith("annual margin is unknown; taken as the average purchase at the usual gap x unit margin");
        Measures contract = measures(
                "asOf",
                AS_OF,
                "relationshipType",
                "CONTRACTUAL",
                "firstPurchaseDate",
                AS_OF.minusMonths(60),
                "averagePurchaseValue",
                30_000.0,
                "unitMargin",
                0.1,
                "volumeCurrent",
                0.0);
        assertThat(contract.getClv()).isZero();
    }

    @Test
    void aCustomerWithANegativeMarginHasANegativeLifetimeValue() {
        assertThat(measures("annualMargin", -10.0, "retentionRate", 0.5, "discountRate", 0.0)
                        .getClv())
                .isEqualTo(-10.0);
    }

    @Test
    void purchaseValueIsSpendingTimesShareOfWalletTimesMargin() {
        assertThat(measures("spendingCapacity", 2000.0, "shareOfWallet", 0.4, "unitMargin", 0.25)
                        .getCpv())
                .isEqualTo(200.0);
        assertThat(measures("shareOfWallet", 0.4).unknownReasons().get("cpv"))
                .extracting(Text::en, Text::zh)
                .containsExactly("spending in the category and unit margin are unknown", "品类支出和单位毛利未知");
    }

    /// Worked customer C08.
    @Test
    void wordOfMouthValueIsInfluenceTimesReachTimesPurchase() {
        assertThat(measures("influence", 0.125, "reach", 8.0, "avgPurchaseValueOfInfluenced", 300.0)
                        .getPpv())
                .isEqualTo(300.0);
        assertThat(measures("influence", 0.125, "avgPurchaseValueOfInfluenced", 300.0)
                        .unknownReasons()
                        .get("ppv"))
                .extracting(Text::en, Text::zh)
                .containsExactly("reach is unknown", "口碑触达人数未知");
        assertThat(measures("influence", 0.0, "reach", 8.0, "avgPurchaseValueOfInfluenced", 300.0)
                        .getPpv())
                .isEqualTo(0.0);
    }

    /// Worked customers C03, C07 and C09.
    @ParameterizedTest
    @CsvSource({"15, 0.14, 5, -2.9", "2500, 0.25, 100, 525", "300, 0.25, 15, 60"})
    void winBackValueIsProbabilityTimesLifetimeValueMinusCost(double clv, double chance, double cost, double worth) {
        Measures m = calculator().measure(customer("saveProbability", chance, "saveCost", cost), Map.of("clv", clv));
        assertThat(m.getSaveWorth()).isCloseTo(worth, within(1e-9));
        assertThat(m.getSavedValue()).isEqualTo(clv);
        assertThat(m.assumptions()).isEmpty();
    }

    @Test
    void aWinBackThatTakesAYearIsDiscountedByAYear() {
        assertThat(calculator()
                        .measure(customer("saveDays", 365, "discountRate", 0.25), Map.of("clv", 500.0))
                        .getSavedValue())
                .isEqualTo(400.0);
        assertThat(calculator()
                        .measure(customer("saveDays", 730), Map.of("clv", 1254.4))
                        .getSavedValue())
                .isCloseTo(1000.0, within(1e-9));
    }

    @Test
    void winBackValueUsesDefaultsAndReportsThem() {
        Measures m = calculator().measure(customer(), Map.of("clv", 1000.0));
        assertThat(m.getSaveChance()).isEqualTo(0.2);
        assertThat(m.getSaveSpend()).isEqualTo(20.0);
        assertThat(m.getSaveWorth()).isEqualTo(180.0);
        assertThat(m.assumptions()).containsOnlyKeys("saveChance", "saveSpend", "saveWorth");
        assertThat(m.assumptions().get("saveWorth").en())
                .isEqualTo("probability of saving the customer is unknown; the default is used; "
                        + "cost of saving the customer is unknown; the default is used");
    }

    @Test
    void winBackValueIsUnknownIfTheLifetimeValueIs() {
        Measures m = measures("saveProbability", 0.5, "saveCost", 1.0);
        assertThat(m.unknownReasons().get("savedValue").en()).isEqualTo("lifetime value is unknown");
        assertThat(m.unknownReasons().get("saveWorth").en()).isEqualTo("lifetime value is unknown");
    }
}
