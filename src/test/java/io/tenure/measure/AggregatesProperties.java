package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.lifecycle.Purchase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AggregatesProperties {

    @Property
    void theOrderOfThePurchasesDoesNotMatter(@ForAll("histories") List<Purchase> purchases, @ForAll Random random) {
        List<Purchase> shuffled = new ArrayList<>(purchases);
        Collections.shuffle(shuffled, random);
        assertThat(Aggregates.of(AS_OF, shuffled, null, null)).isEqualTo(Aggregates.of(AS_OF, purchases, null, null));
    }

    @Property
    void agreeWithACountOfEachDay(@ForAll("histories") List<Purchase> purchases) {
        Map<String, Object> counted = naive(purchases);
        Map<String, Object> derived = Aggregates.of(AS_OF, purchases, null, null);
        assertThat(derived).containsOnlyKeys(counted.keySet());
        derived.forEach((name, value) -> {
            if (value instanceof Double money) {
                // A value halfway between two millionths may be rounded to either.
                assertThat(money).as(name).isCloseTo((Double) counted.get(name), within(1.1e-6));
            } else {
                assertThat(value).as(name).isEqualTo(counted.get(name));
            }
        });
    }

    @Property
    void thePeakIsAtLeastAnyWindow(@ForAll("histories") List<Purchase> purchases) {
        Map<String, Object> facts = Aggregates.of(AS_OF, purchases, null, null);
        double peak = (Double) facts.get("volumePeak");
        assertThat(peak).isGreaterThanOrEqualTo((Double) facts.get("volumeCurrent"));
        assertThat(peak).isGreaterThanOrEqualTo((Double) facts.getOrDefault("volumePrior", 0.0));
    }

    @Provide
    Arbitrary<List<Purchase>> histories() {
        Arbitrary<Integer> days = Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 500), Arbitraries.of(0, 89, 90, 179, 180, 269, 270, 364, 365));
        Arbitrary<Double> cents = Arbitraries.integers().between(-5_000, 20_000).map(c -> c / 100.0);
        Arbitrary<Double> margins = Arbitraries.integers()
                .between(-3_000, 9_000)
                .map(c -> c / 100.0)
                .injectNull(0.03);
        return Combinators.combine(days, cents, margins)
                .as((ago, amount, margin) -> new Purchase(AS_OF.minusDays(ago), ago, amount, margin))
                .list()
                .ofMaxSize(25);
    }

    private static Map<String, Object> naive(List<Purchase> all) {
        List<Purchase> past = all.stream().filter(p -> p.daysAgo() >= 0).toList();
        TreeSet<Integer> bought = new TreeSet<>();
        past.stream().filter(p -> p.amount() >= 0).forEach(p -> bought.add(p.daysAgo()));
        int age = bought.isEmpty() ? -1 : bought.last();
        Function<Purchase, Double> amount = Purchase::amount;
        Map<String, Object> facts = new TreeMap<>();
        facts.put("purchaseCount", bought.size());
        facts.put("volumeCurrent", atLeastZero(sum(past, amount, 0, 90)));
        facts.put("annualVolume", atLeastZero(sum(past, amount, 0, 365)));
        facts.put("volumePeak", atLeastZero(peak(past, amount)));
        put(facts, "profitCurrent", sum(past, Purchase::margin, 0, 90));
        put(facts, "profitPeak", peak(past, Purchase::margin));
        if (age >= 179) {
            facts.put("volumePrior", atLeastZero(sum(past, amount, 90, 180)));
            put(facts, "profitPrior", sum(past, Purchase::margin, 90, 180));
        }
        if (bought.isEmpty()) {
            return facts;
        }
        facts.put("firstPurchaseDate", AS_OF.minusDays(age));
        facts.put("lastPurchaseDate", AS_OF.minusDays(bought.first()));
        BigDecimal sales = sum(past, amount, 0, 10_000).max(BigDecimal.ZERO);
        facts.put(
                "averagePurchaseValue",
                sales.divide(BigDecimal.valueOf(bought.size()), 6, RoundingMode.HALF_EVEN)
                        .doubleValue());
        put(facts, "annualMargin", sum(past, Purchase::margin, 0, 365));
        BigDecimal profit = sum(past, Purchase::margin, 0, 10_000);
        if (profit != null) {
            facts.put(
                    "profitPerPeriod",
                    profit.multiply(BigDecimal.valueOf(90))
                            .divide(BigDecimal.valueOf(Math.max(90, age + 1)), 6, RoundingMode.HALF_EVEN)
                            .doubleValue());
        }
        if (age >= 269) {
            BigDecimal prior = sum(past, amount, 90, 180).max(BigDecimal.ZERO);
            BigDecimal before = sum(past, amount, 180, 270).max(BigDecimal.ZERO);
            facts.put(
                    "priorWindowDropToo",
                    before.signum() > 0 && prior.multiply(BigDecimal.TWO).compareTo(before) <= 0);
        }
        return facts;
    }

    /// The sum over records at least so many and fewer than so many days ago; null where a value is unknown.
    private static BigDecimal sum(List<Purchase> past, Function<Purchase, Double> of, int from, int to) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Purchase p : past) {
            if (p.daysAgo() >= from && p.daysAgo() < to) {
                if (of.apply(p) == null) {
                    return null;
                }
                sum = sum.add(BigDecimal.valueOf(of.apply(p)));
            }
        }
        return sum;
    }

    /// The best of the windows that end today or on any day since the first record.
    private static BigDecimal peak(List<Purchase> past, Function<Purchase, Double> of) {
        int oldest = past.stream().mapToInt(Purchase::daysAgo).max().orElse(0);
        BigDecimal best = sum(past, of, 0, 90);
        for (int end = 0; end <= oldest; end++) {
            BigDecimal window = sum(past, of, end, end + 90);
            if (window == null || best == null) {
                return null;
            }
            best = best.max(window);
        }
        return best;
    }

    private static double atLeastZero(BigDecimal sum) {
        return sum.max(BigDecimal.ZERO).doubleValue();
    }

    private static void put(Map<String, Object> facts, String name, BigDecimal value) {
        if (value != null) {
            facts.put(name, value.doubleValue());
        }
    }
}
