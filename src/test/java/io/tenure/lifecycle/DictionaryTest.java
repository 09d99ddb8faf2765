package io.tenure.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.text.Text;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DictionaryTest {
    private static final Dictionary DICTIONARY = Dictionary.standard();

    @Test
    void onlyWhatIsRequiredOrAlwaysComputedIsAlwaysKnown() {
        assertThat(DICTIONARY.all().stream().filter(Field::isAlwaysKnown).map(Field::name))
                .containsExactly("customerId", "asOf", "relationshipType", "saveChance", "saveSpend", "bondsPresent");
    }

    @TestFactory
    Stream<DynamicTest> everyFactHasAGetterThatReadsItsSlot() {
        Map<String, Object> values = distinct(FieldKind.FACT);
        Customer customer = Customer.of(DICTIONARY, values);
        return DICTIONARY.fields(FieldKind.FACT).stream()
                .map(term -> DynamicTest.dynamicTest(term.name(), () -> assertReads(customer, term, values)));
    }

    @TestFactory
    Stream<DynamicTest> everyMeasureHasAGetterThatReadsItsSlot() {
        Map<String, Object> values = distinct(FieldKind.MEASURE);
        Measures measures = Measures.of(DICTIONARY, values, Map.of(), Map.of());
        return DICTIONARY.fields(FieldKind.MEASURE).stream()
                .map(term -> DynamicTest.dynamicTest(term.name(), () -> assertReads(measures, term, values)));
    }

    @TestFactory
    Stream<DynamicTest> everyOutcomeHasAGetterThatReadsItsSlot() {
        Map<String, Object> values = distinct(FieldKind.OUTCOME);
        Decision decision = new Decision(DICTIONARY);
        values.forEach((name, value) -> decision.put(DICTIONARY.require(name).index(), value));
        return DICTIONARY.fields(FieldKind.OUTCOME).stream()
                .map(term -> DynamicTest.dynamicTest(term.name(), () -> assertReads(decision, term, values)));
    }

    /// Risk points are the one outcome that no rule sets: signals add up to them.
    @TestFactory
    Stream<DynamicTest> everyOutcomeButTheRiskPointsHasASetterThatWritesItsSlot() {
        Map<String, Object> values = distinct(FieldKind.OUTCOME);
        return DICTIONARY.fields(FieldKind.OUTCOME).stream()
                .filter(term -> !term.name().equals("riskPoints"))
                .map(term -> DynamicTest.dynamicTest(term.name(), () -> {
                    Decision decision = new Decision(DICTIONARY);
                    Object value = values.get(term.name());
                    Method setter = Decision.class.getMethod(
                            accessor("set", term.name()), term.type().javaType());
                    setter.invoke(decision, value);
                    assertThat(decision.value(term.index())).isEqualTo(value);
                    assertThat(decision.takeWritten()).isEqualTo(Map.of(term.name(), value));
                }));
    }

    @Test
    void everyNameIsThereOnceAtTheIndexOfItsSlot() {
        assertThat(DICTIONARY.all()).extracting(Field::name).doesNotHaveDuplicates();
        for (FieldKind kind : FieldKind.values()) {
            List<Field> terms = DICTIONARY.fields(kind);
            for (int i = 0; i < terms.size(); i++) {
                assertThat(terms.get(i).index()).as(terms.get(i).name()).isEqualTo(i);
            }
        }
    }

    @Test
    void everyNameHasAMeaningInBothLanguagesAndEveryCodeItsCodes() {
        for (Field term : DICTIONARY.all()) {
            assertThat(term.meaning().en()).as(term.name()).isNotBlank();
            assertThat(term.meaning().zh()).as(term.name()).isNotBlank();
            if (term.kind() != FieldKind.ITEM) {
                assertThat(term.whenUnknown().en()).as(term.name()).isNotBlank();
                assertThat(term.whenUnknown().zh()).as(term.name()).isNotBlank();
                assertThat(term.codes().isEmpty()).as(term.name()).isEqualTo(term.type() != FieldType.CODE);
            }
        }
    }

    @Test
    void onlyMeasuresAreGiven() {
        assertThat(DICTIONARY.all())
                .filteredOn(term -> term.overrideRule() != Field.OverrideRule.NOT_ALLOWED)
                .allMatch(term -> term.kind() == FieldKind.MEASURE);
    }

    @Test
    void aSitesOwnFactsStandBehindTheStandardOnesAndMoveNoMeasure() {
        Field region = new Field(
                "region",
                FieldKind.FACT,
                FieldType.CODE,
                "",
                null,
                null,
                List.of("NORTH", "SOUTH"),
                Field.OverrideRule.NOT_ALLOWED,
                Field.Presence.OPTIONAL,
                Text.same("region"),
                Text.same("ignored"),
                0);
        Dictionary own = DICTIONARY.withAttributes(List.of(region));
        assertThat(own.require("region").index())
                .isEqualTo(DICTIONARY.fields(FieldKind.FACT).size());
        assertThat(own.fields(FieldKind.MEASURE)).isEqualTo(DICTIONARY.fields(FieldKind.MEASURE));
        Customer customer = Customer.of(own, Map.of("region", "NORTH", "purchaseCount", 3));
        assertThat(customer.attribute("region")).isEqualTo("NORTH");
        assertThat(customer.getPurchaseCount()).isEqualTo(3);
    }

    private static void assertReads(FieldValues holder, Field term, Map<String, Object> values) throws Exception {
        Method getter = holder.getClass().getMethod(accessor("get", term.name()));
        assertThat(getter.getReturnType()).isEqualTo(term.type().javaType());
        assertThat(getter.invoke(holder)).isEqualTo(values.get(term.name()));
        assertThat(holder.value(term.index())).isEqualTo(values.get(term.name()));
    }

    /// A value of its type for each name of a kind that no other name of its type has, booleans apart.
    private static Map<String, Object> distinct(FieldKind kind) {
        Map<String, Object> values = new HashMap<>();
        for (Field term : DICTIONARY.fields(kind)) {
            int n = term.index() + 1;
            values.put(
                    term.name(),
                    switch (term.type()) {
                        case INTEGER -> n;
                        case NUMBER -> n + 0.5;
                        case BOOLEAN -> n % 2 == 0;
                        case CODE, TEXT -> "text " + n;
                        case DATE -> LocalDate.EPOCH.plusDays(n);
                    });
        }
        return values;
    }

    private static String accessor(String verb, String name) {
        return verb + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
