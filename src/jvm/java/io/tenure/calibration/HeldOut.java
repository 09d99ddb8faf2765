package io.tenure.calibration;

import io.tenure.backtest.Auc;
import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.CustomerModels;
import io.tenure.backtest.Later;
import io.tenure.model.BgNbd;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the table and the model do on what they were not measured on: the last horizon, by what was known before it;
/// or, where the log is too short for that, half of the customers, by the other half.
///
/// @param isLater whether it is a later time, not other customers
/// @param tableAuc of the table, which tells customers apart by their usual spend where that does better
/// @param spendBrier Brier score of a table that does; NaN where amounts are unknown
/// @param plainBrier Brier score of a table that doesn't
/// @param modelAuc NaN where no model could be fitted; likewise its Brier score
/// @param baseBrier Brier score of telling everybody the base rate
public record HeldOut(
        int customers,
        boolean isLater,
        double tableAuc,
        ConfidenceInterval tableInterval,
        double spendBrier,
        double plainBrier,
        double modelAuc,
        double modelBrier,
        double baseBrier) {
    private static final double NO_SIGNAL = .52;

    public boolean hasModel() {
        return !Double.isNaN(modelBrier);
    }

    /// Whether the table does better where it tells customers apart by what they usually spend.
    public boolean isBySpend() {
        return spendBrier < plainBrier;
    }

    public double tableBrier() {
        return isBySpend() ? spendBrier : plainBrier;
    }

    public boolean isModelBetter() {
        return modelBrier < tableBrier();
    }

    /// Whether the model tells more than the base rate does.
    public boolean isModelUseful() {
        return modelBrier < baseBrier;
    }

    /// Whether neither the table nor the model tells who will leave.
    public boolean isWithoutSignal() {
        boolean table = tableAuc < NO_SIGNAL || tableInterval.low() <= .5;
        return table && (Double.isNaN(modelAuc) || modelAuc < NO_SIGNAL || tableInterval.contains(modelAuc));
    }

    /// Customers of a day, and what they did in the horizon after it.
    ///
    /// @param later in the order of `known`
    public record Period(List<CustomerAtCut> known, List<Later> later) {
        boolean hasBothOutcomes() {
            long bought = later.stream().filter(Later::boughtAgain).count();
            return bought > 0 && bought < known.size();
        }

        private Period half(int which) {
            List<CustomerAtCut> halfKnown = new ArrayList<>();
            List<Later> halfLater = new ArrayList<>();
            for (int i = which; i < known.size(); i += 2) {
                halfKnown.add(known.get(i));
                halfLater.add(later.get(i));
            }
            return new Period(halfKnown, halfLater);
        }
    }

    /// @param last the customers a horizon before the end
    /// @param earlier those a horizon before that; may be too few
    /// @param silence last days of the rows of the table
    /// @param amounts whether the amounts of purchases are known
    /// @return null where all held out had the same outcome
    static @Nullable HeldOut of(
            Period last,
            Period earlier,
            List<Integer> silence,
            List<Integer> purchases,
            boolean amounts,
            int horizonDays) {
        boolean later = earlier.known.size() >= Calibration.MIN_CUSTOMERS && earlier.hasBothOutcomes();
        Period measured = later ? earlier : last.half(0);
        Period held = later ? last : last.half(1);
        if (!held.hasBothOutcomes()) {
            return null;
        }
        boolean[] lost = Later.lost(held.later);
        RiskGrid grid = RiskGrid.of(measured.known, measured.later, silence, purchases, amounts);
        double[] plain = tableRisk(grid.plain(), held);
        double[] bySpend = amounts ? tableRisk(grid, held) : new double[0];
        double plainBrier = brier(plain, lost);
        double spendBrier = amounts ? brier(bySpend, lost) : Double.NaN;
        double[] model = later
                ? laterRisk(earlier, last, horizonDays)
                : risk(CustomerModels.likelierPurchases(measured.known), held.known, horizonDays);
        boolean fitted = model.length > 0;
        Auc auc = Auc.of(spendBrier < plainBrier ? bySpend : plain, lost);
        double rate = held.later.stream().filter(l -> !l.boughtAgain()).count() / (double) lost.length;
        return new HeldOut(
                held.known.size(),
                later,
                auc.value(),
                auc.interval(),
                spendBrier,
                plainBrier,
                fitted ? Auc.of(model, lost).value() : Double.NaN,
                fitted ? brier(model, lost) : Double.NaN,
                rate * (1 - rate));
    }

    private static double[] tableRisk(RiskGrid grid, Period held) {
        return held.known.stream().mapToDouble(grid::probability).toArray();
    }

    /// What the model says of the last horizon by what was known before it: fitted to its first day, and calibrated
    /// on the horizon before.
    private static double[] laterRisk(Period earlier, Period last, int horizonDays) {
        double[] risk = risk(CustomerModels.likelierPurchases(last.known), last.known, horizonDays);
        return fit(earlier, horizonDays)
                .map(fit -> Arrays.stream(risk).map(fit.calibration()::apply).toArray())
                .orElse(risk);
    }

    /// The calibration of the model that was fitted on the first day of a period by what customers did in it; empty
    /// without such a model, or where it had less than two horizons to learn from. How it extends a log that is
    /// hardly longer than the horizon says nothing about how it extends a long one.
    static Optional<LogOddsFit> fit(Period period, int horizonDays) {
        double longest =
                period.known.stream().mapToDouble(c -> c.history().age()).max().orElse(0);
        if (longest < 2.0 * horizonDays) {
            return Optional.empty();
        }
        double[] said = risk(CustomerModels.likelierPurchases(period.known), period.known, horizonDays);
        return said.length == 0 ? Optional.empty() : Optional.of(LogOddsFit.of(said, Later.lost(period.later)));
    }

    /// Empty without a model that shows dropout.
    private static double[] risk(BgNbdFit fit, List<CustomerAtCut> held, int horizonDays) {
        return fit instanceof BgNbdFit.Fitted(BgNbd model, var _, var _)
                ? held.stream()
                        .mapToDouble(c -> model.inactiveProbability(c.history(), horizonDays))
                        .toArray()
                : new double[0];
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
