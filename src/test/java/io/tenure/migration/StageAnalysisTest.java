package io.tenure.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.migration.MigrationReport.StageValue;
import io.tenure.model.MarkovChain;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StageAnalysisTest {
    private static final List<String> STAGES = List.of("EXPLORATION", "STABLE", "DECLINE");
    private static final MarkovChain PLANTED =
            new MarkovChain(new double[][] {{.5, .3, .2}, {.05, .85, .1}, {.02, .08, .9}});
    private static final double[] MONEY = {20, 100, 5};

    private static final List<CustomerState> STATES =
            STAGES.stream().map(stage -> new CustomerState(stage, 0, 1)).toList();

    private static List<LocalDate> days(int periods) {
        return IntStream.rangeClosed(0, periods)
                .mapToObj(i -> LocalDate.of(2024, 1, 1).plusDays(90L * i))
                .toList();
    }

    /// Customers who start in the first stage, a few of them later than others.
    private static StagePanel simulated(int customers, int periods, long seed) {
        var random = new Random(seed);
        var panel = new StagePanel(days(periods), STATES);
        for (int c = 0; c < customers; c++) {
            int[] stages = new int[periods + 1];
            double[] money = new double[periods];
            int start = random.nextInt(4) == 0 ? 1 + random.nextInt(periods) : 0;
            int stage = 0;
            for (int day = 0; day <= periods; day++) {
                stages[day] = day < start ? CustomerState.NONE : stage;
                if (day >= start && day < periods) {
                    money[day] = MONEY[stage] * 2 * random.nextDouble();
                    double draw = random.nextDouble();
                    double[] row = PLANTED.probabilities()[stage];
                    stage = draw < row[0] ? 0 : draw < row[0] + row[1] ? 1 : 2;
                }
            }
            panel.add(stages, money);
        }
        return panel;
    }

    @Test
    void countsMovesArrivalsAndMoneyByHand() {
        var panel = new StagePanel(days(2), STATES);
        panel.add(new int[] {0, 1, 1}, new double[] {10, 30});
        panel.add(new int[] {0, 2, 1}, new double[] {20, 0});
        panel.add(new int[] {CustomerState.NONE, 0, 2}, new double[] {99, 4});
        MigrationReport report = StageAnalysis.report(panel, .1, 1);
        assertThat(report.counts().get(2).stages())
                .extracting(MigrationReport.StageCount::customers)
                .containsExactly(0.0, 2.0, 1.0);
        var toDecline = report.moves().stream()
                .filter(move -> move.from().equals("EXPLORATION") && move.to().equals("DECLINE"))
                .findFirst()
                .orElseThrow();
        assertThat(toDecline.rate().count()).isEqualTo(2);
        assertThat(toDecline.rate().total()).isEqualTo(3);
        // 10, 20 and 4: what came before the first stage counts for none.
        assertThat(report.values().getFirst().money().value()).isCloseTo(34 / 3.0, within(1e-12));
        assertThat(report.equity().interval()).isNull();
        // Nobody comes to the first stage from another one, and new customers are not in a forecast.
        assertThat(report.forecast().getFirst().stages().getFirst().customers()).isZero();
    }

    @Test
    void findsWhatWasPlantedWithinItsIntervals() {
        MigrationReport report = StageAnalysis.report(simulated(6000, 8, 1), .12, 4);
        double rate = Math.pow(1.12, 90 / 365.0) - 1;
        double[] rewards =
                java.util.Arrays.stream(MONEY).map(m -> m / Math.sqrt(1 + rate)).toArray();
        double[] planted = PLANTED.values(rewards, rate);
        for (int stage = 0; stage < 3; stage++) {
            StageValue value = report.values().get(stage);
            assertThat(value.value().value()).isCloseTo(planted[stage], within(.05 * planted[stage]));
            assertThat(value.money().value()).isCloseTo(MONEY[stage], within(.05 * MONEY[stage]));
            assertThat(value.stayDays())
                    .isBetween(value.stayInterval().low(), value.stayInterval().high());
            assertThat(value.stayDays()).isCloseTo(90 / (1 - PLANTED.probabilities()[stage][stage]), within(60.0));
        }
        assertThat(report.equity().value())
                .isCloseTo(
                        report.values().stream().mapToDouble(StageValue::total).sum(), within(1e-6));
        assertThat(report.moves())
                .allSatisfy(move -> assertThat(move.rate()
                                .interval()
                                .contains(PLANTED.probabilities()[STAGES.indexOf(move.from())][
                                        STAGES.indexOf(move.to())]))
                        .as(move.toString())
                        .isTrue());
    }

    /// Of a hundred bases, about 95 intervals contain the value that was planted.
    @Test
    void intervalsOfValuesContainTheTruthAsOftenAsTheySay() {
        double rate = Math.pow(1.12, 90 / 365.0) - 1;
        double truth = PLANTED.values(
                        java.util.Arrays.stream(MONEY)
                                .map(m -> m / Math.sqrt(1 + rate))
                                .toArray(),
                        rate)[1];
        long covered = IntStream.range(0, 100)
                .filter(seed -> StageAnalysis.report(simulated(400, 6, 100 + seed), .12, 0)
                        .values()
                        .get(1)
                        .value()
                        .interval()
                        .contains(truth))
                .count();
        assertThat(covered).isBetween(88L, 100L);
    }

    @Test
    void whatKeepsCustomersIsWorthMoneyAndWhatLosesThemCosts() {
        MigrationReport report = StageAnalysis.report(simulated(6000, 8, 1), .12, 4);
        assertThat(report.retention().value()).isPositive();
        assertThat(report.levers()).hasSize(6);
        for (MigrationReport.Lever lever : report.levers()) {
            if (lever.to().equals("STABLE")) {
                assertThat(lever.worth().interval().low()).isPositive();
            }
            if (lever.to().equals("DECLINE")) {
                assertThat(lever.worth().interval().high()).isNegative();
            }
        }
    }

    @Test
    void theForecastOfAMovingBaseIsBetterThanSayingThatNothingChanges() {
        MigrationReport report = StageAnalysis.report(simulated(6000, 8, 1), .12, 4);
        assertThat(report.forecast()).hasSize(4);
        assertThat(report.tests()).hasSize(6).allMatch(MigrationReport.ForecastTest::isBetter);
        assertThat(report.tests().getFirst().forecasts()).isEqualTo(6);
        assertThat(report.tests().getFirst().error()).isLessThan(.06);
        assertThat(report.tests().getFirst().moneyError()).isCloseTo(0, within(.05));
    }

    /// Those in decline for long never come back, though those who have just declined mostly do.
    @Test
    void whoHasBeenSilentForLongIsWorthLess() {
        var states = List.of(
                new CustomerState("STABLE", 0, 1),
                new CustomerState("DECLINE", 1, 1),
                new CustomerState("DECLINE", 2, 1));
        var panel = new StagePanel(days(4), states);
        for (int i = 0; i < 300; i++) {
            panel.add(
                    switch (i % 3) {
                        case 0 -> new int[] {0, 1, 0, 1, 0};
                        case 1 -> new int[] {0, 0, 0, 0, 1};
                        default -> new int[] {1, 2, 2, 2, 2};
                    },
                    i % 3 == 2 ? new double[4] : new double[] {50, 50, 50, 50});
        }
        MigrationReport report = StageAnalysis.report(panel, .12, 1);
        assertThat(report.silent())
                .extracting(MigrationReport.SilentValue::periods)
                .containsExactly(1, 2);
        assertThat(report.silent().get(0).value().value()).isPositive();
        assertThat(report.silent().get(1).value().value()).isZero();
        assertThat(report.silent().get(1).orLonger()).isTrue();
        assertThat(report.moves()).hasSize(4);
        assertThat(report.values().get(1).customers()).isEqualTo(200);
        assertThat(report.values().get(1).value().value())
                .isCloseTo(report.silent().get(0).value().value() / 2, within(1e-9));
    }
}
