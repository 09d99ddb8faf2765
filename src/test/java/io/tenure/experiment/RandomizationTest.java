package io.tenure.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.RandomCases;
import io.tenure.encryption.EncryptionKeys;
import io.tenure.encryption.PayloadCipher;
import io.tenure.experiment.Experiment.Criterion;
import io.tenure.experiment.Experiment.ExperimentKind;
import io.tenure.experiment.Randomization.AssignedArm;
import io.tenure.lifecycle.DecisionResult.Arm;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RandomizationTest {
    private static final LocalDate DAY = LocalDate.of(2026, 6, 30);
    private static final Function<Field, @Nullable Object> NOTHING_KNOWN = _ -> null;
    private static final String SOMEBODY = "00112233445566778899aabbccddeeff";
    private static final Field STAGE = Dictionary.standard().require("stage");
    private static final Field VOLUME = Dictionary.standard().require("annualVolume");

    private static final int CUSTOMERS = RandomCases.of(1_000_000);

    /// Pseudonyms as the service makes them, of consecutive customer ids.
    private static final List<String> PSEUDONYMS = pseudonyms();

    private static List<String> pseudonyms() {
        PayloadCipher cipher = new PayloadCipher(EncryptionKeys.placeholder());
        List<String> pseudonyms = new ArrayList<>(CUSTOMERS);
        for (int i = 0; i < CUSTOMERS; i++) {
            pseudonyms.add(cipher.pseudonymText("C" + i));
        }
        return pseudonyms;
    }

    /// Computed by Python's hmac and hashlib.
    @Test
    void aDrawIsTheHmacOfThePseudonymUnderTheSalt() {
        assertThat(Randomization.draw("AUTUMN", SOMEBODY)).isEqualTo(0.950122576109756);
        assertThat(Randomization.draw("盐", SOMEBODY)).isEqualTo(0.7239094785591217);
    }

    @Test
    void sharesAreExactToSamplingError() {
        for (double share : new double[] {0.01, 0.05, 0.1, 0.5, 0.9}) {
            Randomization one = new Randomization(List.of(experiment("H" + (int) (100 * share), share)));
            long drawn = PSEUDONYMS.stream()
                    .filter(pseudonym ->
                            one.arms(pseudonym, DAY, NOTHING_KNOWN).getFirst().arm() == Arm.HOLDOUT)
                    .count();
            assertThat((double) drawn / CUSTOMERS)
                    .isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / CUSTOMERS)));
        }
    }

    /// Pearson's χ² over the tenths of both draws: 81 degrees of freedom, exceeded by chance once in 10,000 times.
    @Test
    void drawsOfTwoSaltsAreIndependent() {
        int[][] counts = new int[10][10];
        for (String pseudonym : PSEUDONYMS) {
            counts[(int) (10 * Randomization.draw("H1", pseudonym))][
                    (int) (10 * Randomization.draw("H2", pseudonym))]++;
        }
        double expected = CUSTOMERS / 100.0;
        double chiSquare = Stream.of(counts)
                .flatMapToDouble(row -> java.util.Arrays.stream(row)
                        .mapToDouble(count -> (count - expected) * (count - expected) / expected))
                .sum();
        assertThat(chiSquare).isLessThan(140);
    }

    @Test
    void nobodyIsTreatedOtherwiseTwiceAndEachShareIsOfThoseWhomEarlierExperimentsLeaveAlone() {
        Randomization three =
                new Randomization(List.of(experiment("H1", 0.1), experiment("H2", 0.2), experiment("H3", 0.5)));
        int[] concerned = new int[3];
        int[] drawn = new int[3];
        for (String pseudonym : PSEUDONYMS) {
            List<AssignedArm> arms = three.arms(pseudonym, DAY, NOTHING_KNOWN);
            for (int i = 0; i < arms.size(); i++) {
                concerned[i]++;
                if (arms.get(i).arm() == Arm.HOLDOUT) {
                    drawn[i]++;
                    assertThat(arms).hasSize(i + 1);
                }
            }
        }
        assertThat(concerned[0]).isEqualTo(CUSTOMERS);
        assertThat(concerned[1]).isEqualTo(CUSTOMERS - drawn[0]);
        assertThat((double) drawn[0] / concerned[0]).isCloseTo(0.1, within(4 * 0.3 / Math.sqrt(CUSTOMERS)));
        assertThat((double) drawn[1] / concerned[1]).isCloseTo(0.2, within(4 * 0.4 / Math.sqrt(CUSTOMERS)));
        assertThat((double) drawn[2] / concerned[2]).isCloseTo(0.5, within(4 * 0.6 / Math.sqrt(CUSTOMERS)));
    }

    @Test
    void anArmStaysTheSameWhateverElseIsKnownOrRuns() {
        Experiment experiment = experiment("H1", 0.5);
        for (String pseudonym : PSEUDONYMS.subList(0, 1_000)) {
            Arm arm = new Randomization(List.of(experiment))
                    .arms(pseudonym, DAY, NOTHING_KNOWN)
                    .getFirst()
                    .arm();
            assertThat(new Randomization(List.of(experiment, experiment("H2", 0.3)))
                            .arms(pseudonym, DAY.plusYears(1), _ -> "STABLE")
                            .getFirst()
                            .arm())
                    .isEqualTo(arm);
        }
    }

    @Test
    void onlyDecisionsOfItsDaysAndItsCustomersTakePart() {
        Experiment dated = new Experiment(
                "H1",
                ExperimentKind.HOLDOUT,
                0.5,
                DAY,
                DAY.plusDays(30),
                List.of(new Criterion(STAGE, new Condition.Codes("STABLE", Set.of("STABLE"), false, false))),
                "H1",
                "settings.xlsx",
                "Experiments",
                2);
        Randomization randomization = new Randomization(List.of(dated));
        assertThat(randomization.arms(SOMEBODY, DAY, _ -> "STABLE")).hasSize(1);
        assertThat(randomization.arms(SOMEBODY, DAY.plusDays(30), _ -> "STABLE"))
                .hasSize(1);
        assertThat(randomization.arms(SOMEBODY, DAY.minusDays(1), _ -> "STABLE"))
                .isEmpty();
        assertThat(randomization.arms(SOMEBODY, DAY.plusDays(31), _ -> "STABLE"))
                .isEmpty();
        assertThat(randomization.arms(SOMEBODY, DAY, _ -> "DECLINE")).isEmpty();
        assertThat(randomization.arms(SOMEBODY, DAY, NOTHING_KNOWN)).isEmpty();
        assertThat(randomization.arms(null, DAY, _ -> "STABLE")).isEmpty();
    }

    @Test
    void experimentsShareNoCustomersOnlyWhereConditionsOnOneValueExcludeEachOther() {
        Condition low = new Condition.Numbers("< 100", List.of(new Interval(0, true, 100, false)), false);
        Condition high = new Condition.Numbers(">= 100", List.of(new Interval(100, true, 1e9, true)), false);
        Condition highOrUnknown =
                new Condition.Numbers(">= 100, unknown", List.of(new Interval(100, true, 1e9, true)), true);
        Condition lowOrUnknown =
                new Condition.Numbers("< 100, unknown", List.of(new Interval(0, true, 100, false)), true);
        Condition stable = new Condition.Codes("STABLE", Set.of("STABLE"), false, false);
        Condition notStable = new Condition.Codes("not STABLE", Set.of("STABLE"), true, false);
        Condition decline = new Condition.Codes("DECLINE", Set.of("DECLINE"), false, false);

        assertThat(with(VOLUME, low).mayShareCustomers(with(VOLUME, high))).isFalse();
        assertThat(with(VOLUME, low).mayShareCustomers(with(VOLUME, highOrUnknown)))
                .isFalse();
        assertThat(with(VOLUME, lowOrUnknown).mayShareCustomers(with(VOLUME, highOrUnknown)))
                .isTrue();
        assertThat(with(STAGE, stable).mayShareCustomers(with(STAGE, notStable)))
                .isFalse();
        assertThat(with(STAGE, notStable).mayShareCustomers(with(STAGE, stable)))
                .isFalse();
        assertThat(with(STAGE, stable).mayShareCustomers(with(STAGE, decline))).isFalse();
        assertThat(with(STAGE, decline).mayShareCustomers(with(STAGE, notStable)))
                .isTrue();
        assertThat(with(STAGE, stable).mayShareCustomers(with(VOLUME, high))).isTrue();
    }

    private static Experiment with(Field field, Condition condition) {
        return new Experiment(
                "H",
                ExperimentKind.HOLDOUT,
                0.5,
                null,
                null,
                List.of(new Criterion(field, condition)),
                "H",
                "settings.xlsx",
                "Experiments",
                2);
    }

    private static Experiment experiment(String name, double share) {
        return new Experiment(
                name, ExperimentKind.HOLDOUT, share, null, null, List.of(), name, "settings.xlsx", "Experiments", 2);
    }
}
