package io.tenure.lifecycle;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// Rounds what was computed with doubles to decimal digits, so that results which are equal as decimals are equal.
///
/// A double holds 15 to 17 digits, and the noise of a formula stands in the last of them: (50.1 - 40.08) / 40.08 comes
/// to a little more than .25. What is computed from results that were rounded already is rounded to fewer digits than
/// they have, since their rounding is noise there.
///
/// Only operations that IEEE 754 defines to the last bit are used, so every machine rounds alike.
public final class DecimalRounding {
    /// Digits of what is computed from facts: to the cent up to a hundred thousand million.
    public static final int FROM_FACTS = 13;

    /// Digits of what is computed from measures: to the cent up to a thousand million.
    public static final int FROM_MEASURES = 11;

    /// From here on, cents are beyond the digits that are kept of what is computed.
    private static final double LARGE = 1e11;

    /// Digits that every decimal keeps in a double.
    private static final int GIVEN_DIGITS = 15;

    /// The powers of ten that a double holds exactly.
    private static final double[] POWERS = new double[23];

    private static final double LOG10_OF_2 = 0.30102999566398119521;

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private DecimalRounding() {}

    /// A number rounded to so many significant digits; what is infinite or no number stays so.
    public static double round(double value, int digits) {
        return round(value, Math.abs(value), digits);
    }

    /// `one - other`, rounded to so many digits of the larger of the two. Where they are equal but for noise, it is 0.
    /// Amounts whose cents are beyond those digits are subtracted as decimals, unless they have more digits than a
    /// double keeps of one.
    public static double difference(double one, double other, int digits) {
        double size = Math.max(Math.abs(one), Math.abs(other));
        if (size >= LARGE && Double.isFinite(size)) {
            BigDecimal exactOne = BigDecimal.valueOf(one);
            BigDecimal exactOther = BigDecimal.valueOf(other);
            if (exactOne.precision() <= GIVEN_DIGITS && exactOther.precision() <= GIVEN_DIGITS) {
                return exactOne.subtract(exactOther).doubleValue() + 0.0;
            }
        }
        return round(one - other, size, digits);
    }

    /// A number rounded at the place where another one, no smaller, has its last significant digit.
    ///
    /// @param size absolute value of the other number
    public static double round(double value, double size, int digits) {
        if (value == 0 || !Double.isFinite(value) || !Double.isFinite(size)) {
            return value + 0.0;
        }
        int decimals = digits - 1 - exponent(size);
        if (decimals > 22 || decimals < -22) {
            return new BigDecimal(value)
                            .setScale(decimals, RoundingMode.HALF_EVEN)
                            .doubleValue()
                    + 0.0;
        }
        return decimals >= 0
                ? Math.rint(value * POWERS[decimals]) / POWERS[decimals] + 0.0
                : Math.rint(value / POWERS[-decimals]) * POWERS[-decimals] + 0.0;
    }

    /// The power of ten of a number's first digit.
    private static int exponent(double size) {
        int estimate = (int) Math.floor(Math.getExponent(size) * LOG10_OF_2);
        if (estimate < -20 || estimate > 20) {
            BigDecimal exact = new BigDecimal(size);
            return exact.precision() - exact.scale() - 1;
        }
        // The binary exponent says it to within one.
        int next = estimate + 1;
        boolean reachesNext = next >= 0 ? size >= POWERS[next] : size * POWERS[-next] >= 1;
        return reachesNext ? next : estimate;
    }
}
