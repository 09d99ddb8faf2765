package io.tenure.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.Later;
import io.tenure.model.PurchaseHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskGridTest {
    private static CustomerAtCut customer(int purchases, int silence) {
        return customer(purchases, silence, 10);
    }

    private static CustomerAtCut customer(int purchases, int silence, double meanSpend) {
        int last = purchases == 1 ? 0 : 100;
        return new CustomerAtCut(
                new PurchaseHistory(purchases - 1, last, last + silence),
                meanSpend * purchases,
                0,
                0,
                0,
                Double.NaN,
                null,
                null,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                List.of());
    }

    @Test
    void pooledNeighboursAreTheNearestGridInOrder() {
        double[][] ones = {{1, 1}, {1, 1}};
        assertThat(IsotonicGrid.of(new double[][] {{.5, .2}, {.9, .4}}, ones)).isDeepEqualTo(new double[][] {
            {.5, .2}, {.9, .4}
        });
        double[][] pooled = IsotonicGrid.of(new double[][] {{.6, .2}, {.4, .2}}, ones);
        assertThat(pooled[0][0]).isCloseTo(.5, within(1e-6));
        assertThat(pooled[1][0]).isCloseTo(.5, within(1e-6));
        assertThat(pooled[0][1]).isCloseTo(.2, within(1e-6));
        double[][] weighted = IsotonicGrid.of(new double[][] {{.6}, {.4}}, new double[][] {{3}, {1}});
        assertThat(weighted[0][0]).isCloseTo(.55, within(1e-9));
    }

    @Test
    void aCellWithFewCustomersIsDrawnToItsRowAndColumnNotToEverybody() {
        long[] totals = {1000, 1000, 1000, 0};
        long[] counts = {500, 200, 800, 0};
        double[] fit = AdditiveFit.of(new int[] {2, 2}, totals, counts);
        // Odds 1 and 4 in the first column, 1 to .25 in the first row: 4 x .25 is 1.
        assertThat(fit[3]).isCloseTo(.5, within(.01));
        assertThat(fit[0]).isCloseTo(.5, within(.01));
    }

    @Test
    void risesWithSilenceAndFallsWithPurchasesAndStaysNearWhatWasObserved() {
        var random = new Random(2);
        List<CustomerAtCut> known = new ArrayList<>();
        List<Later> later = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            int purchases = 1 + random.nextInt(12);
            int silence = random.nextInt(400);
            double lost = 1 / (1 + Math.exp(-(silence / 150.0 - purchases / 4.0)));
            known.add(customer(purchases, silence));
            later.add(new Later(random.nextDouble() < lost ? 0 : 1, 0));
        }
        RiskGrid grid = RiskGrid.of(known, later, List.of(30, 60, 120, 240), List.of(1, 2, 3, 5, 10), false);
        assertThat(grid.cells()).hasSize(25);
        for (RiskGrid.Cell cell : grid.cells()) {
            assertThat(cell.probability())
                    .isBetween(cell.interval().low() - .02, cell.interval().high() + .02);
            for (RiskGrid.Cell other : grid.cells()) {
                if (other.silenceFrom() >= cell.silenceFrom() && other.purchasesFrom() <= cell.purchasesFrom()) {
                    assertThat(other.probability()).isGreaterThanOrEqualTo(cell.probability());
                }
            }
        }
        assertThat(grid.probability(customer(1, 5000)))
                .isEqualTo(grid.cells().get(20).probability());
    }

    @Test
    void whoSpendsMuchIsToldApartWithinTheSameSilenceAndPurchases() {
        var random = new Random(3);
        List<CustomerAtCut> known = new ArrayList<>();
        List<Later> later = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            boolean much = i % 2 == 0;
            known.add(customer(1 + random.nextInt(4), random.nextInt(100), much ? 50 : 10));
            later.add(new Later(random.nextDouble() < (much ? .3 : .7) ? 0 : 1, 0));
        }
        RiskGrid grid = RiskGrid.of(known, later, List.of(50), List.of(1, 3), true);
        assertThat(grid.typicalSpend()).isEqualTo(30);
        assertThat(grid.cells(RiskGrid.Spend.ANY))
                .hasSize(4)
                .allSatisfy(cell -> assertThat(cell.probability()).isCloseTo(.5, within(.05)));
        assertThat(grid.probability(customer(1, 10, 29.99))).isCloseTo(.7, within(.05));
        assertThat(grid.probability(customer(1, 10, 30))).isCloseTo(.3, within(.05));
        assertThat(grid.cells(RiskGrid.Spend.TYPICAL_OR_MORE).stream()
                        .mapToLong(RiskGrid.Cell::customers)
                        .sum())
                .isEqualTo(10_000);
    }

    @Test
    void theHorizonSuitsTheRhythm() {
        assertThat(new Calibration.Gaps(new int[] {7, 14, 21, 30}).proposedHorizon())
                .isEqualTo(90);
        assertThat(new Calibration.Gaps(new int[] {350, 365, 370, 380}).proposedHorizon())
                .isEqualTo(365);
        assertThat(new Calibration.Gaps(new int[] {}).proposedHorizon()).isEqualTo(90);
    }
}
