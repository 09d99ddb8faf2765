package io.tenure.value;

import static io.tenure.value.Samples.T;
import static io.tenure.value.Samples.customer;
import static io.tenure.value.Samples.measures;
import static io.tenure.value.Samples.measuring;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageReachedTest {

    @ParameterizedTest
    @CsvSource({"1, EXPLORATION", "2, EXPLORATION", "3, FORMATION", "4, FORMATION", "5, STABLE", "40, STABLE"})
    void comesFromThePurchaseCount(int count, String stage) {
        assertThat(measures("relationshipType", "NON_CONTRACTUAL", "purchaseCount", count)
                        .getHighestStageReached())
                .isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({"0, EXPLORATION", "6, EXPLORATION", "7, FORMATION", "24, FORMATION", "25, STABLE"})
    void comesFromTheTenureOfAContract(int months, String stage) {
        assertThat(measures(
                                "relationshipType",
                                "CONTRACTUAL",
                                "purchaseCount",
                                1,
                                "asOf",
                                T,
                                "firstPurchaseDate",
                                T.minusMonths(months))
                        .getHighestStageReached())
                .isEqualTo(stage);
    }

    @Test
    void isUnknownBeforeTheFirstPurchaseAndWithoutCountOrTenure() {
        assertThat(measures("purchaseCount", 0)
                        .unknown()
                        .get("highestStageReached")
                        .en())
                .isEqualTo("there is no purchase yet");
        assertThat(measures().unknown().get("highestStageReached").en()).isEqualTo("purchaseCount is unknown");
        assertThat(measures("relationshipType", "CONTRACTUAL", "purchaseCount", 9)
                        .unknown()
                        .get("highestStageReached")
                        .en())
                .isEqualTo("tenureMonths is unknown");
    }

    @Test
    void memoryKnowsBetter() {
        assertThat(measuring()
                        .measure(customer("purchaseCount", 1), Map.of("highestStageReached", "STABLE"))
                        .getHighestStageReached())
                .isEqualTo("STABLE");
    }
}
