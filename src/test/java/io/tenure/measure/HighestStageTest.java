package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.calculator;
import static io.tenure.measure.Samples.customer;
import static io.tenure.measure.Samples.measures;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighestStageTest {

    @ParameterizedTest
    @CsvSource({"1, EXPLORATION", "2, EXPLORATION", "3, FORMATION", "4, FORMATION", "5, STABLE", "40, STABLE"})
    void followsFromThePurchaseCount(int count, String stage) {
        assertThat(measures("relationshipType", "NON_CONTRACTUAL", "purchaseCount", count)
                        .getHighestStageReached())
                .isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"0, EXPLORATION", "6, EXPLORATION", "7, FORMATION", "24, FORMATION", "25, STABLE"})
    void followsFromTheTenureOfAContract(int months, String stage) {
        assertThat(measures(
                                "relationshipType",
                                "CONTRACTUAL",
                                "purchaseCount",
                                1,
                                "asOf",
                                AS_OF,
                                "firstPurchaseDate",
                                AS_OF.minusMonths(months))
                        .getHighestStageReached())
                .isEqualTo(stage);
    }

    @Test
    void isUnknownBeforeTheFirstPurchaseAndWithoutCountOrTenure() {
        assertThat(measures("purchaseCount", 0)
                        .unknownReasons()
                        .get("highestStageReached")
                        .en())
                .isEqualTo("there is no purchase yet");
        assertThat(measures().unknownReasons().get("highestStageReached").en())
                .isEqualTo("number of purchases is unknown");
        assertThat(measures("relationshipType", "CONTRACTUAL", "purchaseCount", 9)
                        .unknownReasons()
                        .get("highestStageReached")
                        .en())
                .isEqualTo("number of months with us is unknown");
    }

    @Test
    void aGivenStageReplacesTheComputedOne() {
        assertThat(calculator()
                        .measure(customer("purchaseCount", 1), Map.of("highestStageReached", "STABLE"))
                        .getHighestStageReached())
                .isEqualTo("STABLE");
    }
}
