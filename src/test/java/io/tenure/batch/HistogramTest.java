package io.tenure.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void percentilesLieOnAStraightLineBetweenNeighbours() {
        Histogram histogram = new Histogram();
        for (double number : new double[] {40, 10, 30, 20}) {
            histogram.add(number);
        }
        assertThat(histogram.percentile(0)).isEqualTo(10);
        assertThat(histogram.percentile(.5)).isEqualTo(25);
        assertThat(histogram.percentile(.8)).isCloseTo(34, within(1e-9));
        assertThat(histogram.percentile(1)).isEqualTo(40);
    }

    @Property
    void aPercentileLiesBetweenSmallestAndLargestAndNeverFalls(
            @ForAll @NotEmpty double[] numbers,
            @ForAll @DoubleRange(min = 0, max = 1) double one,
            @ForAll @DoubleRange(min = 0, max = 1) double other) {
        Histogram histogram = new Histogram();
        for (double number : numbers) {
            histogram.add(Math.abs(number) % 1e6);
        }
        double low = histogram.percentile(Math.min(one, other));
        double high = histogram.percentile(Math.max(one, other));
        assertThat(low).isGreaterThanOrEqualTo(histogram.percentile(0)).isLessThanOrEqualTo(high + 1e-9);
        assertThat(high).isLessThanOrEqualTo(histogram.percentile(1) + 1e-9);
    }
}
