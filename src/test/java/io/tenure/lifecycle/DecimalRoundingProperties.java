package io.tenure.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class DecimalRoundingProperties {
    /// The doubles around a decimal of so many digits all stand for it.
    @Property
    void noiseInTheLastPlacesOfADoubleIsRemoved(
            @ForAll @LongRange(min = 1, max = 9_999_999_999_999L) long digits,
            @ForAll @IntRange(min = -12, max = 6) int exponent,
            @ForAll @IntRange(min = -8, max = 8) int ulps) {
        double decimal = BigDecimal.valueOf(digits).scaleByPowerOfTen(exponent).doubleValue();
        double noisy = decimal + ulps * Math.ulp(decimal);
        assertThat(DecimalRounding.round(noisy, DecimalRounding.FROM_FACTS)).isEqualTo(decimal);
        assertThat(DecimalRounding.round(-noisy, DecimalRounding.FROM_FACTS)).isEqualTo(-decimal);
    }

    @Property
    void roundsAsBigDecimalDoes(@ForAll double value, @ForAll @IntRange(min = 9, max = 14) int digits) {
        BigDecimal exact = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        double unit = exact.signum() == 0 ? 0 : exact.ulp().doubleValue();
        // A value in the very middle between two may go to either.
        assertThat(DecimalRounding.round(value, digits)).isCloseTo(exact.doubleValue(), within(unit));
        assertThat(DecimalRounding.round(DecimalRounding.round(value, digits), digits))
                .isEqualTo(DecimalRounding.round(value, digits));
    }

    @Property
    void differencesOfAmountsInCentsAreExact(
            @ForAll @LongRange(min = 0, max = 9_999_999_999L) long one,
            @ForAll @LongRange(min = 0, max = 9_999_999_999L) long other) {
        assertThat(DecimalRounding.difference(one / 100.0, other / 100.0, DecimalRounding.FROM_FACTS))
                .isEqualTo((one - other) / 100.0);
    }

    @Property
    void aProductOfDecimalsLessItselfIsNothing(
            @ForAll @LongRange(min = 1, max = 9999) long factor, @ForAll @LongRange(min = 1, max = 99_999) long cents) {
        double product = BigDecimal.valueOf(factor, 4)
                .multiply(BigDecimal.valueOf(cents, 2))
                .doubleValue();
        assertThat(DecimalRounding.difference(
                        factor / 10_000.0 * (cents / 100.0), product, DecimalRounding.FROM_MEASURES))
                .isZero();
    }

    @Property
    void theLargerNumberIsRoundedToTheLarger(
            @ForAll @DoubleRange(min = -1e18, max = 1e18) double one,
            @ForAll @DoubleRange(min = -1e18, max = 1e18) double other) {
        double low = DecimalRounding.round(Math.min(one, other), DecimalRounding.FROM_FACTS);
        assertThat(DecimalRounding.round(Math.max(one, other), DecimalRounding.FROM_FACTS))
                .isGreaterThanOrEqualTo(low);
    }

    @Example
    void whatIsNoFiniteNumberStaysSoAndZeroHasNoSign() {
        assertThat(DecimalRounding.round(Double.NaN, 13)).isNaN();
        assertThat(DecimalRounding.round(Double.POSITIVE_INFINITY, 13)).isInfinite();
        assertThat(Double.doubleToRawLongBits(DecimalRounding.round(-0.0, 13))).isZero();
        assertThat(DecimalRounding.difference(0.07 * 100, 7, 11)).isZero();
        assertThat(DecimalRounding.difference(50.1, 40.08, 13)).isEqualTo(10.02);
        assertThat(DecimalRounding.round(123_456_789_012_345_678.0, 13)).isEqualTo(123_456_789_012_300_000.0);
        assertThat(DecimalRounding.round(4.9e-324, 13)).isEqualTo(4.9e-324);
    }
}
