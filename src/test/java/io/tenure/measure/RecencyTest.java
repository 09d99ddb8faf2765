package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.DICTIONARY;
import static io.tenure.measure.Samples.calculator;
import static io.tenure.measure.Samples.measures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecencyTest {

    @Test
    void countsDaysMonthsAndGaps() {
        Measures m = measures(
                "asOf", AS_OF,
                "firstContactDate", AS_OF.minusDays(140),
                "firstPurchaseDate", AS_OF.minusDays(135),
                "lastPurchaseDate", AS_OF.minusDays(15),
                "purchaseCount", 4);
        assertThat(m.getRecencyDays()).isEqualTo(15);
        assertThat(m.getProspectAgeDays()).isEqualTo(140);
        assertThat(m.getTenureMonths()).isEqualTo(4);
        assertThat(m.getMeanInterpurchaseDays()).isEqualTo(40.0);
        assertThat(m.getGapRatio()).isEqualTo(0.375);
    }

    /// Worked customer C10: four purchases within 90 days, the last 150 days ago.
    @Test
    void computesAGapOfFiveTimesTheMean() {
        Measures m = measures(
                "asOf",
                AS_OF,
                "firstPurchaseDate",
                AS_OF.minusDays(240),
                "lastPurchaseDate",
                AS_OF.minusDays(150),
                "purchaseCount",
                4);
        assertThat(m.getGapRatio()).isEqualTo(5.0);
    }

    /// Nine purchases in 700 days, the last counted back from the days since.
    @Test
    void theLastPurchaseIsCountedBackFromTheDaysSinceWhereItsDateIsNotGiven() {
        Customer customer =
                Samples.customer("asOf", AS_OF, "firstPurchaseDate", AS_OF.minusDays(800), "purchaseCount", 9);
        Measures m = calculator().measure(customer, Map.of("recencyDays", 100));
        assertThat(m.getMeanInterpurchaseDays()).isEqualTo(87.5);
        assertThat(m.getGapRatio()).isCloseTo(100 / 87.5, within(1e-6));

        Measures given = calculator().measure(customer, Map.of("recencyDays", 100, "meanInterpurchaseDays", 50.0));
        assertThat(given.getMeanInterpurchaseDays()).isEqualTo(50.0);
        assertThat(given.getGapRatio()).isEqualTo(2.0);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-02-28, 0",
        "2026-01-28, 2026-02-28, 1",
        "2024-02-29, 2025-02-28, 11",
        "2024-02-29, 2025-03-01, 12",
        "2024-02-29, 2028-02-29, 48",
        "2026-06-30, 2026-06-30, 0"
    })
    void anIncompleteMonthDoesNotCount(LocalDate first, LocalDate asOf, int months) {
        assertThat(measures("asOf", asOf, "firstPurchaseDate", first).getTenureMonths())
                .isEqualTo(months);
    }

    @ParameterizedTest
    @CsvSource({"2024-02-28, 2024-03-01, 2", "2025-02-28, 2025-03-01, 1", "2023-12-31, 2024-12-31, 366"})
    void aLeapDayCountsAsADay(LocalDate last, LocalDate asOf, int days) {
        assertThat(measures("asOf", asOf, "lastPurchaseDate", last).getRecencyDays())
                .isEqualTo(days);
    }

    @Test
    void aShortMeanGapIsRaisedToTheMinimum() {
        Measures m = measures(
                "asOf",
                AS_OF,
                "firstPurchaseDate",
                AS_OF.minusDays(30),
                "lastPurchaseDate",
                AS_OF.minusDays(28),
                "purchaseCount",
                3);
        assertThat(m.getMeanInterpurchaseDays()).isEqualTo(1.0);
        assertThat(m.getGapRatio()).isEqualTo(2.0);
    }

    @Test
    void aMeanGapNeedsTwoPurchases() {
        Measures m = measures("asOf", AS_OF, "firstPurchaseDate", AS_OF, "lastPurchaseDate", AS_OF, "purchaseCount", 1);
        assertThat(m.getMeanInterpurchaseDays()).isNull();
        assertThat(m.unknownReasons().get("meanInterpurchaseDays").en()).isEqualTo("two purchases are needed");
        assertThat(m.unknownReasons().get("gapRatio").en())
                .isEqualTo("average number of days between purchases is unknown");
    }

    @Test
    void listsAllMissingInputs() {
        Measures m = measures();
        assertThat(m.unknownReasons().get("recencyDays").en())
                .isEqualTo("date of the decision and date of the last purchase are unknown");
        assertThat(m.unknownReasons().get("meanInterpurchaseDays").en())
                .isEqualTo("date of the first purchase, date of the last purchase and number of purchases are unknown");
        assertThat(m.unknownReasons().get("meanInterpurchaseDays").zh()).isEqualTo("首次购买日期、最近购买日期和购买次数未知");
    }

    @Test
    void measuresFromDatesInTheWrongOrderAreUnknown() {
        Measures m = measures(
                "asOf", AS_OF,
                "firstContactDate", AS_OF.plusDays(1),
                "firstPurchaseDate", AS_OF.plusDays(2),
                "lastPurchaseDate", AS_OF.plusDays(1),
                "purchaseCount", 3);
        assertThat(m.unknownReasons().get("recencyDays").en())
                .isEqualTo("date of the last purchase is after the date of the decision");
        assertThat(m.unknownReasons().get("prospectAgeDays").en())
                .isEqualTo("date of the first contact is after the date of the decision");
        assertThat(m.unknownReasons().get("tenureMonths").en())
                .isEqualTo("date of the first purchase is after the date of the decision");
        assertThat(m.unknownReasons().get("meanInterpurchaseDays").en())
                .isEqualTo("date of the first purchase is after that of the last purchase");
    }

    @Test
    void variationIsTheStandardDeviationOfTheGapsDividedByTheirMean() {
        // Gaps of 10, 20 and 30 days: deviation 10, mean 20. The return and the second purchase of a day add no gap.
        assertThat(variation(5, 60, 30, 10, 0)).isCloseTo(0.5, within(1e-12));
        assertThat(variation(0, 20, 10, 0)).isEqualTo(0.0);
        assertThat(variation(0, 20, 10)).isNull();
    }

    private static Double variation(int returned, int... daysAgo) {
        List<Purchase> purchases = new java.util.ArrayList<>(IntStream.of(daysAgo)
                .mapToObj(ago -> new Purchase(AS_OF.minusDays(ago), ago, 10, null))
                .toList());
        purchases.add(new Purchase(AS_OF.minusDays(daysAgo[0]), daysAgo[0], 5, null));
        if (returned > 0) {
            purchases.add(new Purchase(AS_OF.minusDays(returned), returned, -10, null));
        }
        Customer customer = Customer.of(DICTIONARY, Map.of("asOf", AS_OF), purchases, List.of(), List.of());
        return calculator().measure(customer, Map.of()).getInterpurchaseCv();
    }
}
