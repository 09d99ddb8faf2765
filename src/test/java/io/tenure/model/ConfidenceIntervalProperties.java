package io.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// What holds for intervals whatever was counted.
class ConfidenceIntervalProperties {
    @Property
    void aRatesIntervalHoldsTheRateWithinItsBounds(
            @ForAll @IntRange(max = 5_000) int count, @ForAll @IntRange(max = 5_000) int others) {
        if (count + others > 0) {
            ConfidenceInterval interval = Objects.requireNonNull(ConfidenceInterval.ofRate(count, count + others));
            assertThat(interval.low()).isBetween(0.0, interval.high());
            assertThat(interval.high()).isLessThanOrEqualTo(1);
            assertThat(interval.contains((double) count / (count + others))).isTrue();
        }
    }

    @Property
    void moreOfTheSameMakeTheIntervalNarrower(
            @ForAll @IntRange(max = 500) int count, @ForAll @IntRange(min = 1, max = 500) int others) {
        double width = Objects.requireNonNull(ConfidenceInterval.ofRate(count, count + others))
                .width();
        assertThat(Objects.requireNonNull(ConfidenceInterval.ofRate(4L * count, 4L * (count + others)))
                        .width())
                .isBetween(width / 4, width);
    }

    @Property
    void aDifferenceTurnedAroundIsItsMirror(
            @ForAll @IntRange(max = 300) int a,
            @ForAll @IntRange(min = 1, max = 300) int notA,
            @ForAll @IntRange(max = 300) int b,
            @ForAll @IntRange(min = 1, max = 300) int notB) {
        ConfidenceInterval one = Objects.requireNonNull(ConfidenceInterval.ofDifference(a, a + notA, b, b + notB));
        ConfidenceInterval other = Objects.requireNonNull(ConfidenceInterval.ofDifference(b, b + notB, a, a + notA));
        assertThat(one.low()).isCloseTo(-other.high(), within(1e-12));
        assertThat(one.contains((double) a / (a + notA) - (double) b / (b + notB)))
                .isTrue();
        assertThat(one.low()).isGreaterThanOrEqualTo(-1);
        assertThat(one.high()).isLessThanOrEqualTo(1);
    }

    @Property
    void studentsQuantileFallsTowardsTheNormalOne(@ForAll @IntRange(min = 1, max = 10_000) int freedom) {
        assertThat(ConfidenceInterval.studentQuantile(freedom))
                .isGreaterThan(ConfidenceInterval.studentQuantile(freedom + 1.0));
        assertThat(ConfidenceInterval.studentQuantile(freedom)).isGreaterThan(1.9599);
    }
}
