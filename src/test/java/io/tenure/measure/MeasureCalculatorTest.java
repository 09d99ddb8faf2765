package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.DICTIONARY;
import static io.tenure.measure.Samples.calculator;
import static io.tenure.measure.Samples.customer;
import static io.tenure.measure.Samples.measures;
import static io.tenure.measure.Samples.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Parameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MeasureCalculatorTest {
    static final List<String> PARAMETERS = MeasureCalculator.PARAMETERS;

    @Test
    void needsExactlyTheParametersThatItLists() {
        assertThat(parameters().names()).containsExactlyInAnyOrderElementsOf(MeasureCalculator.PARAMETERS);
        assertThat(MeasureCalculator.faults(parameters())).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PARAMETERS")
    void reportsAMissingParameter(String name) {
        Map<String, Double> fewer = new HashMap<>();
        PARAMETERS.forEach(p -> fewer.put(p, parameters().get(p)));
        fewer.remove(name);
        assertThat(MeasureCalculator.faults(new Parameters(fewer)))
                .singleElement()
                .extracting(
                        ParameterFault::parameter,
                        f -> f.problem().en(),
                        f -> f.problem().zh())
                .containsExactly(name, "is missing", "缺失");
        assertThatThrownBy(() -> new MeasureCalculator(DICTIONARY, new Parameters(fewer), Indicators.NONE))
                .hasMessageContaining(name);
    }

    @Test
    void reportsAllInvalidParametersAtOnce() {
        assertThat(MeasureCalculator.faults(parameters(
                        "knowledgeWorth",
                        -1.0,
                        "defaultDiscountRate",
                        Double.NaN,
                        "defaultRetentionRate",
                        1.1,
                        "recencyCut2",
                        20.0,
                        "stableCount",
                        2.0)))
                .extracting(fault -> fault.parameter() + " " + fault.problem().en())
                .containsExactlyInAnyOrder(
                        "knowledgeWorth is below 0",
                        "defaultDiscountRate is not a finite number",
                        "defaultRetentionRate is above 1",
                        "recencyCut2 is below recencyCut1",
                        "stableCount is below formationCount");
    }

    @Test
    void givesEveryMeasureAValueOrAReason() {
        for (Customer customer : List.of(customer(), customer("asOf", AS_OF, "purchaseCount", 0), full())) {
            Measures measures = calculator().measure(customer, Map.of());
            for (Field field : DICTIONARY.fields(FieldKind.MEASURE)) {
                Object value = measures.value(field.index());
                if (value == null) {
                    assertThat(measures.unknownReasons()).as(field.name()).containsKey(field.name());
                    assertThat(measures.unknownReasons().get(field.name()).zh()).matches(".*[\\u4e00-\\u9fff].*");
                } else {
                    assertThat(value).as(field.name()).isInstanceOf(field.type().javaType());
                    assertThat(measures.unknownReasons()).doesNotContainKey(field.name());
                }
            }
        }
    }

    @Test
    void computesEveryMeasureOfACustomerWithAllFacts() {
        Measures measures = calculator().measure(full(), Map.of("interpurchaseCv", 0.4));
        // No model was fitted.
        assertThat(measures.unknownReasons())
                .containsOnlyKeys(
                        "aliveProbability",
                        "inactiveProbability",
                        "expectedPurchases",
                        "expectedSpend",
                        "expectedValue",
                        "activeValue",
                        "valueAtRisk");
        assertThat(measures.assumptions()).isEmpty();
        assertThat(measures.completeness().values()).containsOnly(1.0);
    }

    @Test
    void givesACustomerWithoutFactsOnlyTheDefaults() {
        assertThat(measures().known()).isEqualTo(Map.of("saveChance", 0.2, "saveSpend", 20.0, "bondsPresent", 0));
    }

    @Test
    void usesAGivenMeasureAlsoInOtherMeasures() {
        Measures measures = calculator()
                .measure(
                        customer("annualMargin", 100.0, "saveProbability", 0.5, "saveCost", 10.0),
                        Map.of("clv", 300.0, "recencyDays", 30, "meanInterpurchaseDays", 20.0));
        assertThat(measures.getClv()).isEqualTo(300.0);
        assertThat(measures.getSaveWorth()).isEqualTo(140.0);
        assertThat(measures.getGapRatio()).isEqualTo(1.5);
        assertThat(measures.getRecencyScore()).isEqualTo(5);
        assertThat(measures.assumptions()).isEmpty();
    }

    @Test
    void aGivenScoreHasNoCompleteness() {
        Measures measures = calculator().measure(customer("unitMargin", 0.25), Map.of("currentValueScore", 80.0));
        assertThat(measures.getCurrentValueScore()).isEqualTo(80.0);
        assertThat(measures.completeness()).doesNotContainKey("currentValueScore");
    }

    @Test
    void rejectsMeasuresThatMustNotBeGiven() {
        assertThatThrownBy(() -> calculator().measure(customer(), Map.of("cpv", 1.0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calculator().measure(customer(), Map.of("reach", 1.0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> calculator().measure(customer(), Map.of("clv", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reportsAllContradictionsBetweenGivenMeasuresAndFactsAtOnce() {
        Customer customer = customer(
                "asOf",
                AS_OF,
                "firstPurchaseDate",
                AS_OF.minusDays(100),
                "lastPurchaseDate",
                AS_OF.minusDays(10),
                "purchaseCount",
                4,
                "volumeCurrent",
                130.0,
                "volumePrior",
                100.0,
                "annualMargin",
                10.0);
        Map<String, Object> given = Map.of(
                "recencyDays", 12, "meanInterpurchaseDays", 30.0, "gapRatio", 0.4, "volumeGrowth", 0.5, "clv", 1.0);
        assertThat(calculator().contradictions(new DecisionInput(customer, given)))
                .containsExactlyInAnyOrder(
                        new Contradiction("recencyDays", 12, 10), new Contradiction("volumeGrowth", 0.5, 0.3));
    }

    @Test
    void reportsNoContradictionIfNothingCanBeComputedOrTheValueIsRounded() {
        Customer customer = customer("volumeCurrent", 100.0, "volumePrior", 300.0);
        assertThat(calculator()
                        .contradictions(new DecisionInput(
                                customer, Map.of("volumeGrowth", -0.67, "gapRatio", 3.0, "tenureMonths", 3))))
                .isEmpty();
        assertThat(calculator().contradictions(new DecisionInput(customer, Map.of())))
                .isEmpty();
    }

    @Test
    void computesMeasuresWithFactsThatASiteAdds() {
        Field region = Field.of("region", FieldKind.FACT, FieldType.TEXT, List.of());
        var own = DICTIONARY.with(List.of(region));
        Customer customer = Customer.of(own, Map.of("region", "NORTH", "annualMargin", 100.0, "retentionRate", 0.9));
        Measures measures = new MeasureCalculator(own, parameters(), Indicators.NONE).measure(customer, Map.of());
        assertThat(measures.getClv()).isCloseTo(409.09, within(0.01));
    }

    /// A customer with a value for every fact that a formula reads.
    static Customer full() {
        Map<String, Object> facts = new HashMap<>();
        for (Field field : DICTIONARY.fields(FieldKind.FACT)) {
            facts.put(
                    field.name(),
                    switch (field.type()) {
                        case INTEGER -> 3;
                        case NUMBER -> 0.5;
                        case BOOLEAN -> true;
                        case CODE -> field.codes().getLast();
                        case TEXT -> "x";
                        case DATE -> AS_OF;
                    });
        }
        facts.put("firstContactDate", AS_OF.minusDays(500));
        facts.put("firstPurchaseDate", AS_OF.minusDays(200));
        facts.put("lastPurchaseDate", AS_OF.minusDays(40));
        return Customer.of(DICTIONARY, facts);
    }
}
