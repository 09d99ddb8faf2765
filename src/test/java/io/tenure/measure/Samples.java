package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Parameters;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

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
        weightProductValue 0.4
        weightServiceValue 0.3
        weightPersonnelValue 0.15
        weightImageValue 0.15
        weightMonetaryCost 0.4
        weightTimeCost 0.25
        weightEnergyCost 0.2
        weightPhysicalCost 0.15
        weightFinancialScore 0.25
        weightMarketScore 0.25
        weightManagementScore 0.25
        weightLearningGrowthScore 0.25
        weightUnitMargin 0.4
        weightPurchases 0.4
        weightServiceCost 0.2
        unitMarginLow 0
        unitMarginHigh 0.5
        purchasesLow 0
        purchasesHigh 500
        serviceCostLow 0
        serviceCostHigh 0.3
        weightSatisfaction 0.3
        weightLoyaltyAttitude 0.2
        weightLoyaltyBehaviour 0.2
        weightTrustCredibility 0.15
        weightTrustBenevolence 0.15
        weightGrowth 0.2
        weightBreadth 0.1
        weightOpenShare 0.1
        lapseGapRatio 2
        lapseGapP90 110
        growthLow -0.5
        growthHigh 0.5
        productsHigh 5
        leastCompleteness 0.25
        weightIdeas 0.5
        weightDataShared 0.5
        ideasHigh 5
        weightRepurchase 0.15
        weightBrandAttention 0.1
        weightDemandSatisfaction 0.15
        weightPriceSensitivity 0.1
        weightRivalAttitude 0.1
        weightRecommendation 0.15
        weightSelectionTime 0.05
        weightQualityTolerance 0.1
        weightRivalPurchases 0.05
        weightComplaintResolution 0.05
        repurchasesHigh 12
        brandAttentionHigh 20
        selectionTimeHigh 60
        qualityTolerationsHigh 3
        rivalPurchasesHigh 5
        complaintResolutionHigh 30
        """;

    private Samples() {}

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
        return new MeasureCalculator(DICTIONARY, parameters(changes));
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
