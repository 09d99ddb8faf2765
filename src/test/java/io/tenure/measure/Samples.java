package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Parameters;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Customers and parameters to measure with.
final class Samples {
    static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);
    static final Dictionary DICTIONARY = Dictionary.standard();

    private static final String DEFAULTS = """
        defaultDiscountRate 0.12
        defaultRetentionRate 0.7
        defaultSaveProbability 0.2
        defaultSaveCost 20
        informationWorth 10
        knowledgeWorth 20
        minGapFloorDays 14
        formationCount 3
        stableCount 5
        contractExplorationMonths 6
        contractFormationMonths 24
        recencyCut1 30
        recencyCut2 60
        recencyCut3 90
        recencyCut4 180
        frequencyCut1 2
        frequencyCut2 3
        frequencyCut3 5
        frequencyCut4 10
        monetaryCut1 10
        monetaryCut2 20
        monetaryCut3 50
        monetaryCut4 100
        lapseGapRatio 2
        lapseGapP90 110
        leastCompleteness 0.25
        """;

    /// The indicators of the bundled ruleset: score, name, fact, weight, the values that score 0 and 100.
    private static final String INDICATORS = """
        totalCustomerValue productValue productValue 0.4 0 100
        totalCustomerValue serviceValue serviceValue 0.3 0 100
        totalCustomerValue personnelValue personnelValue 0.15 0 100
        totalCustomerValue imageValue imageValue 0.15 0 100
        totalCustomerCost monetaryCost monetaryCost 0.4 0 100
        totalCustomerCost timeCost timeCost 0.25 0 100
        totalCustomerCost energyCost energyCost 0.2 0 100
        totalCustomerCost physicalCost physicalCost 0.15 0 100
        fourDimensionScore finance financialScore 0.25 0 100
        fourDimensionScore market marketScore 0.25 0 100
        fourDimensionScore management managementScore 0.25 0 100
        fourDimensionScore learningAndGrowth learningGrowthScore 0.25 0 100
        informationScore ideas ideasSubmitted 0.5 0 5
        informationScore dataShared dataShared 0.5 FALSE TRUE
        currentValueScore unitMargin unitMargin 0.3 0 0.5
        currentValueScore purchases usualVolume 0.5 0 500
        currentValueScore serviceCost serviceCostShare 0.2 0.3 0
        potentialValueScore satisfaction satisfaction 0.3 1 5
        potentialValueScore loyaltyAttitude loyaltyAttitude 0.2 0 100
        potentialValueScore loyaltyBehaviour behaviouralLoyalty 0.2 0 100
        potentialValueScore trustCredibility trustCredibility 0.15 0 100
        potentialValueScore trustBenevolence trustBenevolence 0.15 0 100
        potentialValueScore growth volumeGrowth 0.2 -0.5 0.5
        potentialValueScore breadth productsHeld 0.1 1 5
        potentialValueScore openShare shareOfWallet 0.1 1 0
        retentionEffectScore repurchase repurchasesPerYear 0.15 0 12
        retentionEffectScore brandAttention brandAttention 0.1 0 20
        retentionEffectScore demandSatisfaction shareOfWallet 0.15 0 1
        retentionEffectScore priceSensitivity priceSensitivity 0.1 HIGH LOW
        retentionEffectScore rivalAttitude competitorActivity 0.1 TRUE FALSE
        retentionEffectScore recommendation npsScore 0.15 0 10
        retentionEffectScore selectionTime selectionTimeMinutes 0.05 60 0
        retentionEffectScore qualityTolerance qualityIncidentsTolerated 0.1 0 3
        retentionEffectScore rivalPurchases competitorPurchases 0.05 5 0
        retentionEffectScore complaintResolution complaintResolutionDays 0.05 30 0
        """;

    private Samples() {}

    /// The default indicators, some of their weights changed.
    ///
    /// @param weights names of indicators and their weights
    static Indicators indicators(Map<String, Double> weights) {
        return new Indicators(INDICATORS
                .lines()
                .map(line -> line.split(" "))
                .map(f -> new Indicator(
                        f[0],
                        f[1],
                        DICTIONARY.require(f[2]),
                        weights.getOrDefault(f[1], Double.valueOf(f[3])),
                        place(DICTIONARY.require(f[2]), f[4]),
                        place(DICTIONARY.require(f[2]), f[5]),
                        null))
                .toList());
    }

    private static double place(Field field, String value) {
        return switch (field.type()) {
            case BOOLEAN -> Indicator.position(value.equals("TRUE"));
            case CODE -> Objects.requireNonNull(Indicator.position(field, value));
            default -> Double.parseDouble(value);
        };
    }

    /// The defaults, some of them changed.
    static Parameters parameters(Object... changes) {
        Map<String, Double> values = new HashMap<>();
        DEFAULTS.lines().map(line -> line.split(" ")).forEach(f -> values.put(f[0], Double.valueOf(f[1])));
        values.putAll(map(changes));
        return new Parameters(values);
    }

    static Customer customer(Object... facts) {
        return Customer.of(DICTIONARY, map(facts));
    }

    static Measures measures(Object... facts) {
        return calculator().measure(customer(facts), Map.of());
    }

    static MeasureCalculator calculator(Object... changes) {
        return new MeasureCalculator(DICTIONARY, parameters(changes), indicators(Map.of()));
    }

    /// A calculator with other weights of indicators.
    static MeasureCalculator weighing(Map<String, Double> weights) {
        return new MeasureCalculator(DICTIONARY, parameters(), indicators(weights));
    }

    @SuppressWarnings("unchecked")
    static <V> Map<String, V> map(Object... namesAndValues) {
        Map<String, V> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], (V) namesAndValues[i + 1]);
        }
        return map;
    }
}
