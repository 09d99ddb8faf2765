package io.tenure.backtest;

import io.tenure.backtest.CustomerAtCut.DecidingRow;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.Rate;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the backtest of one cut found.
///
/// @param laterSales net sales of all customers in the horizon, money
/// @param fit the model of purchases as fitted on what was known at the cut
/// @param risk the risk as decided, first, and the scores that it is compared with
/// @param bands what each risk band said, and what happened
/// @param cells what each row of a risk table said, and what happened
/// @param brier null where no risk was decided
/// @param reached which share of the lost sales the top 10 % of each ranking reaches
/// @param lifetime which share of later sales the top 10 % of each ranking brings
/// @param totals null where no model could be fitted
/// @param withoutSignal whether no score tells who will leave
public record CutReport(
        LocalDate cut,
        int horizonDays,
        int customers,
        Rate boughtAgain,
        double laterSales,
        BgNbdFit fit,
        List<StageResult> stages,
        List<StageStep> steps,
        List<RiskScore> risk,
        List<Group> bands,
        List<Group> cells,
        @Nullable Brier brier,
        List<Reached> reached,
        List<Reached> lifetime,
        @Nullable Totals totals,
        List<RowResult> rows,
        boolean withoutSignal) {
    /// Names of scores and rankings.
    public static final String RISK = "risk";

    public static final String BG_NBD = "bg-nbd";
    public static final String ORACLE = "oracle";

    /// The ranking by the decided risk times the value while active.
    public static final String VALUE_AT_RISK = "value-at-risk";

    /// How far an observed rate may be from what was said.
    private static final double TOLERANCE = .05;

    /// An AUC that is lower by no more is as good, for what a business can tell.
    private static final double CLOSE_AUC = .01;

    /// @param sales mean net sales of a customer in the horizon, money
    /// @param salesInterval null for a single customer
    public record StageResult(
            String stage,
            Rate bought,
            double sales,
            @Nullable ConfidenceInterval salesInterval) {}

    /// @param difference of the shares that bought again, later stage minus earlier
    public record StageStep(String earlier, String later, double difference, ConfidenceInterval interval) {
        public boolean isCertain() {
            return interval.low() > 0;
        }

        /// Whether the later stage surely buys less often than the earlier one. A fall within the interval is noise.
        public boolean isReversed() {
            return interval.high() < 0;
        }
    }

    /// @param lift how many times the base rate the top 10 % has
    /// @param riskIsBetterBy the 95 % interval of how much higher the AUC of the decided risk is; null for itself
    public record RiskScore(
            String name,
            double auc,
            ConfidenceInterval interval,
            double lift,
            @Nullable ConfidenceInterval riskIsBetterBy) {}

    /// @param said mean probability of buying nothing, as decided
    /// @param lost share that bought nothing
    public record Group(String name, double said, Rate lost) {
        /// Whether what was said is true within the tolerance, or can't be told from the truth.
        public boolean holds() {
            return Math.abs(lost.rate() - said) <= TOLERANCE || lost.interval().contains(said);
        }
    }

    /// @param score mean squared difference of probability and outcome; lower is better
    /// @param ofBaseRate the same, had everybody been told the base rate
    /// @param difference the 95 % interval of score minus base rate
    public record Brier(double score, double ofBaseRate, ConfidenceInterval difference, long customers) {}

    public record Reached(String ranking, double share, ConfidenceInterval interval) {}

    /// Forecasts of the fitted model, and what happened.
    public record Totals(double expectedPurchases, long purchases, double expectedSales, double sales) {}

    /// @param stage of a row that decides stages; null for others
    /// @param said mean probability of buying nothing by a row that decides it; NaN for others
    /// @param sales mean net sales of a customer in the horizon, money
    /// @param buysLike the stage that its customers rather behave like; null if their own
    public record RowResult(
            DecidingRow row,
            @Nullable String stage,
            double said,
            Rate bought,
            double sales,
            @Nullable String buysLike) {}

    /// Whether no stage surely buys less often than the one before.
    public boolean stageOrderHolds() {
        return steps.stream().noneMatch(StageStep::isReversed);
    }

    /// The steps that don't show that the later stage buys more often: no more than noise tells them from a fall.
    public List<StageStep> uncertainSteps() {
        return steps.stream()
                .filter(step -> !step.isCertain() && !step.isReversed())
                .toList();
    }

    /// The best score beside the decided risk.
    public Optional<RiskScore> bestOther() {
        return risk.stream().filter(score -> !score.name.equals(RISK)).max(Comparator.comparingDouble(RiskScore::auc));
    }

    /// Whether the decided risk orders customers as well as the best other score, within .01.
    public boolean riskOrdersWell() {
        return bestOther()
                .map(best -> risk.getFirst().auc >= best.auc - CLOSE_AUC)
                .orElse(true);
    }

    public boolean bandsHold() {
        return bands.stream().allMatch(Group::holds);
    }

    /// What a ranking reaches, if it is among those compared.
    public Optional<Reached> reach(String ranking) {
        return reached.stream().filter(r -> r.ranking.equals(ranking)).findFirst();
    }

    /// The ranking, the oracle aside, that reaches most.
    public Optional<Reached> bestReach() {
        return reached.stream().filter(r -> !r.ranking.equals(ORACLE)).max(Comparator.comparingDouble(Reached::share));
    }
}
