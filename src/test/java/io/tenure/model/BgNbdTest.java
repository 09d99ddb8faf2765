package io.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BgNbdTest {
    private static final BgNbd CDNOW = new BgNbd(.2426, 4.4136, .7929, 2.4259);

    private static void isExpected(BgNbd model, int x, double last, double age, double time, double alive, double e) {
        var history = new PurchaseHistory(x, last, age);
        assertThat(model.aliveProbability(history)).isCloseTo(alive, Percentage.withPercentage(1e-8));
        assertThat(model.expectedPurchases(history, time)).isCloseTo(e, Percentage.withPercentage(1e-8));
    }

    /// By the published formula, with forty digits, in mpmath.
    @Test
    void agreesWithThePublishedFormulaForFewAndForManyPurchases() {
        isExpected(CDNOW, 2, 30.43, 38.86, 39, .726614044854247, 1.22592265798703);
        isExpected(CDNOW, 0, 0, 38.86, 39, 1, .19478676916062);
        isExpected(CDNOW, 26, 30.86, 31, 39, .968919350212178, 20.7504576987804);
        isExpected(CDNOW, 300, 30.86, 31, 39, .991433442915845, 239.306829718263);
        isExpected(new BgNbd(3, 10, 2.5, 1.2), 2000, 400, 401, 3650, .858792144618793, 1109.6925155421);
        // The published formula needs a function with a negative parameter here.
        isExpected(new BgNbd(.5, 1, .3, .4), 0, 0, 1, 1000, 1, 33.8646328583411);
    }

    /// By the formulas of the modified model: who bought once may have dropped out too, so silence warns of them.
    @Test
    void theModifiedModelDoubtsWhoBoughtOnce() {
        var model = new BgNbd(.5, 10, 1, 2, true);
        var once = new PurchaseHistory(0, 0, 30);
        // 1 / (1 + a / b * ((10 + 30) / 10)^.5)
        assertThat(model.aliveProbability(once)).isCloseTo(1 / (1 + .5 * 2), within(1e-12));
        // Likelihood: staying b / (a + b) and silent, or gone at once a / (a + b).
        assertThat(model.logLikelihood(once))
                .isCloseTo(Math.log(2 / 3.0 * Math.pow(10 / 40.0, .5) + 1 / 3.0), within(1e-12));
        assertThat(model.expectedPurchases(once, 90)).isLessThan(new BgNbd(.5, 10, 1, 2).expectedPurchases(once, 90));
    }

    @Test
    void hasNoPoleWhereThePublishedFormulaHasOne() {
        var history = new PurchaseHistory(3, 20, 30);
        double below = new BgNbd(.5, 5, 1 - 1e-7, 2).expectedPurchases(history, 40);
        double above = new BgNbd(.5, 5, 1 + 1e-7, 2).expectedPurchases(history, 40);
        assertThat(new BgNbd(.5, 5, 1, 2).expectedPurchases(history, 40)).isBetween(above, below);
    }

    @Test
    void withoutDropoutEverybodyGoesOnAtTheirRate() {
        var model = new BgNbd(2, 10, 0, 1);
        var history = new PurchaseHistory(4, 3, 20);
        assertThat(model.aliveProbability(history)).isEqualTo(1);
        assertThat(model.expectedPurchases(history, 15)).isCloseTo(6 * 15 / 30.0, within(1e-12));
        assertThat(new BgNbd(2, 10, 1e-12, 1).expectedPurchases(history, 15)).isCloseTo(3, within(1e-6));
    }

    @Test
    void whoBuysNothingHasDroppedOutOrIsSlow() {
        var steady = new BgNbd(2, 10, 0, 1);
        assertThat(steady.inactiveProbability(new PurchaseHistory(0, 0, 20), 30))
                .isCloseTo(.25, within(1e-12));
        var history = new PurchaseHistory(2, 30.43, 38.86);
        assertThat(CDNOW.inactiveProbability(history, 0)).isEqualTo(1);
        assertThat(CDNOW.inactiveProbability(history, 1e9))
                .isCloseTo(1 - CDNOW.aliveProbability(history), within(1e-6));
    }

    @Test
    void silenceLowersWhatIsExpected() {
        double before = Double.MAX_VALUE;
        for (int silent = 0; silent <= 2000; silent += 10) {
            double expected = CDNOW.expectedPurchases(new PurchaseHistory(5, 30, 30 + silent), 52);
            assertThat(expected).isLessThan(before).isPositive();
            before = expected;
        }
    }

    @Test
    void whatIsBoughtLaterCountsForLess() {
        var history = new PurchaseHistory(5, 300, 330);
        var model = new BgNbd(.5, 40, .8, 2.5);
        double undiscounted = model.expectedPurchases(history, 1095);
        assertThat(model.discountedPurchases(history, 1095, 0)).isCloseTo(undiscounted, within(1e-9));
        assertThat(model.discountedPurchases(history, 1095, .12)).isBetween(undiscounted / 1.4, undiscounted * .95);
    }

    @Test
    void theLikelihoodOfACustomerIsThePublishedOne() {
        double sum = 0;
        for (int x : List.of(2, 0, 5)) {
            sum += CDNOW.logLikelihood(new PurchaseHistory(x, x == 0 ? 0 : 20, 30));
        }
        // By lgamma and lbeta in Python.
        assertThat(sum).isCloseTo(LIKELIHOOD, within(1e-8));
    }

    @Test
    void impossibleParametersAndHistoriesAreRejected() {
        assertThatThrownBy(() -> new BgNbd(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BgNbd(1, 1, Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PurchaseHistory(1, 5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CDNOW.expectedPurchases(new PurchaseHistory(1, 4, 4), -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final double LIKELIHOOD = -25.669621443407195;
}
