package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.measures;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Measures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RfmScoresTest {

    @ParameterizedTest
    @CsvSource({"0, 5", "30, 5", "31, 4", "60, 4", "61, 3", "90, 3", "91, 2", "180, 2", "181, 1", "9999, 1"})
    void aMoreRecentPurchaseScoresHigher(int days, int score) {
        assertThat(measures("asOf", AS_OF, "lastPurchaseDate", AS_OF.minusDays(days))
                        .getRecencyScore())
                .isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "5, 4", "9, 4", "10, 5", "500, 5"})
    void morePurchasesScoreHigher(int count, int score) {
        assertThat(measures("purchaseCount", count).getFrequencyScore()).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "9.99, 1", "10, 2", "20, 3", "49.99, 3", "50, 4", "100, 5", "1e9, 5"})
    void aHigherPurchaseValueScoresHigher(double money, int score) {
        assertThat(measures("averagePurchaseValue", money).getMonetaryScore()).isEqualTo(score);
    }

    @Test
    void aCustomerWithoutPurchasesHasNoScore() {
        Measures m = measures("purchaseCount", 0);
        assertThat(m.getFrequencyScore()).isNull();
        assertThat(m.unknownReasons().get("frequencyScore").en()).isEqualTo("there is no purchase yet");
        assertThat(m.unknownReasons().get("recencyScore").en())
                .isEqualTo("number of days since the last purchase is unknown");
        assertThat(m.unknownReasons().get("monetaryScore").en()).isEqualTo("average purchase value is unknown");
    }
}
