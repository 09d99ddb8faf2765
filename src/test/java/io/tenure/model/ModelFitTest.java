package io.tenure.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tenure.model.ShiftedBetaGeometricFit.Renewals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

class ModelFitTest {
    private static final BgNbd PLANTED = new BgNbd(.6, 8, 1.2, 3);

    /// Published: Fader and Hardie 2007, the cohort "regular", seven years of it.
    @Test
    void fitsThePublishedCohortOfContracts() {
        var fit = ShiftedBetaGeometricFit.of(renewals(1000, 869, 743, 653, 593, 551, 517, 491))
                .orElseThrow();
        assertThat(fit.model().alpha()).isCloseTo(.668, within(.001));
        assertThat(fit.model().beta()).isCloseTo(3.806, within(.005));
        assertThat(fit.logLikelihood()).isCloseTo(-1611.2, within(.05));
        assertThat(fit.model().retention(1)).isCloseTo(.851, within(.0005));
        assertThat(fit.model().retention(8)).isCloseTo(.942, within(.0005));
        assertThat(fit.estimates().getFirst().low()).isLessThan(.668);
        assertThat(fit.estimates().getFirst().high()).isGreaterThan(.668);
    }

    @Test
    void aCohortThatNobodyLeavesHasNoModel() {
        assertThat(ShiftedBetaGeometricFit.of(renewals(100, 100, 100, 100))).isEmpty();
    }

    /// Of a cohort, by the customers at the start and after each period.
    private static List<Renewals> renewals(int... survivors) {
        return IntStream.range(1, survivors.length)
                .mapToObj(t -> new Renewals(t, survivors[t - 1], survivors[t - 1] - survivors[t]))
                .toList();
    }

    /// Of 40 intervals of 95 %, some miss; that six or more do has a probability of .014.
    @Test
    void findsPlantedParametersOfPurchasesWithIntervalsThatCoverThem() {
        double[] planted = {PLANTED.r(), PLANTED.alpha(), PLANTED.a(), PLANTED.b()};
        int covered = 0;
        for (int seed = 1; seed <= 10; seed++) {
            var histories = SimulatedBase.of(PLANTED, 4000, 78, seed).histories();
            assertThat(BgNbdFit.of(histories)).isInstanceOf(BgNbdFit.Fitted.class);
            var fit = (BgNbdFit.Fitted) BgNbdFit.of(histories);
            for (int i = 0; i < planted.length; i++) {
                Estimate estimate = fit.estimates().get(i);
                assertThat(estimate.value()).isBetween(planted[i] / 2, planted[i] * 2);
                covered += estimate.low() <= planted[i] && planted[i] <= estimate.high() ? 1 : 0;
            }
        }
        assertThat(covered).isBetween(35, 40);
    }

    /// Of the published and the modified model the one that made the base is the more likely one.
    @Test
    void findsOutWhetherCustomersDropOutAfterTheirFirstPurchase() {
        for (boolean dropsAtOnce : new boolean[] {false, true}) {
            var planted = new BgNbd(1.2, 8, 1.2, 2, dropsAtOnce);
            var fit = (BgNbdFit.Fitted)
                    BgNbdFit.moreLikely(SimulatedBase.of(planted, 6000, 78, 2).histories());
            assertThat(fit.model().dropsAtOnce()).isEqualTo(dropsAtOnce);
            assertThat(fit.model().r()).isCloseTo(planted.r(), within(.15));
            assertThat(fit.model().a()).isCloseTo(planted.a(), within(.4));
        }
    }

    @Test
    void theFittedModelForecastsWhatIsBoughtLater() {
        var base = SimulatedBase.of(PLANTED, 20_000, 104, 7);
        var fit = (BgNbdFit.Fitted)
                BgNbdFit.of(base.customers().stream().map(c -> c.history(52)).toList());
        double expected = base.customers().stream()
                .mapToDouble(c -> fit.model().expectedPurchases(c.history(52), 52))
                .sum();
        long bought = base.customers().stream()
                .flatMap(c -> c.purchases().stream())
                .filter(t -> t > 52)
                .count();
        assertThat(expected / bought).isCloseTo(1, within(.03));
    }

    @Test
    void aBaseWithoutDropoutIsToldAsSuch() {
        var fit = BgNbdFit.of(
                SimulatedBase.of(new BgNbd(1.5, 6, 0, 1), 5000, 60, 3).histories());
        assertThat(fit).isInstanceOf(BgNbdFit.NoDropout.class);
        BgNbd model = ((BgNbdFit.NoDropout) fit).model();
        assertThat(model.r()).isCloseTo(1.5, within(.1));
        assertThat(model.hasDropout()).isFalse();
        assertThat(model.aliveProbability(new PurchaseHistory(3, 4, 60))).isEqualTo(1);
    }

    @Test
    void aBaseThatIsTooSmallIsNotFitted() {
        assertThat(BgNbdFit.of(SimulatedBase.of(PLANTED, 49, 78, 1).histories()))
                .isEqualTo(new BgNbdFit.NotFitted(BgNbdFit.Cause.TOO_FEW_CUSTOMERS));
        assertThat(BgNbdFit.of(IntStream.range(0, 500)
                        .mapToObj(i -> new PurchaseHistory(0, 0, i))
                        .toList()))
                .isEqualTo(new BgNbdFit.NotFitted(BgNbdFit.Cause.TOO_FEW_CUSTOMERS));
    }

    /// Everybody buys once a week, neither earlier nor later than others: no spread of rates that a gamma
    /// distribution could have.
    @Test
    void aBaseOfClocksIsNotFitted() {
        assertThat(BgNbdFit.of(IntStream.range(0, 500)
                        .mapToObj(_ -> new PurchaseHistory(50, 350, 356))
                        .toList()))
                .isEqualTo(new BgNbdFit.NotFitted(BgNbdFit.Cause.NOT_DETERMINED));
    }

    @Test
    void findsPlantedParametersOfSpend() {
        var planted = new GammaGamma(5, 4, 20);
        var random = new RandomDataGenerator(11);
        List<GammaGammaFit.Spend> spends = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            double scale = 1 / random.nextGamma(planted.q(), 1 / planted.v());
            int purchases = 1 + i % 4;
            spends.add(
                    new GammaGammaFit.Spend(purchases, random.nextGamma(planted.p() * purchases, scale) / purchases));
        }
        GammaGammaFit fit = GammaGammaFit.of(spends).orElseThrow();
        assertThat(fit.model().p())
                .isBetween(fit.estimates().get(0).low(), fit.estimates().get(0).high());
        assertThat(5.0)
                .isBetween(fit.estimates().get(0).low(), fit.estimates().get(0).high());
        assertThat(4.0)
                .isBetween(fit.estimates().get(1).low(), fit.estimates().get(1).high());
        assertThat(20.0)
                .isBetween(fit.estimates().get(2).low(), fit.estimates().get(2).high());
        assertThat(fit.isIndependent()).isTrue();
    }

    @Test
    void spendThatRisesWithFrequencyIsToldAsSuch() {
        var random = new RandomDataGenerator(11);
        List<GammaGammaFit.Spend> spends = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int purchases = 1 + i % 10;
            spends.add(new GammaGammaFit.Spend(purchases, purchases * random.nextGamma(4, 5)));
        }
        assertThat(GammaGammaFit.of(spends).orElseThrow().isIndependent()).isFalse();
    }

    /// The sample of the literature, of which a copy may lie anywhere. Fader, Hardie and Lee 2005 fit its first 39
    /// weeks.
    @Test
    void fitsTheSampleOfTheLiteratureAsPublished() throws IOException {
        Path file = Path.of(System.getProperty("tenure.cdnow", "../shared/data/cdnow"), "CDNOW_sample.txt");
        assumeTrue(Files.exists(file), "skipped: " + file + " does not exist; -Dtenure.cdnow=FOLDER sets its folder");
        LocalDate end = LocalDate.of(1997, 9, 30);
        Map<String, TreeMap<LocalDate, Double>> bought = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.strip().split("\\s+");
            LocalDate day = LocalDate.parse(cells[2], DateTimeFormatter.BASIC_ISO_DATE);
            if (!day.isAfter(end)) {
                bought.computeIfAbsent(cells[0], _ -> new TreeMap<>())
                        .merge(day, Double.parseDouble(cells[4]), Double::sum);
            }
        }
        List<PurchaseHistory> histories = bought.values().stream()
                .map(days -> new PurchaseHistory(
                        days.size() - 1,
                        ChronoUnit.DAYS.between(days.firstKey(), days.lastKey()) / 7.0,
                        ChronoUnit.DAYS.between(days.firstKey(), end) / 7.0))
                .toList();
        var fit = (BgNbdFit.Fitted) BgNbdFit.of(histories);
        assertThat(histories).hasSize(2357);
        assertThat(fit.logLikelihood()).isCloseTo(-9582.4, within(.05));
        assertThat(fit.model().r()).isCloseTo(.2426, within(.0005));
        assertThat(fit.model().alpha()).isCloseTo(4.4136, within(.005));
        assertThat(fit.model().a()).isCloseTo(.7929, within(.002));
        assertThat(fit.model().b()).isCloseTo(2.4259, within(.01));

        GammaGammaFit spend = GammaGammaFit.of(bought.values().stream()
                        .filter(days -> days.size() > 1)
                        .map(days -> new GammaGammaFit.Spend(
                                days.size() - 1,
                                days.values().stream()
                                                .skip(1)
                                                .mapToDouble(m -> m)
                                                .sum()
                                        / (days.size() - 1)))
                        .toList())
                .orElseThrow();
        assertThat(spend.model().p()).isCloseTo(6.25, within(.01));
        assertThat(spend.model().q()).isCloseTo(3.744, within(.005));
        assertThat(spend.model().v()).isCloseTo(15.44, within(.03));
        assertThat(spend.isIndependent()).isTrue();
    }
}
