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
    private final MeasureCalculator measuring = calculator();

    @Property
    void everyKnownMeasureLiesInItsRangeAndEveryUnknownOneHasAReason(@ForAll("customers") Customer customer) {
        Measures measures = measuring.measure(customer, Map.of());
        for (Field term : DICTIONARY.fields(FieldKind.MEASURE)) {
            Object value = measures.value(term.index());
            if (value == null) {
                assertThat(measures.unknownReasons()).as(term.name()).containsKey(term.name());
                continue;
            }
            assertThat(measures.unknownReasons()).doesNotContainKey(term.name());
            assertThat(value).isInstanceOf(term.type().javaType());
            if (value instanceof Number number) {
                assertThat(Double.isFinite(number.doubleValue()))
                        .as(term.name())
                        .isTrue();
                assertThat(number.doubleValue())
                        .as(term.name())
                        .isBetween(
                                term.min() == null ? -Double.MAX_VALUE : term.min() - 1e-9,
                                term.max() == null ? Double.MAX_VALUE : term.max() + 1e-9);
            } else {
                assertThat(term.codes()).contains((String) value);
            }
        }
        assertThat(measures.completeness().values()).allMatch(share -> share >= 0 && share <= 1);
    }

    @Property
    void knowingMoreNeverMakesAScoreLessComplete(@ForAll("customers") Customer customer, @ForAll("facts") Field fact) {
        Assume.that(customer.value(fact.index()) != null);
        Map<String, Object> fewer = new HashMap<>(customer.known());
        fewer.remove(fact.name());
        Map<String, Double> all = measuring.measure(customer, Map.of()).completeness();
        Map<String, Double> less =
                measuring.measure(Customer.of(DICTIONARY, fewer), Map.of()).completeness();
        all.forEach((score, share) -> assertThat(share).as(score).isGreaterThanOrEqualTo(less.get(score) - 1e-12));
    }

    @Property
    void whatWasComputedMayBeGivenWithoutContradictionAndChangesNothing(@ForAll("customers") Customer customer) {
        Measures computed = measuring.measure(customer, Map.of());
        Map<String, Object> given = new HashMap<>();
        for (Field term : DICTIONARY.fields(FieldKind.MEASURE)) {
            Object value = computed.value(term.index());
            if (term.isInput() && value != null) {
                given.put(term.name(), value);
            }
        }
        assertThat(measuring.contradictions(new DecisionInput(customer, given))).isEmpty();
        assertThat(measuring.measure(customer, given).known()).isEqualTo(computed.known());
    }

    @Property
    void theVectorsCosinesSquaredAddUpToOne(@ForAll("customers") Customer customer) {
        Measures m = measuring.measure(customer, Map.of());
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

    /// Customers with any facts in range, each unknown every third time.
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

    private Arbitrary<Object> values(Field term) {
        double min = term.min() == null ? -1e6 : term.min();
        double max = term.max() == null ? 1e6 : term.max();
        Arbitrary<?> known = switch (term.type()) {
            case INTEGER -> Arbitraries.integers().between((int) min, (int) Math.min(max, 3000));
            case NUMBER -> Arbitraries.doubles().between(min, max).ofScale(2);
            case BOOLEAN -> Arbitraries.of(true, false);
            case CODE -> Arbitraries.of(term.codes());
            case TEXT -> Arbitraries.just("x");
            case DATE ->
                term.name().equals("asOf")
                        ? Arbitraries.just(AS_OF)
                        : Arbitraries.integers().between(-1, 3000).map(AS_OF::minusDays);
        };
        return known.map(value -> (Object) value).injectNull(0.3);
    }
}
