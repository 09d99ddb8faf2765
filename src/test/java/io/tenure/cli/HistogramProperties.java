package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;

/// What holds of the percentiles of any numbers.
class HistogramProperties {
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
