package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.input.CustomerReader;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.measure.Indicator;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// At every number that the shipped tables compare a computed measure with, and a step below and above it, customers
/// with awkward amounts fall on the side that decimal arithmetic says.
class ThresholdsTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    private static final MathContext FORTY_DIGITS = new MathContext(40);
    private static final BigDecimal CENT = new BigDecimal("0.01");

    /// Amounts whose doubles are a little off the decimal.
    private static final List<String> AMOUNTS = List.of(
            "0.07",
            "0.29",
            "1.1",
            "4.35",
            "9.95",
            "19.99",
            "33.33",
            "40.08",
            "70.1",
            "199.92",
            "1234.56",
            "8388.61",
            "45000.15",
            "163840.35",
            "9999999.99",
            "123456789.01");

    private static Ruleset ruleset;
    private static MeasureCalculator calculator;

    /// How to hit a value of one measure.
    ///
    /// @param samples facts but for one, as decimals
    /// @param solved the fact that is chosen so that the measure hits the value; `step` is how far it is moved then
    /// @param solve its value; null where none in range hits it
    /// @param exact the measure by decimal arithmetic
    private record Recipe(
            List<Map<String, BigDecimal>> samples,
            String solved,
            BigDecimal step,
            Solver solve,
            Function<Map<String, BigDecimal>, BigDecimal> exact) {}

    private interface Solver {
        BigDecimal valueFor(BigDecimal threshold, Map<String, BigDecimal> facts);
    }

    private static final Map<String, Recipe> RECIPES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        ruleset = new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();
        calculator = new MeasureCalculator(ruleset.dictionary(), ruleset.parameters(), ruleset.indicators());
        growth("volumeGrowth", "volumeCurrent", "volumePrior");
        growth("profitGrowth", "profitCurrent", "profitPrior");
        ratio("volumePeakRatio", "volumeCurrent", "volumePeak");
        ratio("profitPeakRatio", "profitCurrent", "profitPeak");
        lifetimeValue();
        saveWorth();
        deliveredValue();
        fourDimensionScore();
        loyaltyTrend();
        currentValueScore();
        potentialValueScore();
        gapRatio();
        meanInterpurchaseDays();
    }

    @TestFactory
    Stream<DynamicTest> decimalsDecideOnWhichSideOfAThresholdACustomerFalls() {
        Map<String, TreeSet<Double>> thresholds = thresholds();
        assertThat(thresholds).containsKeys("volumeGrowth", "saveWorth", "deliveredValue", "clv");
        return thresholds.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(threshold -> DynamicTest.dynamicTest(
                                entry.getKey() + " at " + threshold, () -> assertSides(entry.getKey(), threshold))));
    }

    @Test
    void growthOfAQuarterIsStableWhateverTheAmounts() throws IOException {
        assertThat(decide("growth-of-a-quarter.jsonl"))
                .hasSize(3)
                .allSatisfy(decision -> assertThat(decision.getStage()).isEqualTo("STABLE"));
    }

    @Test
    void aCustomerWorthNothingIsNotWorthKeepingWhateverTheAmounts() throws IOException {
        assertThat(decide("worth-nothing.jsonl"))
                .hasSize(2)
                .allSatisfy(decision -> assertThat(decision.getWorthKeeping()).isEqualTo("NO"));
    }

    private static List<Decision> decide(String file) throws IOException {
        CompiledRuleset compiled = new Engine().compile(ruleset).orElseThrow();
        CustomerReader reader = new CustomerReader(ruleset, Rulesets.CLOCK);
        List<Decision> decisions = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/cases/customers", file))) {
            decisions.add(compiled.evaluate(
                            reader.read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                    .orElseThrow()
                    .decision());
        }
        return decisions;
    }

    /// The numbers that conditions of typed tables compare computed numbers with.
    private static Map<String, TreeSet<Double>> thresholds() {
        Map<String, TreeSet<Double>> thresholds = new TreeMap<>();
        for (Table table : ruleset.tables()) {
            for (int c = 0; c < table.conditions().size(); c++) {
                var field = table.conditions().get(c).field();
                if (field.kind() != FieldKind.MEASURE || field.type() != FieldType.NUMBER) {
                    continue;
                }
                int column = c;
                table.rows().stream()
                        .map(row -> row.conditions().get(column))
                        .filter(Condition.Numbers.class::isInstance)
                        .flatMap(condition -> ((Condition.Numbers) condition).intervals().stream())
                        .flatMap(interval -> Stream.of(interval.low(), interval.high()))
                        .filter(Double::isFinite)
                        .forEach(end -> thresholds
                                .computeIfAbsent(field.name(), _ -> new TreeSet<>())
                                .add(end));
            }
        }
        return thresholds;
    }

    private static void assertSides(String measure, double threshold) {
        assertThat(RECIPES).as("a recipe for " + measure).containsKey(measure);
        Recipe recipe = RECIPES.get(measure);
        BigDecimal exactThreshold = BigDecimal.valueOf(threshold);
        int hits = 0;
        for (Map<String, BigDecimal> sample : recipe.samples) {
            BigDecimal solution = recipe.solve.valueFor(exactThreshold, sample);
            if (solution == null || solution.stripTrailingZeros().precision() > 15) {
                continue;
            }
            hits++;
            for (int step = -1; step <= 1; step++) {
                Map<String, BigDecimal> facts = new LinkedHashMap<>(sample);
                facts.put(recipe.solved, solution.add(recipe.step.multiply(BigDecimal.valueOf(step))));
                BigDecimal exact = recipe.exact.apply(facts);
                Double computed = (Double)
                        calculator.measure(customer(facts), given(facts)).value(measure);
                assertThat(computed).as("%s of %s", measure, facts).isNotNull();
                assertThat(Integer.signum(Double.compare(computed, threshold)))
                        .as("%s of %s is %s, exactly %s", measure, facts, computed, exact)
                        .isEqualTo(exact.compareTo(exactThreshold));
                for (Interval interval : List.of(
                        new Interval(threshold, true, Double.POSITIVE_INFINITY, false),
                        new Interval(threshold, false, Double.POSITIVE_INFINITY, false))) {
                    assertThat(interval.contains(computed))
                            .isEqualTo(exact.compareTo(exactThreshold) > (interval.lowClosed() ? -1 : 0));
                }
            }
        }
        assertThat(hits).as("customers whose " + measure + " is " + threshold).isGreaterThan(2);
    }

    private static Customer customer(Map<String, BigDecimal> facts) {
        Map<String, Object> known = new HashMap<>();
        known.put("asOf", AS_OF);
        facts.forEach((name, value) -> {
            var field = ruleset.dictionary().require(name);
            if (field.kind() == FieldKind.FACT) {
                known.put(name, typed(field.type(), value));
            }
        });
        return Customer.of(ruleset.dictionary(), known);
    }

    private static Map<String, Object> given(Map<String, BigDecimal> facts) {
        Map<String, Object> measures = new HashMap<>();
        facts.forEach((name, value) -> {
            var field = ruleset.dictionary().require(name);
            if (field.kind() == FieldKind.MEASURE) {
                measures.put(name, typed(field.type(), value));
            }
        });
        return measures;
    }

    private static Object typed(FieldType type, BigDecimal value) {
        return switch (type) {
            case INTEGER -> value.intValueExact();
            case DATE -> AS_OF.minusDays(value.intValueExact());
            default -> value.doubleValue();
        };
    }

    private static void growth(String measure, String current, String prior) {
        RECIPES.put(
                measure,
                new Recipe(
                        each(prior),
                        current,
                        CENT,
                        (t, f) -> f.get(prior).multiply(t.add(BigDecimal.ONE)),
                        f -> f.get(current).subtract(f.get(prior)).divide(f.get(prior), FORTY_DIGITS)));
    }

    private static void ratio(String measure, String current, String peak) {
        RECIPES.put(
                measure,
                new Recipe(
                        each(peak),
                        current,
                        CENT,
                        (t, f) -> f.get(peak).multiply(t),
                        f -> f.get(current).divide(f.get(peak), FORTY_DIGITS)));
    }

    /// Pairs of rates whose margin multiple is a short decimal.
    private static void lifetimeValue() {
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (String[] rates : new String[][] {
            {"0.8", "0.2"}, {"0.896", "0.12"}, {"0.56", "0.12"}, {"0.7", "0.05"}, {"0.35", "0.75"}, {"0.93", "0.12"}
        }) {
            samples.add(Map.of("retentionRate", decimal(rates[0]), "discountRate", decimal(rates[1])));
        }
        RECIPES.put(
                "clv",
                new Recipe(
                        samples,
                        "annualMargin",
                        CENT,
                        (t, f) -> terminating(t.multiply(rest(f)), f.get("retentionRate")),
                        f -> f.get("annualMargin")
                                .multiply(f.get("retentionRate"))
                                .divide(rest(f), FORTY_DIGITS)));
    }

    private static BigDecimal rest(Map<String, BigDecimal> f) {
        return BigDecimal.ONE.add(f.get("discountRate")).subtract(f.get("retentionRate"));
    }

    private static void saveWorth() {
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (String chance : List.of("0.07", "0.29", "0.57", "0.14", "0.35", "0.1")) {
            for (String clv : AMOUNTS) {
                samples.add(Map.of("saveProbability", decimal(chance), "clv", decimal(clv)));
            }
        }
        RECIPES.put(
                "saveWorth",
                new Recipe(
                        samples,
                        "saveCost",
                        CENT,
                        (t, f) ->
                                f.get("saveProbability").multiply(f.get("clv")).subtract(t),
                        f -> f.get("saveProbability").multiply(f.get("clv")).subtract(f.get("saveCost"))));
    }

    private static void deliveredValue() {
        List<String> values = List.of("productValue", "serviceValue", "personnelValue", "imageValue");
        List<String> costs = List.of("monetaryCost", "timeCost", "energyCost", "physicalCost");
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Map<String, BigDecimal> sample = new LinkedHashMap<>();
            for (int k = 0; k < 4; k++) {
                sample.put(
                        values.get(k),
                        decimal("55.1")
                                .add(decimal("2.7").multiply(BigDecimal.valueOf(i + 3L * k)))
                                .min(decimal("99.9")));
                if (k > 0) {
                    sample.put(
                            costs.get(k),
                            decimal("48.3")
                                    .add(decimal("1.9").multiply(BigDecimal.valueOf(2L * i + k)))
                                    .min(decimal("99.7")));
                }
            }
            samples.add(sample);
        }
        Function<Map<String, BigDecimal>, BigDecimal> exact =
                f -> mean(f, values).subtract(mean(f, costs));
        RECIPES.put(
                "deliveredValue",
                new Recipe(
                        samples,
                        "monetaryCost",
                        CENT,
                        (t, f) -> {
                            Map<String, BigDecimal> free = new LinkedHashMap<>(f);
                            free.put("monetaryCost", BigDecimal.ZERO);
                            return inScore(terminating(exact.apply(free).subtract(t), weight("monetaryCost")));
                        },
                        exact));
    }

    private static void fourDimensionScore() {
        List<String> scores = List.of("financialScore", "marketScore", "managementScore", "learningGrowthScore");
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Map<String, BigDecimal> sample = new LinkedHashMap<>();
            for (int k = 1; k < scores.size(); k++) {
                sample.put(scores.get(k), decimal("48.3").add(decimal("1.9").multiply(BigDecimal.valueOf(i + 2L * k))));
            }
            samples.add(sample);
        }
        RECIPES.put(
                "fourDimensionScore",
                new Recipe(
                        samples,
                        "financialScore",
                        CENT,
                        (t, f) -> {
                            Map<String, BigDecimal> free = new LinkedHashMap<>(f);
                            free.put("financialScore", BigDecimal.ZERO);
                            return inScore(terminating(t.subtract(mean(free, scores)), weight("financialScore")));
                        },
                        f -> mean(f, scores)));
    }

    private static void loyaltyTrend() {
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (String prior : List.of("40.08", "70.1", "33.33", "99.92")) {
            samples.add(Map.of("loyaltyAttitudePrior", decimal(prior)));
        }
        RECIPES.put(
                "loyaltyTrend",
                new Recipe(
                        samples,
                        "loyaltyAttitude",
                        CENT,
                        (t, f) -> inScore(f.get("loyaltyAttitudePrior").add(t)),
                        f -> f.get("loyaltyAttitude").subtract(f.get("loyaltyAttitudePrior"))));
    }

    private static void currentValueScore() {
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (String margin : List.of("0.29", "0.31", "0.33", "0.37", "0.41")) {
            for (String volume : List.of("149.95", "199.92", "214.35", "233.33", "251.1")) {
                samples.add(Map.of("unitMargin", decimal(margin), "volumeCurrent", decimal(volume)));
            }
        }
        Function<Map<String, BigDecimal>, BigDecimal> exact = f -> score(f, "unitMargin", "unitMargin")
                .add(score(f, "volumeCurrent", "purchases"))
                .add(weight("serviceCost")
                        .multiply(hundred()
                                .subtract(onLine(
                                        f.get("serviceCost").divide(f.get("volumeCurrent"), FORTY_DIGITS),
                                        "serviceCost"))));
        RECIPES.put(
                "currentValueScore",
                new Recipe(
                        samples,
                        "serviceCost",
                        CENT,
                        (t, f) -> {
                            Map<String, BigDecimal> free = new LinkedHashMap<>(f);
                            free.put("serviceCost", BigDecimal.ZERO);
                            BigDecimal range = high("serviceCost").subtract(low("serviceCost"));
                            return inScore(terminating(
                                    exact.apply(free)
                                            .subtract(t)
                                            .multiply(range)
                                            .multiply(f.get("volumeCurrent")),
                                    weight("serviceCost").multiply(hundred())));
                        },
                        exact));
    }

    private static BigDecimal score(Map<String, BigDecimal> f, String fact, String line) {
        return weight(line).multiply(onLine(f.get(fact), line));
    }

    /// Where a value stands between the ends of an indicator's scale, in percent.
    private static BigDecimal onLine(BigDecimal value, String indicator) {
        BigDecimal low = low(indicator);
        return hundred().multiply(value.subtract(low)).divide(high(indicator).subtract(low), FORTY_DIGITS);
    }

    private static BigDecimal low(String indicator) {
        Indicator found = indicator(indicator);
        return BigDecimal.valueOf(Math.min(found.valueAtZero(), found.valueAtHundred()));
    }

    private static BigDecimal high(String indicator) {
        Indicator found = indicator(indicator);
        return BigDecimal.valueOf(Math.max(found.valueAtZero(), found.valueAtHundred()));
    }

    /// The first indicator of that name or fact.
    private static Indicator indicator(String name) {
        return ruleset.indicators().all().stream()
                .filter(indicator -> indicator.name().equals(name)
                        || indicator.source().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void potentialValueScore() {
        List<String> parts =
                List.of("satisfaction", "loyaltyAttitude", "loyaltyBehaviour", "trustCredibility", "trustBenevolence");
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Map<String, BigDecimal> sample = new LinkedHashMap<>();
            sample.put("satisfaction", BigDecimal.valueOf(3 + i % 3));
            sample.put("loyaltyBehaviour", decimal("51.1").add(decimal("1.7").multiply(BigDecimal.valueOf(i))));
            sample.put("trustCredibility", decimal("57.3").add(decimal("1.1").multiply(BigDecimal.valueOf(i))));
            sample.put(
                    "trustBenevolence", decimal("63.7").subtract(decimal("1.3").multiply(BigDecimal.valueOf(i))));
            samples.add(sample);
        }
        Function<Map<String, BigDecimal>, BigDecimal> exact = f -> {
            Map<String, BigDecimal> scores = new LinkedHashMap<>(f);
            scores.put(
                    "satisfaction",
                    f.get("satisfaction").subtract(BigDecimal.ONE).multiply(BigDecimal.valueOf(25)));
            return mean(scores, parts);
        };
        RECIPES.put(
                "potentialValueScore",
                new Recipe(
                        samples,
                        "loyaltyAttitude",
                        CENT,
                        (t, f) -> {
                            Map<String, BigDecimal> free = new LinkedHashMap<>(f);
                            free.put("loyaltyAttitude", BigDecimal.ZERO);
                            return inScore(terminating(t.subtract(exact.apply(free)), weight("loyaltyAttitude")));
                        },
                        exact));
    }

    /// `firstPurchaseDate` and `lastPurchaseDate` are days before `asOf` here.
    private static void gapRatio() {
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (int gaps = 1; gaps <= 60; gaps++) {
            for (int span : new int[] {95, 143, 287, 360, 731, 899}) {
                samples.add(Map.of(
                        "purchaseCount", BigDecimal.valueOf(gaps + 1L), "firstPurchaseDate", BigDecimal.valueOf(span)));
            }
        }
        BigDecimal floor = parameter("minGapFloorDays");
        Function<Map<String, BigDecimal>, BigDecimal> exact = f -> {
            BigDecimal mean = f.get("firstPurchaseDate")
                    .subtract(f.get("lastPurchaseDate"))
                    .divide(f.get("purchaseCount").subtract(BigDecimal.ONE), FORTY_DIGITS)
                    .max(floor);
            return f.get("lastPurchaseDate").divide(mean, FORTY_DIGITS).round(new MathContext(30));
        };
        RECIPES.put(
                "gapRatio",
                new Recipe(
                        samples,
                        "lastPurchaseDate",
                        BigDecimal.ONE,
                        (t, f) -> {
                            // recency = t (span - recency) / gaps, where span counts from the first purchase to asOf.
                            BigDecimal gaps = f.get("purchaseCount").subtract(BigDecimal.ONE);
                            BigDecimal days = t.multiply(f.get("firstPurchaseDate"))
                                    .divide(gaps.add(t), FORTY_DIGITS)
                                    .stripTrailingZeros();
                            boolean whole = days.scale() <= 0 && days.signum() > 0;
                            return whole
                                            && exact.apply(with(f, "lastPurchaseDate", days))
                                                            .compareTo(t)
                                                    == 0
                                    ? days
                                    : null;
                        },
                        exact));
    }

    /// `firstPurchaseDate` and `lastPurchaseDate` are days before `asOf` here.
    private static void meanInterpurchaseDays() {
        List<Map<String, BigDecimal>> samples = new ArrayList<>();
        for (int gaps = 1; gaps <= 12; gaps++) {
            for (int span : new int[] {287, 360, 731, 899}) {
                samples.add(Map.of(
                        "purchaseCount", BigDecimal.valueOf(gaps + 1L), "firstPurchaseDate", BigDecimal.valueOf(span)));
            }
        }
        RECIPES.put(
                "meanInterpurchaseDays",
                new Recipe(
                        samples,
                        "lastPurchaseDate",
                        BigDecimal.ONE,
                        (t, f) -> {
                            BigDecimal gaps = f.get("purchaseCount").subtract(BigDecimal.ONE);
                            BigDecimal days = f.get("firstPurchaseDate").subtract(t.multiply(gaps));
                            return days.stripTrailingZeros().scale() <= 0 && days.signum() > 0 ? days : null;
                        },
                        f -> f.get("firstPurchaseDate")
                                .subtract(f.get("lastPurchaseDate"))
                                .divide(f.get("purchaseCount").subtract(BigDecimal.ONE), FORTY_DIGITS)));
    }

    private static Map<String, BigDecimal> with(Map<String, BigDecimal> facts, String name, BigDecimal value) {
        Map<String, BigDecimal> more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return more;
    }

    private static List<Map<String, BigDecimal>> each(String fact) {
        return AMOUNTS.stream().map(amount -> Map.of(fact, decimal(amount))).toList();
    }

    /// The weighted mean of parts whose weights add up to 1.
    private static BigDecimal mean(Map<String, BigDecimal> facts, List<String> parts) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (String part : parts) {
            sum = sum.add(facts.get(part).multiply(weight(part)));
            weights = weights.add(weight(part));
        }
        assertThat(weights).isEqualByComparingTo(BigDecimal.ONE);
        return sum;
    }

    private static BigDecimal weight(String fact) {
        return BigDecimal.valueOf(indicator(fact).weight());
    }

    private static BigDecimal parameter(String parameter) {
        return BigDecimal.valueOf(ruleset.parameters().get(parameter));
    }

    private static BigDecimal inScore(BigDecimal value) {
        return value == null
                        || value.compareTo(CENT) < 0
                        || value.compareTo(hundred().subtract(CENT)) > 0
                ? null
                : value;
    }

    private static BigDecimal hundred() {
        return BigDecimal.valueOf(100);
    }

    /// The quotient; null where it has more than ten decimals.
    private static BigDecimal terminating(BigDecimal dividend, BigDecimal divisor) {
        try {
            return dividend.divide(divisor, 10, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException _) {
            return null;
        }
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
