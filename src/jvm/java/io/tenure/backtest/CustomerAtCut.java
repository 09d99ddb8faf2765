package io.tenure.backtest;

import io.tenure.model.PurchaseHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was known of a customer on the day of the cut, and what the rules decided from it.
///
/// @param history in days
/// @param sales net sales so far, money
/// @param yearSales net sales of the last 365 days, money
/// @param recentPurchases purchase days in the last 90 days
/// @param rfmSum of the three RFM scores; 0 if unknown
/// @param gapRatio days of silence in usual gaps; NaN if unknown
/// @param stage code of the decided stage
/// @param riskBand code of the decided risk band
/// @param risk decided probability of buying nothing; NaN if unknown
/// @param value decided lifetime value, money; NaN if unknown
/// @param valueAtRisk decided risk x value while active, money; NaN if unknown or the base was not calibrated
/// @param score of the best action, money
/// @param rows the rows that decided stage and risk
public record CustomerAtCut(
        PurchaseHistory history,
        double sales,
        double yearSales,
        int recentPurchases,
        int rfmSum,
        double gapRatio,
        @Nullable String stage,
        @Nullable String riskBand,
        double risk,
        double value,
        double valueAtRisk,
        double score,
        List<DecidingRow> rows) {
    public CustomerAtCut {
        rows = List.copyOf(rows);
    }

    /// A row that decided something about a customer.
    ///
    /// @param outcome the name of what it wrote: `stage` or `riskProbability`
    public record DecidingRow(String workbook, String sheet, int row, String name, String outcome) {}

    /// Days since the last purchase.
    public double silence() {
        return history.age() - history.last();
    }

    /// Mean net sales of a purchase day, money.
    public double meanSpend() {
        return sales / purchases();
    }

    /// Purchase days so far.
    public int purchases() {
        return history.repeats() + 1;
    }
}
