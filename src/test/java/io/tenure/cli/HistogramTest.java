package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
