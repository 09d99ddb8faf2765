package io.tenure.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tenure.text.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final Dictionary DICTIONARY = Dictionary.standard();
    private static final int SIZE = DICTIONARY.fields(FieldKind.MEASURE).size();
    private static final int CLV = DICTIONARY.require("clv").index();
    private static final int PPV = DICTIONARY.require("ppv").index();

    @Test
    void aRemarkOnAKnownMeasureIsAnAssumptionAndOnAnUnknownOneAReason() {
        Object[] values = new Object[SIZE];
        Text[] remarks = new Text[SIZE];
        double[] completeness = new double[SIZE];
        Arrays.fill(completeness, Double.NaN);
        values[CLV] = 5.0;
        remarks[CLV] = Text.same("a default");
        remarks[PPV] = Text.same("no reach");
        completeness[CLV] = 0.25;

        Measures measures =
                Measures.of(DICTIONARY, values, remarks, completeness, Set.of(), computation(_ -> {}, () -> {}));

        assertThat(measures.known()).containsExactly(entry("clv", 5.0));
        assertThat(measures.assumptions()).containsExactly(entry("clv", Text.same("a default")));
        assertThat(measures.unknownReasons()).containsExactly(entry("ppv", Text.same("no reach")));
        assertThat(measures.completeness()).containsExactly(entry("clv", 0.25));
    }

    @Test
    void aMeasureIsComputedWhenItIsAskedForAndAllForTheirReasons() {
        Object[] values = new Object[SIZE];
        Text[] remarks = new Text[SIZE];
        double[] completeness = new double[SIZE];
        Arrays.fill(completeness, Double.NaN);
        Measures measures = Measures.of(
                DICTIONARY,
                values,
                remarks,
                completeness,
                Set.of(),
                computation(measure -> values[measure] = measure == CLV ? 1.0 : null, () -> {
                    remarks[PPV] = Text.same("no reach");
                    completeness[CLV] = 1;
                }));
        assertThat(values[CLV]).isNull();
        assertThat(measures.getClv()).isEqualTo(1);
        assertThat(remarks[PPV]).isNull();
        assertThat(measures.unknownReasons()).containsExactly(entry("ppv", Text.same("no reach")));
        assertThat(measures.completeness()).containsExactly(entry("clv", 1.0));
    }

    private static Measures.Computation computation(IntConsumer one, Runnable all) {
        return new Measures.Computation() {
            @Override
            public void require(int measure) {
                one.accept(measure);
            }

            @Override
            public void requireAll() {
                all.run();
            }
        };
    }

    @Test
    void mapsAndArraysMakeTheSameMeasures() {
        Measures measures =
                Measures.of(DICTIONARY, Map.of("clv", 7.0), Map.of("ppv", Text.same("no reach")), Map.of("clv", 0.5));
        assertThat(measures.getClv()).isEqualTo(7.0);
        assertThat(measures.unknownReasons()).containsExactly(entry("ppv", Text.same("no reach")));
        assertThat(measures.assumptions()).isEmpty();
        assertThat(measures.completeness()).containsExactly(entry("clv", 0.5));
    }
}
