package io.tenure.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenure.text.Text;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DictionaryTest {
    private static final Dictionary DICTIONARY = Dictionary.standard();

    @Test
    void everyUnitHasAChineseWord() {
        assertThat(Dictionary.standard().all().stream()
                        .filter(field -> !field.unit().isEmpty())
                        .filter(field -> field.unitText().zh().equals(field.unit())))
                .extracting(Field::unit)
                .isEmpty();
        assertThat(Dictionary.standard().find("recencyDays").orElseThrow().unitText())
                .isEqualTo(Text.of("day", "天"));
    }

    @Test
    void onlyWhatIsRequiredOrAlwaysComputedIsAlwaysKnown() {
        assertThat(DICTIONARY.all().stream().filter(Field::isAlwaysKnown).map(Field::name))
                .containsExactly(
                        "customerId",
                        "asOf",
                        "relationshipType",
                        "saveChance",
                        "saveSpend",
                        "bondsPresent",
                        "candidate.level",
                        "candidate.selling",
                        "candidate.marketing",
                        "candidate.duty");
    }

    @TestFactory
    Stream<DynamicTest> everyFactHasAGetterThatReadsItsSlot() {
        Map<String, Object> values = distinct(FieldKind.FACT);
        Customer customer = Customer.of(DICTIONARY, values);
        return DICTIONARY.fields(FieldKind.FACT).stream()
                .map(field -> DynamicTest.dynamicTest(field.name(), () -> assertReads(customer, field, values)));
    }

    @TestFactory
    Stream<DynamicTest> everyMeasureHasAGetterThatReadsItsSlot() {
        Map<String, Object> values = distinct(FieldKind.MEASURE);
        Measures measures = Measures.of(DICTIONARY, values, Map.of(), Map.of());
        return DICTIONARY.fields(FieldKind.MEASURE).stream()
                .map(field -> DynamicTest.dynamicTest(field.name(), () -> assertReads(measures, field, values)));
    }

    @TestFactory
    Stream<DynamicTest> everyOutcomeHasAGetterThatReadsItsSlot() {
        Map<String, Object> values = distinct(FieldKind.OUTCOME);
        Decision decision = new Decision(DICTIONARY);
        values.forEach((name, value) -> decision.put(DICTIONARY.require(name).index(), value));
        return DICTIONARY.fields(FieldKind.OUTCOME).stream()
                .map(field -> DynamicTest.dynamicTest(field.name(), () -> assertReads(decision, field, values)));
    }

    /// Risk points are the one outcome that no rule sets: signals add up to them.
    @TestFactory
    Stream<DynamicTest> everyOutcomeButTheRiskPointsHasASetterThatWritesItsSlot() {
        Map<String, Object> values = distinct(FieldKind.OUTCOME);
        return DICTIONARY.fields(FieldKind.OUTCOME).stream()
                .filter(field -> !field.name().equals("riskPoints"))
                .map(field -> DynamicTest.dynamicTest(field.name(), () -> {
                    Decision decision = new Decision(DICTIONARY);
                    Object value = validValue(field, values.get(field.name()));
                    Method setter = Decision.class.getMethod(
                            accessor("set", field.name()), field.type().javaType());
                    setter.invoke(decision, value);
                    assertThat(decision.value(field.index())).isEqualTo(value);
                    assertThat(decision.takeWrites())
                            .containsExactly(new Decision.RuleWrites(Map.of(field.name(), value), null));
                }));
    }

    @TestFactory
    Stream<DynamicTest> aRuleCannotSetAnOutcomeToACodeThatItDoesNotHave() {
        return DICTIONARY.fields(FieldKind.OUTCOME).stream()
                .filter(field -> field.type() == FieldType.CODE)
                .map(field -> DynamicTest.dynamicTest(field.name(), () -> {
                    Decision decision = new Decision(DICTIONARY);
                    Method setter = Decision.class.getMethod(
                            accessor("set", field.name()), field.type().javaType());
                    assertThatThrownBy(() -> setter.invoke(decision, "NO_SUCH_CODE"))
                            .hasCauseInstanceOf(Decision.InvalidOutcomeException.class)
                            .cause()
                            .hasMessage(field.name() + " = NO_SUCH_CODE");
                    assertThat(decision.value(field.index())).isNull();
                }));
    }

    @Test
    void aNumberOutOfRangeThatARuleComputedIsHeldAtTheBound() {
        Decision decision = new Decision(DICTIONARY);
        decision.setRiskProbability(1.5);
        assertThat(decision.getRiskProbability()).isEqualTo(1);
        decision.setRiskProbability(-.5);
        assertThat(decision.getRiskProbability()).isZero();
    }

    @Test
    void everyNameIsThereOnceAtTheIndexOfItsSlot() {
        assertThat(DICTIONARY.all()).extracting(Field::name).doesNotHaveDuplicates();
        for (FieldKind kind : FieldKind.values()) {
            List<Field> fields = DICTIONARY.fields(kind);
            for (int i = 0; i < fields.size(); i++) {
                assertThat(fields.get(i).index()).as(fields.get(i).name()).isEqualTo(i);
            }
        }
    }

    @Test
    void everyNameHasALabelAndAMeaningInBothLanguagesAndEveryCodeItsCodes() {
        for (Field field : DICTIONARY.all()) {
            assertThat(field.label().en()).as(field.name()).isNotBlank();
            assertThat(field.label().zh()).as(field.name()).isNotBlank().doesNotContainPattern("[a-z]");
            assertThat(field.meaning().en()).as(field.name()).isNotBlank();
            assertThat(field.meaning().zh()).as(field.name()).isNotBlank();
            if (field.kind() != FieldKind.ITEM) {
                assertThat(field.whenUnknown().en()).as(field.name()).isNotBlank();
                assertThat(field.whenUnknown().zh()).as(field.name()).isNotBlank();
                assertThat(field.codes().isEmpty()).as(field.name()).isEqualTo(field.type() != FieldType.CODE);
            }
        }
    }

    @Test
    void onlyMeasuresAreGiven() {
        assertThat(DICTIONARY.all())
                .filteredOn(field -> field.overrideRule() != Field.OverrideRule.NOT_ALLOWED)
                .allMatch(field -> field.kind() == FieldKind.MEASURE);
    }

    @Test
    void aSitesOwnFactsStandBehindTheStandardOnesAndMoveNoMeasure() {
        Field region = Field.of("region", FieldKind.FACT, FieldType.CODE, List.of("NORTH", "SOUTH"));
        Dictionary own = DICTIONARY.with(List.of(region));
        assertThat(own.require("region").index())
                .isEqualTo(DICTIONARY.fields(FieldKind.FACT).size());
        assertThat(own.fields(FieldKind.MEASURE)).isEqualTo(DICTIONARY.fields(FieldKind.MEASURE));
        Customer customer = Customer.of(own, Map.of("region", "NORTH", "purchaseCount", 3));
        assertThat(customer.value("region")).isEqualTo("NORTH");
        assertThat(customer.getPurchaseCount()).isEqualTo(3);
    }

    private static void assertReads(FieldValues holder, Field field, Map<String, Object> values) throws Exception {
        Method getter = holder.getClass().getMethod(accessor("get", field.name()));
        assertThat(getter.getReturnType()).isEqualTo(field.type().javaType());
        assertThat(getter.invoke(holder)).isEqualTo(values.get(field.name()));
        assertThat(holder.value(field.index())).isEqualTo(values.get(field.name()));
    }

    /// A value of its type for each name of a kind that no other name of its type has, booleans apart.
    private static Map<String, Object> distinct(FieldKind kind) {
        Map<String, Object> values = new HashMap<>();
        for (Field field : DICTIONARY.fields(kind)) {
            int n = field.index() + 1;
            values.put(
                    field.name(),
                    switch (field.type()) {
                        case INTEGER -> n;
                        case NUMBER -> n + 0.5;
                        case BOOLEAN -> n % 2 == 0;
                        case CODE, TEXT -> "text " + n;
                        case DATE -> LocalDate.EPOCH.plusDays(n);
                    });
        }
        return values;
    }

    private static Object validValue(Field field, Object value) {
        return field.accepts(value)
                ? value
                : field.type() == FieldType.CODE
                        ? field.codes().getLast()
                        : (Object) Objects.requireNonNull(field.max());
    }

    private static String accessor(String verb, String name) {
        return verb + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
