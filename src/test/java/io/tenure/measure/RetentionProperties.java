package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.DICTIONARY;
import static io.tenure.measure.Samples.calculator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/// The longer a customer is silent, the less likely they are kept, and the less they are worth.
class RetentionProperties {
    private final MeasureCalculator calculator = calculator();

    @Property
    void theLifetimeValueNeverRisesWithSilence(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 400) Integer> gaps,
            @ForAll @DoubleRange(min = 1, max = 5_000) double amount,
            @ForAll @IntRange(max = 1_500) int silence,
            @ForAll @IntRange(min = 1, max = 600) int longer) {
        Measures now = silentFor(silence, gaps, amount, null);
        Measures later = silentFor(silence + longer, gaps, amount, null);

        assertThat(later.getClv()).isPositive().isLessThanOrEqualTo(now.getClv());
        assertThat(later.getSavedValue()).isLessThanOrEqualTo(now.getSavedValue());
    }

    @Property
    void aGivenAnnualMarginIsWorthLessTheLongerTheSilence(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 400) Integer> gaps,
            @ForAll @IntRange(max = 1_500) int silence,
            @ForAll @IntRange(min = 1, max = 600) int longer) {
        assertThat(silentFor(silence + longer, gaps, 100, 50.0).getClv())
                .isLessThanOrEqualTo(silentFor(silence, gaps, 100, 50.0).getClv());
    }

    /// Two usual gaps of 30 days are no lapse; at four, half of the default of 70 % is left: r .35, 1 + i - r .77.
    @Example
    void theDefaultRateIsHalvedAtTwiceTheSilenceOfALapse() {
        assertThat(silentFor(60, List.of(30, 30), 100, 50.0).getClv()).isCloseTo(50 * 0.7 / 0.42, within(1e-6));
        Measures silent = silentFor(120, List.of(30, 30), 100, 50.0);
        assertThat(silent.getClv()).isCloseTo(50 * 0.35 / 0.77, within(1e-6));
        assertThat(silent.assumptions().get("clv").en())
                .isEqualTo("retention rate is unknown; the default is used, lowered for the silence");
        assertThat(silentFor(220, List.of(), 100, 50.0).getClv())
                .describedAs("one purchase: 110 days are no lapse")
                .isCloseTo(50 * 0.35 / 0.77, within(1e-6));
    }

    /// A cohort's rate knows nothing of the silence of one of its customers; a contract shows whether they are still
    /// there.
    @Example
    void aRateThatIsGivenFallsWithSilenceTooUnlessThereIsAContract() {
        Map<String, Object> facts = facts(120, List.of(30, 30), 50.0);
        facts.put("retentionRate", 0.8);

        Measures silent = calculator.measure(Customer.of(DICTIONARY, facts), Map.of());
        assertThat(silent.getClv()).isCloseTo(50 * 0.4 / 0.72, within(1e-6));
        assertThat(silent.assumptions().get("clv").en()).isEqualTo("the retention rate given, lowered for the silence");

        facts.put("relationshipType", "CONTRACTUAL");
        Measures contract = calculator.measure(Customer.of(DICTIONARY, facts), Map.of());
        assertThat(contract.getClv()).isCloseTo(50 * 0.8 / 0.32, within(1e-6));
        assertThat(contract.assumptions()).doesNotContainKey("clv");
    }

    /// @param gaps days between purchases
    private Measures silentFor(int silence, List<Integer> gaps, double amount, @Nullable Double annualMargin) {
        List<Purchase> purchases = new ArrayList<>();
        LocalDate day = AS_OF.minusDays(silence);
        purchases.add(new Purchase(day, daysAgo(day), amount, null));
        for (int gap : gaps) {
            day = day.minusDays(gap);
            purchases.add(new Purchase(day, daysAgo(day), amount, null));
        }
        Map<String, Object> facts = facts(silence, gaps, annualMargin);
        return calculator.measure(Customer.of(DICTIONARY, facts, purchases, List.of(), List.of()), Map.of());
    }

    private static int daysAgo(LocalDate day) {
        return (int) (AS_OF.toEpochDay() - day.toEpochDay());
    }

    private static Map<String, Object> facts(int silence, List<Integer> gaps, @Nullable Double annualMargin) {
        LocalDate last = AS_OF.minusDays(silence);
        Map<String, Object> facts = new HashMap<>();
        facts.put("asOf", AS_OF);
        facts.put("relationshipType", "NON_CONTRACTUAL");
        facts.put("purchaseCount", gaps.size() + 1);
        facts.put("lastPurchaseDate", last);
        facts.put(
                "firstPurchaseDate",
                last.minusDays(gaps.stream().mapToInt(Integer::intValue).sum()));
        facts.put("unitMargin", 0.3);
        if (annualMargin != null) {
            facts.put("annualMargin", annualMargin);
        }
        return facts;
    }
}
