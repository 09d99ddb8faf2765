package io.tenure.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopShareTest {
    @Test
    void isWhatTheFirstTenthHas() {
        double[] amounts = new double[20];
        Arrays.fill(amounts, 1);
        amounts[0] = 11;
        amounts[1] = 10;
        double[] best = amounts.clone();
        assertThat(TopShare.of(best, amounts).share()).isCloseTo(21 / 39.0, within(1e-12));
        double[] worst = IntStream.range(0, 20).mapToDouble(i -> i).toArray();
        assertThat(TopShare.of(worst, amounts).share()).isCloseTo(2 / 39.0, within(1e-12));
    }

    @Test
    void aRankingThatSaysNothingReachesATenth() {
        double[] amounts = IntStream.range(0, 37).mapToDouble(i -> i).toArray();
        assertThat(TopShare.of(new double[37], amounts).share()).isCloseTo(.1, within(1e-12));
        double[] unknown = new double[37];
        Arrays.fill(unknown, Double.NaN);
        assertThat(TopShare.of(unknown, amounts).share()).isCloseTo(.1, within(1e-12));
    }

    @Test
    void thoseWhoTieAtTheEndCountInPart() {
        double[] amounts = new double[10];
        amounts[0] = 1;
        double[] scores = new double[10];
        scores[0] = 1;
        scores[1] = 1;
        assertThat(TopShare.of(scores, amounts).share()).isCloseTo(.5, within(1e-12));
        assertThat(TopShare.of(scores, amounts).interval().contains(.5)).isTrue();
    }
}
