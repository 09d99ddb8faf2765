package io.tenure.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AucTest {
    @Test
    void isTheShareOfPairsInTheRightOrderTiesCountingHalf() {
        boolean[] lost = {true, true, false, false};
        assertThat(Auc.of(new double[] {4, 3, 2, 1}, lost).value()).isEqualTo(1);
        assertThat(Auc.of(new double[] {1, 2, 3, 4}, lost).value()).isEqualTo(0);
        assertThat(Auc.of(new double[] {7, 7, 7, 7}, lost).value()).isEqualTo(.5);
        assertThat(Auc.of(new double[] {3, 1, 2, 1}, lost).value()).isEqualTo(2.5 / 4);
        assertThat(Auc.of(new double[] {3, Double.NaN, 2, 1}, lost).value()).isEqualTo(.5);
    }

    /// By DeLong's formula, by hand: placements 1 and .25 against .75 and .5.
    @Test
    void theIntervalIsTheOneOfDeLong() {
        Auc auc = Auc.of(new double[] {3, 1, 2, 1}, new boolean[] {true, true, false, false});
        double variance = .28125 / 2 + .03125 / 2;
        assertThat(auc.interval().high() - auc.value()).isCloseTo(1.959963985 * Math.sqrt(variance), within(1e-9));
    }

    @Test
    void theIntervalCoversInNineteenOfTwentySamples() {
        var random = new Random(5);
        int covered = 0;
        // Of two normal distributions one apart: the probability that the higher one is higher is .7602.
        for (int sample = 0; sample < 400; sample++) {
            double[] scores = new double[200];
            boolean[] lost = new boolean[200];
            for (int i = 0; i < 200; i++) {
                lost[i] = i % 2 == 0;
                scores[i] = random.nextGaussian() + (lost[i] ? 1 : 0);
            }
            covered += Auc.of(scores, lost).interval().contains(.7602) ? 1 : 0;
        }
        assertThat(covered).isBetween(368, 392);
    }

    @Test
    void aScoreIsNoBetterThanItself() {
        double[] scores = {3, 1, 2, 1, 5, 4};
        boolean[] lost = {true, true, false, false, true, false};
        var difference = Auc.of(scores, lost).differenceTo(Auc.of(scores, lost));
        assertThat(difference.low()).isZero();
        assertThat(difference.high()).isZero();
    }

    @Test
    void thereIsNoneWhereAllHaveTheSameOutcome() {
        assertThatThrownBy(() -> Auc.of(new double[] {1, 2}, new boolean[] {true, true}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
