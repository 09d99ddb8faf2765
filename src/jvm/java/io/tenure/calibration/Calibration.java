package io.tenure.calibration;

import io.tenure.backtest.Auc;
import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.CustomerModels;
import io.tenure.backtest.Later;
import io.tenure.model.BgNbd;
import io.tenure.model.BgNbdFit;
import io.tenure.model.GammaGammaFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What is measured on a base: parameters, the risk by silence and purchases, and the models.
///
/// @param parameters by name, as the sheet `Parameters` has them
/// @param heldOut how the table and the model do on customers that they were not measured on; null where all of
///                those have the same outcome
public record Calibration(
        Map<String, Double> parameters,
        RiskGrid risk,
        BgNbdFit fit,
        Optional<GammaGammaFit> spend,
        @Nullable HeldOut heldOut) {
    private static final List<Integer> PURCHASES = List.of(1, 2, 3, 4, 6, 10, 20);
    private static final double[] SILENCE_SHARES = {.2, .4, .6, .8, .9, .95};

    /// Of half of the customers, by what was measured on the other half.
    ///
    /// @param modelAuc NaN where no model could be fitted; likewise its Brier score
    public record HeldOut(int customers, double tableAuc, double tableBrier, double modelAuc, double modelBrier) {
        public boolean isModelBetter() {
            return modelBrier < tableBrier;
        }
    }

    /// The days between purchases, in rising order.
    ///
    /// @param gaps of all customers
    public record Gaps(int[] gaps) {
        public Gaps {
            gaps = gaps.clone();
            Arrays.sort(gaps);
        }

        /// NaN without gaps.
        public double quantile(double share) {
            return Calibration.quantile(gaps.length, i -> gaps[i], share);
        }

        /// The horizon that suits the rhythm: 90 days, or a year where a fifth of the gaps is longer than half a
        /// year.
        public int proposedHorizon() {
            return gaps.length > 0 && quantile(.8) > 182 ? 365 : 90;
        }
    }

    /// @param now customers as on the last day that is known, from whom parameters are measured
    /// @param before customers a horizon before
    /// @param later what those did until the last day
    public static Calibration of(
            List<CustomerAtCut> now, Gaps gaps, List<CustomerAtCut> before, List<Later> later, int horizonDays) {
        List<Integer> silence = silence(gaps);
        return new Calibration(
                parameters(now, gaps),
                RiskGrid.of(before, later, silence, PURCHASES),
                CustomerModels.purchases(now),
                CustomerModels.spend(now),
                heldOut(before, later, silence, horizonDays));
    }

    /// Quantiles of the base's own gaps, and twice and four times the longest of them.
    private static List<Integer> silence(Gaps gaps) {
        List<Integer> edges = new ArrayList<>();
        for (double share : SILENCE_SHARES) {
            addEdge(edges, gaps.quantile(share));
        }
        addEdge(edges, 2 * gaps.quantile(.95));
        addEdge(edges, 4 * gaps.quantile(.95));
        return edges;
    }

    private static void addEdge(List<Integer> edges, double days) {
        int edge = (int) Math.round(days);
        int last = edges.isEmpty() ? 0 : edges.getLast();
        if (edge > last) {
            edges.add(edge);
        }
    }

    private static Map<String, Double> parameters(List<CustomerAtCut> now, Gaps gaps) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        if (gaps.gaps.length > 0) {
            parameters.put("lapseGapP80", Math.max(1, (double) Math.round(gaps.quantile(.8))));
            parameters.put("lapseGapP90", Math.max(1, (double) Math.round(gaps.quantile(.9))));
        }
        double[] silence = sorted(now, CustomerAtCut::silence);
        double[] purchases = sorted(now, CustomerAtCut::purchases);
        double[] money = sorted(now, c -> Math.max(0, c.meanSpend()));
        double least = 1;
        for (int i = 1; i <= 4; i++) {
            parameters.put("recencyCut" + i, (double) Math.round(quantile(silence, i * .2)));
            // Customers who bought once are the lowest fifth, however many they are.
            least = Math.max(least + 1, Math.round(quantile(purchases, i * .2)));
            parameters.put("frequencyCut" + i, least);
            parameters.put("monetaryCut" + i, Math.round(quantile(money, i * .2) * 100) / 100.0);
        }
        return parameters;
    }

    private static double[] sorted(List<CustomerAtCut> customers, ToDoubleFunction<CustomerAtCut> value) {
        return customers.stream().mapToDouble(value).sorted().toArray();
    }

    private static double quantile(double[] sorted, double share) {
        return quantile(sorted.length, i -> sorted[i], share);
    }

    private static double quantile(int size, IntToDoubleFunction sorted, double share) {
        if (size == 0) {
            return Double.NaN;
        }
        double place = (size - 1) * share;
        int whole = (int) place;
        double below = sorted.applyAsDouble(whole);
        double next = sorted.applyAsDouble(Math.min(whole + 1, size - 1));
        return below + (next - below) * (place - whole);
    }

    private static @Nullable HeldOut heldOut(
            List<CustomerAtCut> before, List<Later> later, List<Integer> silence, int horizonDays) {
        List<CustomerAtCut> measured = new ArrayList<>();
        List<Later> measuredLater = new ArrayList<>();
        List<CustomerAtCut> other = new ArrayList<>();
        List<Later> otherLater = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            (i % 2 == 0 ? measured : other).add(before.get(i));
            (i % 2 == 0 ? measuredLater : otherLater).add(later.get(i));
        }
        long bought = otherLater.stream().filter(Later::boughtAgain).count();
        if (bought == 0 || bought == other.size()) {
            return null;
        }
        RiskGrid grid = RiskGrid.of(measured, measuredLater, silence, PURCHASES);
        double[] table = other.stream().mapToDouble(grid::probability).toArray();
        boolean[] lost = Later.lost(otherLater);
        double[] model = modelRisk(measured, other, horizonDays);
        double brier = brier(model, lost);
        return new HeldOut(
                other.size(),
                Auc.of(table, lost).value(),
                brier(table, lost),
                Double.isNaN(brier) ? Double.NaN : Auc.of(model, lost).value(),
                brier);
    }

    /// NaN without a model.
    private static double[] modelRisk(List<CustomerAtCut> measured, List<CustomerAtCut> other, int horizonDays) {
        Optional<BgNbd> model = CustomerModels.purchases(measured).forecaster();
        return other.stream()
                .mapToDouble(c -> model.map(m -> m.inactiveProbability(c.history(), horizonDays))
                        .orElse(Double.NaN))
                .toArray();
    }

    private static double brier(double[] risk, boolean[] lost) {
        double sum = 0;
        for (int i = 0; i < risk.length; i++) {
            double off = risk[i] - (lost[i] ? 1 : 0);
            sum += off * off;
        }
        return sum / risk.length;
    }
}
