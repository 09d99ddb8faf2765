package io.tenure.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.lifecycle.Measures;
import io.tenure.model.BgNbd;
import io.tenure.model.GammaGamma;
import io.tenure.model.PurchaseHistory;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectedPurchasesTest {
    private static final Object[] FITTED = {
        "bgNbdR",
        .25,
        "bgNbdAlpha",
        31.0,
        "bgNbdA",
        .79,
        "bgNbdB",
        2.4,
        "bgNbdDropsAtOnce",
        0.0,
        "modelHorizon",
        90.0,
        "gammaGammaP",
        6.25,
        "gammaGammaQ",
        3.74,
        "gammaGammaV",
        15.44,
        "modelUnitMargin",
        .3
    };
    private static final BgNbd MODEL = new BgNbd(.25, 31, .79, 2.4);

    private static Measures of(Object... facts) {
        return Samples.calculator(FITTED).measure(Samples.customer(facts), Map.of());
    }

    private static Object[] customer(int silence, double annualVolume) {
        return new Object[] {
            "asOf",
            Samples.AS_OF,
            "relationshipType",
            "NON_CONTRACTUAL",
            "firstPurchaseDate",
            Samples.AS_OF.minusDays(300),
            "lastPurchaseDate",
            Samples.AS_OF.minusDays(silence),
            "purchaseCount",
            4,
            "averagePurchaseValue",
            30.0,
            "annualVolume",
            annualVolume
        };
    }

    @Test
    void areThoseOfTheModels() {
        var history = new PurchaseHistory(3, 240, 300);
        Measures measures = of(customer(60, 120));
        assertThat(measures.getAliveProbability()).isCloseTo(MODEL.aliveProbability(history), within(1e-9));
        assertThat(measures.getInactiveProbability()).isCloseTo(MODEL.inactiveProbability(history, 90), within(1e-9));
        assertThat(measures.getExpectedPurchases()).isCloseTo(MODEL.expectedPurchases(history, 90), within(1e-9));
        double spend = new GammaGamma(6.25, 3.74, 15.44).expectedSpend(4, 30).orElseThrow();
        assertThat(measures.getExpectedSpend()).isCloseTo(spend, within(1e-9));
        assertThat(measures.getExpectedValue())
                .isCloseTo(MODEL.discountedPurchases(history, 1095, .12) * spend * .3, within(1e-6));
        // 120 of sales a year at .3 are 36; kept for .7 / (1.12 - .7) years.
        assertThat(measures.getValueAtRisk())
                .isCloseTo(MODEL.inactiveProbability(history, 90) * 36 * .7 / .42, within(1e-6));
        assertThat(measures.assumptions().get("expectedValue").en()).isEqualTo("unit margin assumed: that of the base");
    }

    @Test
    void silenceLowersWhatIsExpectedAndRaisesTheRisk() {
        Measures before = of(customer(0, 120));
        for (int silence = 20; silence <= 280; silence += 20) {
            Measures after = of(customer(silence, 120));
            assertThat(after.getExpectedValue()).isLessThan(before.getExpectedValue());
            assertThat(after.getInactiveProbability()).isGreaterThan(before.getInactiveProbability());
            before = after;
        }
    }

    @Test
    void aCustomersOwnMarginComesBeforeThatOfTheBase() {
        Object[] facts = customer(60, 120);
        Object[] own = java.util.Arrays.copyOf(facts, facts.length + 2);
        own[facts.length] = "unitMargin";
        own[facts.length + 1] = .6;
        assertThat(of(own).getValueAtRisk()).isCloseTo(2 * of(facts).getValueAtRisk(), within(1e-6));
        assertThat(of(own).assumptions()).doesNotContainKey("valueAtRisk");
    }

    @Test
    void areUnknownWithoutAModelAndSayWhy() {
        Measures measures = Samples.measures(customer(60, 120));
        assertThat(measures.getInactiveProbability()).isNull();
        assertThat(measures.getValueAtRisk()).isNull();
        assertThat(measures.unknownReasons().get("valueAtRisk").en())
                .isEqualTo("no purchase model was measured on your customers");
        assertThat(measures.unknownReasons().get("activeValue").en()).isEqualTo("the base was not calibrated");
    }

    @Test
    void areUnknownForContractsAndForThoseWhoBoughtNothingYet() {
        assertThat(of("asOf", Samples.AS_OF, "relationshipType", "CONTRACTUAL").unknownReasons())
                .containsKey("aliveProbability");
        Measures prospect = of("asOf", Samples.AS_OF, "relationshipType", "NON_CONTRACTUAL", "purchaseCount", 0);
        assertThat(prospect.getExpectedPurchases()).isNull();
        Measures contradictory = of(
                "asOf",
                Samples.AS_OF,
                "relationshipType",
                "NON_CONTRACTUAL",
                "firstPurchaseDate",
                Samples.AS_OF,
                "lastPurchaseDate",
                LocalDate.of(2020, 1, 1),
                "purchaseCount",
                2);
        assertThat(contradictory.getAliveProbability()).isNull();
    }

    /// sBG: those who have stayed long tend to stay.
    @Test
    void retentionOfAContractComesFromTheModelOfContracts() {
        double before = 0;
        for (int years = 0; years < 5; years++) {
            Measures measures = Samples.calculator("sbgAlpha", .5, "sbgBeta", 20.0)
                    .measure(
                            Samples.customer(
                                    "asOf",
                                    Samples.AS_OF,
                                    "relationshipType",
                                    "CONTRACTUAL",
                                    "firstPurchaseDate",
                                    Samples.AS_OF.minusYears(years),
                                    "annualMargin",
                                    100.0),
                            Map.of());
            assertThat(measures.getClv()).isGreaterThan(before);
            before = measures.getClv();
            assertThat(measures.assumptions().get("clv").en()).contains("model of contracts");
        }
    }
}
