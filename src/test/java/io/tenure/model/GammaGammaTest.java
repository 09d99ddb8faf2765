package io.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GammaGammaTest {
    @Test
    void fewPurchasesAreDrawnTowardsTheAverageOfAll() {
        var model = new GammaGamma(6.25, 3.744, 15.44);
        double average = 6.25 * 15.44 / 2.744;
        assertThat(model.expectedSpend(0, 999).orElseThrow()).isCloseTo(average, within(1e-9));
        assertThat(model.expectedSpend(1, 100).orElseThrow()).isCloseTo(6.25 * 115.44 / 8.994, within(1e-9));
        assertThat(model.expectedSpend(1000, 100).orElseThrow()).isCloseTo(100, within(.1));
    }

    @Test
    void aBaseWithoutAFiniteMeanSaysSo() {
        assertThat(new GammaGamma(6, .9, 15).expectedSpend(0, 0)).isEmpty();
        assertThat(new GammaGamma(6, .9, 15).expectedSpend(2, 20)).isPresent();
    }
}
