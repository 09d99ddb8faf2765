package io.tenure.measure;

import static io.tenure.measure.Samples.AS_OF;
import static io.tenure.measure.Samples.DICTIONARY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ContradictionTest {

    @Test
    void listsAllDifferencesBetweenInputAndDerivedValuesInTheOrderOfTheDictionary() {
        Map<String, Object> given = Map.of(
                "volumeCurrent",
                100.0,
                "purchaseCount",
                3,
                "lastPurchaseDate",
                AS_OF,
                "priorWindowDropToo",
                true,
                "openComplaints",
                1,
                "satisfaction",
                3);
        Map<String, Object> derived = Map.of(
                "volumeCurrent",
                100.01,
                "purchaseCount",
                4,
                "lastPurchaseDate",
                AS_OF.minusDays(1),
                "priorWindowDropToo",
                false,
                "openComplaints",
                1,
                "contactsLast30d",
                2);
        assertThat(Contradiction.findAll(DICTIONARY, given, derived))
                .containsExactly(
                        new Contradiction("lastPurchaseDate", AS_OF, AS_OF.minusDays(1)),
                        new Contradiction("purchaseCount", 3, 4),
                        new Contradiction("volumeCurrent", 100.0, 100.01),
                        new Contradiction("priorWindowDropToo", true, false));
    }

    @Test
    void toleratesHalfACentOrAMillionth() {
        assertThat(Contradiction.agree(12.34, 12.344)).isTrue();
        assertThat(Contradiction.agree(12.34, 12.346)).isFalse();
        assertThat(Contradiction.agree(1_000_000.0, 1_000_000.9)).isTrue();
        assertThat(Contradiction.agree(1_000_000.0, 1_000_001.1)).isFalse();
        assertThat(Contradiction.agree(-0.6, 0.6)).isFalse();
        assertThat(Contradiction.agree(3, 3)).isTrue();
        assertThat(Contradiction.agree(3, 4)).isFalse();
    }
}
