package io.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkovChainTest {
    /// The mail-order customers of Pfeifer and Carraway: 40 earned by a purchase, 4 spent on each customer not yet
    /// lost, states by periods since the last purchase, the fifth for those who are lost.
    private static final MarkovChain CUSTOMERS = new MarkovChain(new double[][] {
        {.3, .7, 0, 0, 0},
        {.2, 0, .8, 0, 0},
        {.15, 0, 0, .85, 0},
        {.05, 0, 0, 0, .95},
        {0, 0, 0, 0, 1}
    });
    private static final double[] REWARDS = {36, -4, -4, -4, 0};

    @Test
    void theCustomersOfTheLiteratureAreWorthWhatTheEquationsSay() {
        double[] v = CUSTOMERS.values(REWARDS, .2);
        assertThat(v[0]).isCloseTo(52.320, within(.0005));
        assertThat(v[1]).isCloseTo(5.554, within(.0005));
        assertThat(v[2]).isCloseTo(1.251, within(.0005));
        assertThat(v[3]).isCloseTo(-1.820, within(.0005));
        assertThat(v[4]).isZero();
        // Worked backwards by hand: a customer silent for four periods costs 4 and comes back one time in twenty.
        assertThat(v[3]).isCloseTo(-4 + .05 * v[0] / 1.2, within(1e-9));
        assertThat(v[2]).isCloseTo(-4 + (.15 * v[0] + .85 * v[3]) / 1.2, within(1e-9));
    }

    @Test
    void theValueIsTheSumOverAllPeriods() {
        var random = new Random(5);
        for (int n = 0; n < 50; n++) {
            int size = 1 + random.nextInt(5);
            var chain = random(random, size);
            double[] rewards = random.doubles(size, -50, 100).toArray();
            double rate = .02 + random.nextDouble();
            double[] values = chain.values(rewards, rate);
            for (int state = 0; state < size; state++) {
                double[] customers = new double[size];
                customers[state] = 1;
                double sum = 0;
                for (int t = 0; t < 2000; t++) {
                    for (int j = 0; j < size; j++) {
                        sum += customers[j] * rewards[j] / Math.pow(1 + rate, t);
                    }
                    customers = chain.next(customers);
                }
                assertThat(values[state]).isCloseTo(sum, within(1e-6 * Math.max(1, Math.abs(sum))));
            }
        }
    }

    private static MarkovChain random(Random random, int size) {
        double[][] rows = new double[size][];
        for (int i = 0; i < size; i++) {
            double[] row = random.doubles(size).toArray();
            double total = Arrays.stream(row).sum();
            rows[i] = Arrays.stream(row).map(p -> p / total).toArray();
        }
        return new MarkovChain(rows);
    }

    @Test
    void movesGiveTheSharesAndNobodyLeavesAStateThatNobodyWasIn() {
        var chain = MarkovChain.of(new long[][] {{6, 2}, {0, 0}});
        assertThat(chain.probabilities()[0]).containsExactly(.75, .25);
        assertThat(chain.probabilities()[1]).containsExactly(0, 1);
        assertThat(chain.next(new double[] {8, 1})).containsExactly(6, 3);
    }

    @Test
    void redirectingMovesAShareAndNoMoreThanThereIs() {
        var chain = CUSTOMERS.redirected(new int[] {1}, new int[] {2}, _ -> new double[] {1, 0, 0, 0, 0}, .01);
        assertThat(chain.probabilities()[1]).containsExactly(new double[] {.21, 0, .79, 0, 0}, within(1e-12));
        assertThat(chain.values(REWARDS, .2)[0]).isGreaterThan(CUSTOMERS.values(REWARDS, .2)[0]);
        assertThat(CUSTOMERS.redirected(new int[] {3}, new int[] {0}, _ -> new double[] {0, 1, 0, 0, 0}, .2)
                        .probabilities()[3])
                .containsExactly(new double[] {0, .05, 0, 0, .95}, within(1e-12));
    }

    @Test
    void statesOfAGroupGiveByTheirParts() {
        var chain = new MarkovChain(new double[][] {{.2, .6, .05, .15}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}});
        assertThat(chain.redirected(new int[] {0}, new int[] {0, 1}, _ -> new double[] {0, 0, .25, .75}, .4)
                        .probabilities()[0])
                .containsExactly(new double[] {.1, .3, .15, .45}, within(1e-12));
    }

    @Test
    void rowsThatAreNoProbabilitiesAreRefused() {
        assertThatThrownBy(() -> new MarkovChain(new double[][] {{.5, .4}, {0, 1}}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MarkovChain(new double[][] {{1.5, -.5}, {0, 1}}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
