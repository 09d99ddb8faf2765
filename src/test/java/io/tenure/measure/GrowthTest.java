package io.tenure.measure;

import static io.tenure.measure.Samples.measures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.lifecycle.Measures;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowthTest {

    /// Worked customers C04 (+30 %, +50 %) and C07 (-60 %, -50 %).
    @Test
    void growthIsTheChangeFromThePreviousWindow() {
        Measures up =
                measures("volumeCurrent", 130.0, "volumePrior", 100.0, "profitCurrent", 45.0, "profitPrior", 30.0);
        assertThat(up.getVolumeGrowth()).isCloseTo(0.30, within(1e-12));
        assertThat(up.getProfitGrowth()).isEqualTo(0.5);
        Measures down =
                measures("volumeCurrent", 200.0, "volumePrior", 500.0, "profitCurrent", 100.0, "profitPrior", 200.0);
        assertThat(down.getVolumeGrowth()).isEqualTo(-0.6);
        assertThat(down.getProfitGrowth()).isEqualTo(-0.5);
    }

    /// Up to the fifteen digits that a double keeps of a decimal, so in currencies of small units and cents, too.
    @ParameterizedTest
    @CsvSource({
        "500000000000.10, 400000000000.08, 0.25",
        "300000000000.06, 400000000000.08, -0.25",
        "5000000000000.1, 4000000000000.08, 0.25",
        "12500000000001.5, 10000000000001.2, 0.25",
        "9007199254740.99, 9007199254740.99, 0",
        "100000000000.01, 100000000000, 0.0000000000001",
        "99999999999.99, 100000000000, -0.0000000000001",
        "123456789012345, 98765431209876, 0.25",
    })
    void growthOfLargeAmountsIsThatOfTheirDecimals(double current, double prior, double growth) {
        assertThat(measures("volumeCurrent", current, "volumePrior", prior).getVolumeGrowth())
                .isEqualTo(growth);
    }

    @Test
    void aProfitThatBecomesALossFallsByMoreThanHundredPercent() {
        assertThat(measures("profitCurrent", -10.0, "profitPrior", 20.0).getProfitGrowth())
                .isEqualTo(-1.5);
    }

    @Test
    void growthFromZeroOrFromALossIsUnknown() {
        Measures m = measures("volumeCurrent", 5.0, "volumePrior", 0.0, "profitCurrent", 5.0, "profitPrior", -1.0);
        assertThat(m.getVolumeGrowth()).isNull();
        assertThat(m.getProfitGrowth()).isNull();
        assertThat(m.unknownReasons().get("volumeGrowth").en())
                .isEqualTo("sales volume of the 90 days before is not above 0");
        assertThat(m.unknownReasons().get("profitGrowth").zh()).isEqualTo("再前90天利润不大于0");
    }

    @Test
    void growthFromAnUnknownValueIsUnknown() {
        Measures m = measures("volumeCurrent", 5.0, "profitPrior", 5.0);
        assertThat(m.unknownReasons().get("volumeGrowth").en())
                .isEqualTo("sales volume of the 90 days before is unknown");
        assertThat(m.unknownReasons().get("profitGrowth").en()).isEqualTo("profit of the last 90 days is unknown");
        assertThat(m.unknownReasons().get("profitPeakRatio").en())
                .isEqualTo("profit of the last 90 days and highest profit of 90 days are unknown");
    }

    @Test
    void comparesTheCurrentWindowWithThePeak() {
        Measures m = measures("volumeCurrent", 60.0, "volumePeak", 80.0, "profitCurrent", -5.0, "profitPeak", 20.0);
        assertThat(m.getVolumePeakRatio()).isEqualTo(0.75);
        assertThat(m.getProfitPeakRatio()).isEqualTo(-0.25);
        assertThat(measures("volumeCurrent", 0.0, "volumePeak", 0.0).getVolumePeakRatio())
                .isNull();
    }

    /// Who buys once a year bought nothing in most windows, and no growth follows from that.
    @Test
    void growthOfACustomerWhoBuysLessOftenThanTheWindowIsUnknown() {
        Map<String, Object> yearly = Map.of(
                "relationshipType",
                "NON_CONTRACTUAL",
                "purchaseCount",
                4,
                "firstPurchaseDate",
                Samples.AS_OF.minusDays(1_200),
                "lastPurchaseDate",
                Samples.AS_OF.minusDays(120),
                "volumeCurrent",
                0.0,
                "volumePrior",
                60.0,
                "profitCurrent",
                0.0,
                "profitPrior",
                20.0);
        Measures m = measure(yearly);
        assertThat(m.getVolumeGrowth()).isNull();
        assertThat(m.getProfitGrowth()).isNull();
        assertThat(m.unknownReasons().get("volumeGrowth").en()).contains("less often than once in 90 days");

        Map<String, Object> contract = new HashMap<>(yearly);
        contract.put("relationshipType", "CONTRACTUAL");
        assertThat(measure(contract).getVolumeGrowth()).isEqualTo(-1);
        Map<String, Object> monthly = new HashMap<>(yearly);
        monthly.put("purchaseCount", 20);
        assertThat(measure(monthly).getVolumeGrowth()).isEqualTo(-1);
    }

    private static Measures measure(Map<String, Object> facts) {
        return measures(facts.entrySet().stream()
                .flatMap(fact -> Stream.of(fact.getKey(), fact.getValue()))
                .toArray());
    }
}
