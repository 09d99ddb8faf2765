package io.tenure.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.RandomCases;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Simulated programmes of 90 days at which somebody looks every day: 60 customers join a day, a fifth of them is held
/// out, three in ten buy, and what they buy goes along with what they bought before.
class ConfidenceSequenceTest {
    private static final int PROGRAMMES = RandomCases.of(1_000);
    private static final int DAYS = 90;
    private static final int CUSTOMERS_A_DAY = 60;
    private static final double SHARE = 0.2;

    /// What a programme showed over all its looks.
    ///
    /// @param alarm whether any sequence excluded 0; `naive` the same of an interval for one look
    /// @param missed whether any sequence excluded the true difference
    /// @param last difference of the last day, plain and adjusted
    private record Course(boolean alarm, boolean naive, boolean missed, MeanDifference last, MeanDifference adjusted) {}

    /// @param effect what each customer who isn't held out spends more
    private static Course run(long seed, double effect, boolean adjusts) {
        Random random = new Random(seed);
        ArmTotals held = ArmTotals.NONE;
        ArmTotals advised = ArmTotals.NONE;
        boolean alarm = false;
        boolean naive = false;
        boolean missed = false;
        for (int day = 0; day < DAYS; day++) {
            for (int i = 0; i < CUSTOMERS_A_DAY; i++) {
                boolean drawn = random.nextDouble() < SHARE;
                double before = -50 * Math.log(1 - random.nextDouble());
                double spent = random.nextDouble() < 0.3 ? before - 20 * Math.log(1 - random.nextDouble()) : 0;
                if (drawn) {
                    held = held.plus(spent, before);
                } else {
                    advised = advised.plus(spent + effect, before);
                }
            }
            MeanDifference plain = MeanDifference.of(advised, held);
            if (plain != null && plain.estimate() * plain.estimate() > 1.96 * 1.96 * plain.variance()) {
                naive = true;
            }
            if (held.customers() >= ConfidenceSequence.LEAST_CUSTOMERS) {
                ConfidenceSequence sequence = ConfidenceSequence.of(
                        Objects.requireNonNull(adjusts ? MeanDifference.adjusted(advised, held) : plain));
                alarm |= sequence.showsDifference();
                missed |= sequence.low() > effect || sequence.high() < effect;
                assertThat(sequence.p() < 0.05).isEqualTo(sequence.showsDifference());
            }
        }
        return new Course(
                alarm,
                naive,
                missed,
                Objects.requireNonNull(MeanDifference.of(advised, held)),
                Objects.requireNonNull(MeanDifference.adjusted(advised, held)));
    }

    @Test
    void dailyLooksRaiseFewFalseAlarmsWhereIntervalsForOneLookRaiseMany() {
        int alarms = 0;
        int naive = 0;
        int adjusted = 0;
        for (int i = 0; i < PROGRAMMES; i++) {
            Course course = run(i, 0, false);
            alarms += course.alarm() ? 1 : 0;
            naive += course.naive() ? 1 : 0;
            adjusted += run(i, 0, true).alarm() ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "Of %s programmes without effect, daily looks raise a false alarm in %s (adjusted: %s), by intervals for"
                        + " one look in %s.%n",
                PROGRAMMES,
                alarms,
                adjusted,
                naive);
        assertThat(alarms).isLessThanOrEqualTo(PROGRAMMES / 20);
        assertThat(adjusted).isLessThanOrEqualTo(PROGRAMMES / 20);
        assertThat(naive).isGreaterThan(PROGRAMMES / 4);
    }

    @Test
    void allLooksTogetherCoverAPlantedEffectAndFindIt() {
        int missed = 0;
        int found = 0;
        int foundAdjusted = 0;
        double sum = 0;
        double sumAdjusted = 0;
        double variances = 0;
        double variancesAdjusted = 0;
        for (int i = 0; i < PROGRAMMES; i++) {
            Course course = run(1_000_000 + i, 8, false);
            Course adjusted = run(1_000_000 + i, 8, true);
            missed += course.missed() || adjusted.missed() ? 1 : 0;
            found += course.alarm() ? 1 : 0;
            foundAdjusted += adjusted.alarm() ? 1 : 0;
            sum += course.last().estimate();
            sumAdjusted += course.adjusted().estimate();
            variances += course.last().variance();
            variancesAdjusted += course.adjusted().variance();
        }
        System.out.printf(
                Locale.ROOT,
                "Of %s programmes with an effect of 8, %s found it (adjusted: %s), %s missed it at any look; the variance"
                        + " adjusted is %.2f of the plain one.%n",
                PROGRAMMES,
                found,
                foundAdjusted,
                missed,
                variancesAdjusted / variances);
        assertThat(missed).isLessThanOrEqualTo(PROGRAMMES / 20);
        assertThat(found).isGreaterThan(PROGRAMMES * 9 / 10);
        assertThat(foundAdjusted).isGreaterThanOrEqualTo(found);
        double error = Math.sqrt(variances / PROGRAMMES / PROGRAMMES);
        assertThat(sum / PROGRAMMES).isCloseTo(8, within(4 * error));
        assertThat(sumAdjusted / PROGRAMMES).isCloseTo(8, within(4 * error));
        assertThat(variancesAdjusted).isLessThan(0.95 * variances);
    }

    @Test
    void theSequenceIsHalfAgainAsWideAsAnIntervalForOneLook() {
        ConfidenceSequence sequence = ConfidenceSequence.of(new MeanDifference(5, 4, ConfidenceSequence.TIGHTEST_AT));

        // 3.035 standard errors, from the formula of the paper by hand.
        assertThat(sequence.low()).isCloseTo(5 - 2 * 3.0352, within(1e-3));
        assertThat(sequence.high()).isCloseTo(5 + 2 * 3.0352, within(1e-3));
    }

    @Test
    void theWeeksNeededAreTheFewestThatSuffice() {
        MeanDifference now = new MeanDifference(0, 4, 10_000);
        assertThat(ConfidenceSequence.weeksNeeded(now, 6.1, 1_000)).isEqualTo(0);
        int weeks = ConfidenceSequence.weeksNeeded(now, 3, 1_000);
        assertThat(width(now, weeks)).isLessThanOrEqualTo(3);
        assertThat(width(now, weeks - 1)).isGreaterThan(3);
        assertThat(ConfidenceSequence.weeksNeeded(now, 3, 0)).isEqualTo(520);
    }

    private static double width(MeanDifference now, int weeks) {
        long customers = now.customers() + 1_000L * weeks;
        return ConfidenceSequence.of(new MeanDifference(0, now.variance() * now.customers() / customers, customers))
                .high();
    }

    @Test
    void aBrokenAssignmentIsCaughtAndASoundOneIsNot() {
        // χ² = 10 with one degree of freedom.
        assertThat(SampleRatio.of(450, 550, 0.5).p()).isCloseTo(0.0015654, within(1e-6));
        assertThat(SampleRatio.of(0, 0, 0.1).isPlausible()).isTrue();
        int caught = 0;
        int blamed = 0;
        for (int i = 0; i < PROGRAMMES; i++) {
            Random random = new Random(i);
            long drawn = 0;
            long lost = 0;
            int customers = 20_000;
            for (int c = 0; c < customers; c++) {
                if (random.nextDouble() < SHARE) {
                    drawn++;
                    // One in ten who are held out isn't recorded.
                    lost += random.nextInt(10) == 0 ? 1 : 0;
                }
            }
            caught += SampleRatio.of(drawn - lost, customers - drawn, SHARE).isPlausible() ? 0 : 1;
            blamed += SampleRatio.of(drawn, customers - drawn, SHARE).isPlausible() ? 0 : 1;
        }
        assertThat(caught).isGreaterThan(PROGRAMMES * 95 / 100);
        assertThat(blamed).isLessThanOrEqualTo(Math.max(1, PROGRAMMES / 100));
    }

    @Test
    void withoutACovariateThatVariesTheAdjustedDifferenceIsThePlainOne() {
        ArmTotals one = ArmTotals.NONE.plus(1, 0).plus(4, 0);
        ArmTotals other = ArmTotals.NONE.plus(2, 0).plus(2, 0).plus(5, 0);

        assertThat(MeanDifference.adjusted(one, other)).isEqualTo(MeanDifference.of(one, other));
        assertThat(MeanDifference.of(one, other)).isEqualTo(new MeanDifference(-0.5, 2.25 + 1, 5));
        assertThat(MeanDifference.of(one, ArmTotals.NONE.plus(1, 1))).isNull();
    }
}
