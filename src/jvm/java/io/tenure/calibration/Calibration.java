package io.tenure.calibration;

import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.CustomerModels;
import io.tenure.model.BgNbd;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.Estimate;
import io.tenure.model.GammaGammaFit;
import io.tenure.model.ShiftedBetaGeometricFit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What is measured on a base: parameters, the risk by silence and purchases, and the models.
///
/// @param parameters by name, as the sheet `Parameters` has them
/// @param models by name, as the sheet `Model` has them; without a model that is no better than the base rate
/// @param spend empty where amounts are unknown, or the base determines no model of spend that has a finite mean
/// @param contracts empty where there are too few, or they determine no model
/// @param heldOut how the table and the model do on what they were not measured on; null where all of that had the
///                same outcome
public record Calibration(
        Map<String, Measured> parameters,
        Map<String, Measured> models,
        RiskGrid risk,
        BgNbdFit fit,
        Optional<GammaGammaFit> spend,
        Optional<ShiftedBetaGeometricFit> contracts,
        @Nullable HeldOut heldOut) {
    /// Fewer measure no risk.
    public static final int MIN_CUSTOMERS = 200;

    private static final List<Integer> PURCHASES = List.of(1, 2, 3, 4, 6, 10, 20);
    private static final double[] SILENCE_SHARES = {.2, .4, .6, .8, .9, .95};
    private static final double HIGH_SHARE = .8;

    /// The actions whose chance of success is `saveProbability`, or its default.
    private static final List<String> SAVING = List.of("SAVE_OFFER", "WIN_BACK_OFFER");

    /// The days between purchases, in rising order.
    ///
    /// @param gaps of all customers
    public record Gaps(int[] gaps) {
        public Gaps {
            gaps = gaps.clone();
            Arrays.sort(gaps);
        }

        /// NaN without gaps.
        Measured quantile(double share) {
            return Measured.quantile(gaps.length, i -> gaps[i], share);
        }

        /// Days that nine tenths of the gaps are no longer than; a hundred years without gaps.
        public int longest() {
            return gaps.length == 0 ? 36_500 : (int) Math.ceil(quantile(.9).value());
        }

        /// The horizon that suits the rhythm: 90 days, or a year where a fifth of the gaps is longer than half a
        /// year.
        public int proposedHorizon() {
            return gaps.length > 0 && quantile(.8).value() > 182 ? 365 : 90;
        }
    }

    /// The base as on the last day that is known.
    ///
    /// @param amounts whether the amounts of purchases are known; otherwise nothing is measured in money
    /// @param unitMargin margin per money sold; 1 where sales stand in for it
    /// @param values lifetime values of the customers who still buy, or of an even part of them, money; may be
    ///     empty
    /// @param quarterSales net sales of the last 90 days of each customer, money
    /// @param contracts of the customers who have one
    /// @param propensities of actions, as far as outcomes were reported
    public record Base(
            List<CustomerAtCut> customers,
            Gaps gaps,
            boolean amounts,
            double unitMargin,
            double[] values,
            double[] quarterSales,
            Contracts contracts,
            Propensities propensities) {
        public Base {
            values = values.clone();
            Arrays.sort(values);
            quarterSales = quarterSales.clone();
            Arrays.sort(quarterSales);
        }
    }

    /// @param last the customers a horizon before the end
    /// @param earlier those a horizon before that
    public static Calibration of(Base base, HeldOut.Period last, HeldOut.Period earlier, int horizonDays) {
        List<Integer> silence = silence(base.gaps);
        BgNbdFit fit = CustomerModels.likelierPurchases(base.customers);
        Optional<GammaGammaFit> spend = base.amounts
                ? CustomerModels.spend(base.customers)
                        .filter(found -> found.model().q() > 1)
                : Optional.empty();
        Optional<ShiftedBetaGeometricFit> contracts = base.contracts.fit();
        HeldOut heldOut = HeldOut.of(last, earlier, silence, PURCHASES, base.amounts, horizonDays);
        return new Calibration(
                parameters(base),
                models(base, fit, spend, contracts, heldOut, HeldOut.fit(last, horizonDays), horizonDays),
                RiskGrid.of(last.known(), last.later(), silence, PURCHASES, heldOut != null && heldOut.isBySpend()),
                fit,
                spend,
                contracts,
                heldOut);
    }

    /// Whether the risk is that of the model and not that of the table.
    public boolean isRiskByModel() {
        return heldOut != null && heldOut.isModelBetter() && models.containsKey("bgNbdR");
    }

    /// Quantiles of the base's own gaps, and twice and four times the longest of them.
    private static List<Integer> silence(Gaps gaps) {
        List<Integer> edges = new ArrayList<>();
        for (double share : SILENCE_SHARES) {
            addEdge(edges, gaps.quantile(share).value());
        }
        addEdge(edges, 2 * gaps.quantile(.95).value());
        addEdge(edges, 4 * gaps.quantile(.95).value());
        return edges;
    }

    private static void addEdge(List<Integer> edges, double days) {
        int edge = (int) Math.round(days);
        int last = edges.isEmpty() ? 0 : edges.getLast();
        if (edge > last) {
            edges.add(edge);
        }
    }

    // --- Parameters -------------------------------------------------------------------------------------

    private static Map<String, Measured> parameters(Base base) {
        Map<String, Measured> parameters = new LinkedHashMap<>();
        List<CustomerAtCut> customers = base.customers;
        if (base.amounts) {
            references(parameters, base);
        }
        base.propensities.of(SAVING, List.of()).ifPresent(found -> parameters.put("defaultSaveProbability", found));
        if (base.gaps.gaps.length > 0) {
            parameters.put("lapseGapP80", days(base.gaps.quantile(.8)));
            parameters.put("lapseGapP90", days(base.gaps.quantile(.9)));
        }
        double[] silence = sorted(customers, CustomerAtCut::silence);
        double[] purchases = sorted(customers, CustomerAtCut::purchases);
        double[] money = sorted(customers, c -> Math.max(0, c.meanSpend()));
        double least = 1;
        for (int i = 1; i <= 4; i++) {
            parameters.put("recencyCut" + i, quantile(silence, i * .2).map(Math::round));
            // Customers who bought once are the lowest fifth, however many they are.
            Measured frequency = quantile(purchases, i * .2);
            least = Math.max(least + 1, Math.round(frequency.value()));
            parameters.put("frequencyCut" + i, new Measured(least, frequency.count(), null));
            if (base.amounts) {
                parameters.put("monetaryCut" + i, money(quantile(money, i * .2)));
            }
        }
        return parameters;
    }

    /// The reference amounts, and from where on a value or a profit is high: the highest fifth.
    private static void references(Map<String, Measured> parameters, Base base) {
        double sum = 0;
        double squares = 0;
        int buyers = 0;
        for (CustomerAtCut c : base.customers) {
            double margin = c.meanSpend() * base.unitMargin;
            sum += margin;
            squares += margin * margin;
            buyers++;
        }
        if (buyers > 0 && sum > 0) {
            ConfidenceInterval interval = ConfidenceInterval.ofMean(buyers, sum, squares);
            putAmount(parameters, "referenceMargin", new Measured(sum / buyers, buyers, interval));
        }
        putAmount(parameters, "referenceValue", quantile(base.values, .5));
        putAmount(parameters, "clvCut", quantile(base.values, HIGH_SHARE));
        putAmount(
                parameters, "profitCut", quantile(base.quarterSales, HIGH_SHARE).map(s -> s * base.unitMargin));
    }

    /// An amount that others may be shares of is above 0.
    private static void putAmount(Map<String, Measured> parameters, String name, Measured amount) {
        Measured rounded = money(amount);
        if (rounded.value() > 0) {
            parameters.put(name, rounded);
        }
    }

    private static Measured money(Measured amount) {
        return amount.map(a -> Math.round(a * 100) / 100.0);
    }

    private static Measured days(Measured days) {
        return days.map(d -> Math.max(1, (double) Math.round(d)));
    }

    private static double[] sorted(List<CustomerAtCut> customers, ToDoubleFunction<CustomerAtCut> value) {
        return customers.stream().mapToDouble(value).sorted().toArray();
    }

    private static Measured quantile(double[] sorted, double share) {
        return Measured.quantile(sorted.length, i -> sorted[i], share);
    }

    // --- Models -----------------------------------------------------------------------------------------

    private static Map<String, Measured> models(
            Base base,
            BgNbdFit fit,
            Optional<GammaGammaFit> spend,
            Optional<ShiftedBetaGeometricFit> contracts,
            @Nullable HeldOut heldOut,
            Optional<LogOddsFit> calibration,
            int horizonDays) {
        Map<String, Measured> models = new LinkedHashMap<>();
        long n = base.customers.size();
        boolean useful = heldOut != null && heldOut.isModelUseful();
        if (useful && fit instanceof BgNbdFit.Fitted(BgNbd model, double logLikelihood, List<Estimate> estimates)) {
            List<String> names = List.of("bgNbdR", "bgNbdAlpha", "bgNbdA", "bgNbdB");
            for (int i = 0; i < names.size(); i++) {
                models.put(names.get(i), Measured.of(estimates.get(i), n));
            }
            models.put("bgNbdDropsAtOnce", Measured.exact(model.dropsAtOnce() ? 1 : 0, n));
            models.put("modelHorizon", Measured.exact(horizonDays, n));
            calibration.ifPresent(found -> {
                models.put("riskIntercept", found.intercept());
                models.put("riskSlope", found.slope());
            });
            models.put("bgNbdLogLikelihood", Measured.exact(logLikelihood, n));
        }
        spend.ifPresent(found -> {
            List<String> names = List.of("gammaGammaP", "gammaGammaQ", "gammaGammaV");
            for (int i = 0; i < names.size(); i++) {
                models.put(names.get(i), Measured.of(found.estimates().get(i), n));
            }
            models.put("gammaGammaLogLikelihood", Measured.exact(found.logLikelihood(), n));
        });
        contracts.ifPresent(found -> models.putAll(contractModel(base.contracts, found)));
        models.put("modelUnitMargin", Measured.exact(base.unitMargin, n));
        models.put("modelCustomers", Measured.exact(n, n));
        return models;
    }

    /// The model of contracts by name, as the sheet `Model` has it.
    public static Map<String, Measured> contractModel(Contracts contracts, ShiftedBetaGeometricFit fit) {
        Map<String, Measured> model = new LinkedHashMap<>();
        model.put("sbgAlpha", Measured.of(fit.estimates().getFirst(), contracts.customers()));
        model.put("sbgBeta", Measured.of(fit.estimates().getLast(), contracts.customers()));
        return model;
    }
}
