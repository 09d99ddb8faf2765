package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.DICTIONARY;
import static io.tenure.measure.Samples.calculator;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MeasureCalculatorProperties {
    private final MeasureCalculator calculator = calculator();

    @Property
    void everyKnownMeasureIsInItsRangeAndEveryUnknownOneHasAReason(@ForAll("customers") Customer customer) {
        Measures measures = calculator.measure(customer, Map.of());
        for (Field field : DICTIONARY.fields(FieldKind.MEASURE)) {
            Object value = measures.value(field.index());
            if (value == null) {
                assertThat(measures.unknownReasons()).as(field.name()).containsKey(field.name());
                continue;
            }
            assertThat(measures.unknownReasons()).doesNotContainKey(field.name());
            assertThat(value).isInstanceOf(field.type().javaType());
            if (value instanceof Number number) {
                assertThat(Double.isFinite(number.doubleValue()))
                        .as(field.name())
                        .isTrue();
                assertThat(number.doubleValue())
                        .as(field.name())
                        .isBetween(
                                field.min() == null ? -Double.MAX_VALUE : field.min() - 1e-9,
                                field.max() == null ? Double.MAX_VALUE : field.max() + 1e-9);
            } else {
                assertThat(field.codes()).contains((String) value);
            }
        }
        assertThat(measures.completeness().values()).allMatch(share -> share >= 0 && share <= 1);
    }

    @Property
    void anAdditionalFactNeverMakesAScoreLessComplete(
            @ForAll("customers") Customer customer, @ForAll("facts") Field fact) {
        Assume.that(customer.value(fact.index()) != null);
        Map<String, Object> fewer = new HashMap<>(customer.known());
        fewer.remove(fact.name());
        Map<String, Double> all = calculator.measure(customer, Map.of()).completeness();
        Map<String, Double> less =
                calculator.measure(Customer.of(DICTIONARY, fewer), Map.of()).completeness();
        all.forEach((score, share) -> assertThat(share).as(score).isGreaterThanOrEqualTo(less.get(score) - 1e-12));
    }

    @Property
    void aComputedMeasureCanBeGivenAsInputAndChangesNothing(@ForAll("customers") Customer customer) {
        Measures computed = calculator.measure(customer, Map.of());
        Map<String, Object> given = new HashMap<>();
        for (Field field : DICTIONARY.fields(FieldKind.MEASURE)) {
            Object value = computed.value(field.index());
            if (field.isInput() && value != null) {
                given.put(field.name(), value);
            }
        }
        assertThat(calculator.contradictions(new DecisionInput(customer, given)))
                .isEmpty();
        assertThat(calculator.measure(customer, given).known()).isEqualTo(computed.known());
    }

    /// Each is computed when it is asked for, whichever is asked for first, with those that it needs.
    @Property
    void aMeasureAskedForFirstIsWhatItIsAskedForLast(@ForAll("customers") Customer customer) {
        Measures all = calculator.measure(customer, Map.of());
        Map<String, Object> known = all.known();
        for (Field field : DICTIONARY.fields(FieldKind.MEASURE).reversed()) {
            Measures alone = calculator.measure(customer, Map.of());

            assertThat(alone.value(field.index())).as(field.name()).isEqualTo(known.get(field.name()));
            assertThat(alone.unknownReasons()).isEqualTo(all.unknownReasons());
        }
    }

    @Property
    void theSquaredCosinesOfTheVectorAddUpToOne(@ForAll("customers") Customer customer) {
        Measures m = calculator.measure(customer, Map.of());
        Assume.that(m.getDominantAxis() != null);
        assertThat(Math.pow(m.getValueCosineEconomic(), 2)
                        + Math.pow(m.getValueCosineFunctional(), 2)
                        + Math.pow(m.getValueCosinePsychological(), 2))
                .isBetween(1 - 1e-9, 1 + 1e-9);
    }

    @Provide
    Arbitrary<Field> facts() {
        return Arbitraries.of(DICTIONARY.fields(FieldKind.FACT));
    }

    /// Customers with random facts in range, a third of them unknown.
    @Provide
    Arbitrary<Customer> customers() {
        var facts = DICTIONARY.fields(FieldKind.FACT).stream().map(this::values).toList();
        return Combinators.combine(facts).as(values -> {
            Map<String, Object> known = new HashMap<>();
            for (int i = 0; i < values.size(); i++) {
                known.put(DICTIONARY.fields(FieldKind.FACT).get(i).name(), values.get(i));
            }
            return Customer.of(DICTIONARY, known);
        });
    }

    private Arbitrary<Object> values(Field field) {
        double min = field.min() == null ? -1e6 : field.min();
        double max = field.max() == null ? 1e6 : field.max();
        Arbitrary<?> known = switch (field.type()) {
            case INTEGER -> Arbitraries.integers().between((int) min, (int) Math.min(max, 3000));
            case NUMBER -> Arbitraries.doubles().between(min, max).ofScale(2);
            case BOOLEAN -> Arbitraries.of(true, false);
            case CODE -> Arbitraries.of(field.codes());
            case TEXT -> Arbitraries.just("x");
            case DATE ->
                field.name().equals("asOf")
                        ? Arbitraries.just(AS_OF)
                        : Arbitraries.integers().between(-1, 3000).map(AS_OF::minusDays);
        };
        return known.map(value -> (Object) value).injectNull(0.3);
    }
}
