package io.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MaximumLikelihoodTest {
    @Test
    void findsTheHighestPointAndItsCurvature() {
        // The logarithms of both are normal: at 2 with a standard deviation of .1, at 3 with one of .2.
        MaximumLikelihood found = MaximumLikelihood.of(
                p -> -Math.pow((Math.log(p[0]) - Math.log(2)) / .1, 2) / 2
                        - Math.pow((Math.log(p[1]) - Math.log(3)) / .2, 2) / 2,
                1,
                1);
        assertThat(found.parameters()[0]).isCloseTo(2, within(1e-3));
        assertThat(found.parameters()[1]).isCloseTo(3, within(1e-3));
        assertThat(found.estimates().orElseThrow().getFirst().low()).isCloseTo(2 * Math.exp(-.196), within(1e-3));
        assertThat(found.estimates().orElseThrow().getLast().high()).isCloseTo(3 * Math.exp(.392), within(1e-3));
    }

    /// The optimiser gives up with an exception where it never settles; that is no failure of the command.
    @Test
    void aSearchThatNeverSettlesDeterminesNothing() {
        AtomicInteger evaluations = new AtomicInteger();
        MaximumLikelihood found = MaximumLikelihood.of(_ -> evaluations.incrementAndGet(), 1, 1, 1);
        assertThat(evaluations).hasValueGreaterThan(1000);
        assertThat(found.estimates()).isEmpty();
        assertThat(found.parameters()).containsExactly(new double[] {1, 1, 1}, within(1e-12));
    }

    /// A ridge: only the product of both counts, so that neither is determined.
    @Test
    void aRidgeDeterminesNothing() {
        MaximumLikelihood found = MaximumLikelihood.of(p -> -Math.pow(Math.log(p[0] * p[1]) - 1, 2), 1, 1);
        assertThat(found.parameters()[0] * found.parameters()[1]).isCloseTo(Math.E, within(1e-3));
        assertThat(found.estimates()).isEmpty();
    }
}
