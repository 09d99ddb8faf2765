package io.tenure.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.model.LogOddsCalibration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogOddsFitTest {
    /// What happens differs from what was said by a planted line in log odds.
    private static LogOddsFit fit(LogOddsCalibration planted, int customers, long seed) {
        var random = new Random(seed);
        double[] said = new double[customers];
        boolean[] happened = new boolean[customers];
        for (int i = 0; i < customers; i++) {
            said[i] = random.nextDouble();
            happened[i] = random.nextDouble() < planted.apply(said[i]);
        }
        return LogOddsFit.of(said, happened);
    }

    /// Of 40 intervals of 95 %, some miss; that six or more do has a probability of .014.
    @Test
    void findsWhatWasPlantedWithIntervalsThatCoverIt() {
        int covered = 0;
        for (int seed = 1; seed <= 20; seed++) {
            LogOddsFit fit = fit(new LogOddsCalibration(.4, 1.3), 20_000, seed);
            assertThat(fit.intercept().value()).isCloseTo(.4, within(.1));
            assertThat(fit.slope().value()).isCloseTo(1.3, within(.15));
            covered += Objects.requireNonNull(fit.intercept().interval()).contains(.4) ? 1 : 0;
            covered += Objects.requireNonNull(fit.slope().interval()).contains(1.3) ? 1 : 0;
        }
        assertThat(covered).isGreaterThanOrEqualTo(35);
    }

    @Test
    void fewCustomersChangeLittle() {
        assertThat(fit(new LogOddsCalibration(2, 3), 5, 1).slope().value()).isBetween(.8, 1.3);
        assertThat(LogOddsFit.of(new double[0], new boolean[0]).calibration()).isEqualTo(LogOddsCalibration.NONE);
    }

    @Test
    void keepsTheOrderAndTheEnds() {
        var calibration = new LogOddsCalibration(.5, .2);
        double before = -1;
        for (double p = 0; p <= 1; p += .05) {
            double now = calibration.apply(p);
            assertThat(now).isGreaterThan(before).isBetween(0.0, 1.0);
            before = now;
        }
        assertThat(LogOddsCalibration.NONE.apply(.3)).isEqualTo(.3);
    }
}
