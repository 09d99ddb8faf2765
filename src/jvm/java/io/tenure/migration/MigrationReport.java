package io.tenure.migration;

import io.tenure.model.ConfidenceInterval;
import io.tenure.model.Rate;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What moved between stages, what a stage is worth, and how many customers each will have.
///
/// Intervals of shares are Wilson's; those of money leave out one of 50 groups of customers at a time, and are null
/// for less than 100 customers.
///
/// @param periodDays length of a period
/// @param discountRate per year
/// @param counts customers by stage on each day
/// @param moves in all periods
/// @param periods the moves in each period
/// @param values of the stages, in the order of the stages
/// @param silent what a customer in decline is worth, by how long they have been silent
/// @param equity what all customers of the last day are worth from then on, money
/// @param levers what one point is worth; without those who can't be redirected
/// @param retention what it is worth if one point less of the customers of each other stage declines, or as many as
///     do; null where none does
/// @param forecast those of the customers of the last day who will be in each stage
/// @param tests of forecasts made in the past, by how many periods ahead; empty for less than three periods
public record MigrationReport(
        int customers,
        int periodDays,
        double discountRate,
        List<StageCounts> counts,
        List<Move> moves,
        List<PeriodMoves> periods,
        List<StageValue> values,
        List<SilentValue> silent,
        Amount equity,
        List<Lever> levers,
        @Nullable Amount retention,
        List<StageCounts> forecast,
        List<ForecastTest> tests) {
    /// The stage that customers should be kept from.
    public static final String DECLINE = "DECLINE";

    /// A customer count for each stage that occurs.
    public record StageCounts(LocalDate day, List<StageCount> stages) {}

    /// @param customers whole numbers, unless expected
    public record StageCount(String stage, double customers) {}

    /// @param rate of the customers who were in `from`
    public record Move(String from, String to, Rate rate) {}

    public record PeriodMoves(LocalDate start, LocalDate end, List<Move> moves) {}

    public record Amount(double value, @Nullable ConfidenceInterval interval) {}

    /// @param customers on the last day
    /// @param money of a customer in a period that begins in the stage
    /// @param value of a customer from now on
    /// @param total of all customers on the last day
    /// @param stayDays expected days until the stage is left; null where nobody left
    /// @param stayInterval null where its upper end is infinite
    public record StageValue(
            String stage,
            long customers,
            Amount money,
            Amount value,
            double total,
            @Nullable Double stayDays,
            @Nullable ConfidenceInterval stayInterval) {}

    /// @param periods whole periods since the last purchase
    /// @param orLonger whether longer silences are counted here too
    /// @param customers on the last day
    public record SilentValue(int periods, boolean orLonger, long customers, Amount value) {}

    /// What it is worth to all customers if, in each period, one in a hundred of those in a stage who would stay
    /// moves to another one.
    public record Lever(String from, String to, Amount worth) {}

    /// How far forecasts were off: the sum over stages of the differences, as a share of all customers.
    ///
    /// @param forecasts made so far ahead
    /// @param error of the chain, fitted to what was known
    /// @param errorOfNoChange of saying that nothing changes
    /// @param moneyError of the money of the last of these periods, expected minus observed as a share of the
    ///     observed; null where there was none
    public record ForecastTest(
            int periodsAhead,
            int forecasts,
            double error,
            double errorOfNoChange,
            @Nullable Double moneyError) {
        public boolean isBetter() {
            return error < errorOfNoChange;
        }
    }
}
