package io.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Intervals against values from the literature.
class ConfidenceIntervalTest {
    /// 10 of 100 is the textbook's; the others are table I of Newcombe, Statistics in Medicine 17 (1998), 857.
    @ParameterizedTest
    @CsvSource({
        "10, 100, .0552, .1744",
        "81, 263, .2553, .3662",
        "15, 148, .0624, .1605",
        "0, 20, 0, .1611",
        "1, 29, .0061, .1718",
        "29, 29, .8830, 1",
    })
    void ratesHaveWilsonsInterval(long count, long of, double low, double high) {
        ConfidenceInterval interval = Objects.requireNonNull(ConfidenceInterval.ofRate(count, of));
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    /// Table II of Newcombe, Statistics in Medicine 17 (1998), 873, method 10.
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, .0524, .3339",
        "9, 10, 3, 10, .1705, .8090",
        "6, 7, 2, 7, .0582, .8062",
        "5, 56, 0, 29, -.0381, .1926",
        "0, 10, 0, 20, -.1611, .2775",
        "10, 10, 0, 10, .6075, 1",
    })
    void differencesOfRatesHaveNewcombesInterval(long a, long ofA, long b, long ofB, double low, double high) {
        ConfidenceInterval interval = Objects.requireNonNull(ConfidenceInterval.ofDifference(a, ofA, b, ofB));
        assertThat(interval.low()).isCloseTo(low, within(5e-5));
        assertThat(interval.high()).isCloseTo(high, within(5e-5));
    }

    /// As every table of Student's distribution prints them.
    @ParameterizedTest
    @CsvSource({
        "1, 12.706",
        "2, 4.303",
        "3, 3.182",
        "4, 2.776",
        "5, 2.571",
        "6, 2.447",
        "7, 2.365",
        "10, 2.228",
        "15, 2.131",
        "20, 2.086",
        "30, 2.042",
        "60, 2.000",
        "120, 1.980",
        "100000, 1.960",
    })
    void studentsQuantilesAreThoseOfTheTables(double freedom, double quantile) {
        assertThat(ConfidenceInterval.studentQuantile(freedom)).isCloseTo(quantile, within(6e-4));
    }

    @Test
    void meansHaveStudentsInterval() {
        // 1 to 10: mean 5.5, standard deviation 3.02765, t = 2.26216
        ConfidenceInterval interval = Objects.requireNonNull(ConfidenceInterval.ofMean(10, 55, 385));
        assertThat(interval.low()).isCloseTo(3.3341, within(1e-3));
        assertThat(interval.high()).isCloseTo(7.6659, within(1e-3));
    }

    @Test
    void differencesOfMeansHaveWelchsInterval() {
        // 1 to 10 and 11, 13, 15, 17, 19: variances 9.1667 and 10, 7.78 degrees of freedom, t = 2.3175
        ConfidenceInterval interval = Objects.requireNonNull(ConfidenceInterval.ofDifference(10, 55, 385, 5, 75, 1165));
        assertThat(interval.low()).isCloseTo(-9.5 - 2.3175 * Math.sqrt(2.91667), within(2e-3));
        assertThat(interval.high()).isCloseTo(-9.5 + 2.3175 * Math.sqrt(2.91667), within(2e-3));
    }

    @Test
    void nothingCountedHasNoInterval() {
        assertThat(ConfidenceInterval.ofRate(0, 0)).isNull();
        assertThat(ConfidenceInterval.ofDifference(1, 2, 0, 0)).isNull();
        assertThat(ConfidenceInterval.ofMean(1, 50, 2500)).isNull();
        assertThat(ConfidenceInterval.ofDifference(1, 50, 2500, 3, 3, 3)).isNull();
    }

    /// With groups of one, the jackknife of a mean is Student's interval.
    @Test
    void theJackknifeOfAMeanIsStudents() {
        double[] values = {3, 5, 8, 1, 9, 4};
        double sum = java.util.Arrays.stream(values).sum();
        double squares = java.util.Arrays.stream(values).map(v -> v * v).sum();
        double[] without =
                java.util.Arrays.stream(values).map(v -> (sum - v) / 5).toArray();
        var jackknife = ConfidenceInterval.ofJackknife(sum / 6, without);
        var student = ConfidenceInterval.ofMean(6, sum, squares);
        assertThat(jackknife.low()).isCloseTo(student.low(), within(1e-12));
        assertThat(jackknife.high()).isCloseTo(student.high(), within(1e-12));
        assertThat(ConfidenceInterval.ofJackknife(1, new double[] {1})).isNull();
    }
}
