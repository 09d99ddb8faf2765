package io.tenure.calibration;

import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.Later;
import io.tenure.model.ConfidenceInterval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The share of customers who bought nothing in a horizon, by days of silence, by number of purchases, and perhaps by
/// what they usually spend.
///
/// Each cell is drawn to the sum of the effects of its row, its column and its spend in log odds, with the weight
/// of 20 customers, and then made to rise with silence and to fall with purchases.
///
/// @param cells row by row, by silence, then by purchases; those of any spend come first
/// @param columns how many cells a row has
/// @param typicalSpend mean net sales of a purchase that half of the customers reach, money; NaN where customers
///     aren't told apart by it
public record RiskGrid(List<Cell> cells, int columns, double typicalSpend) {
    /// As many customers as the sum of effects counts for.
    static final double PRIOR = 20;

    /// What a customer usually spends on a purchase.
    public enum Spend {
        ANY,
        BELOW_TYPICAL,
        TYPICAL_OR_MORE
    }

    /// @param silenceTo last day of the row; `Integer.MAX_VALUE` for the last row
    /// @param purchasesTo likewise
    /// @param interval of the observed share; null without customers
    /// @param probability of buying nothing
    public record Cell(
            Spend spend,
            int silenceFrom,
            int silenceTo,
            int purchasesFrom,
            int purchasesTo,
            long customers,
            long lost,
            @Nullable ConfidenceInterval interval,
            double probability) {
        private boolean contains(CustomerAtCut c, Spend ofCustomer) {
            return spend == ofCustomer
                    && c.silence() >= silenceFrom
                    && c.silence() <= silenceTo
                    && c.purchases() >= purchasesFrom
                    && c.purchases() <= purchasesTo;
        }
    }

    /// The customers on whom a grid is measured.
    private record Measurement(
            List<CustomerAtCut> known, List<Later> later, List<Integer> silence, List<Integer> purchases) {
        private int row(CustomerAtCut c) {
            int row = 0;
            while (row < silence.size() && c.silence() > silence.get(row)) {
                row++;
            }
            return row;
        }

        private int column(CustomerAtCut c) {
            int column = 0;
            while (column + 1 < purchases.size() && c.purchases() >= purchases.get(column + 1)) {
                column++;
            }
            return column;
        }

        /// @param typicalSpend that tells customers apart; NaN for none
        private List<Cell> cells(double typicalSpend) {
            int rows = silence.size() + 1;
            int columns = purchases.size();
            List<Spend> spends = Double.isNaN(typicalSpend)
                    ? List.of(Spend.ANY)
                    : List.of(Spend.BELOW_TYPICAL, Spend.TYPICAL_OR_MORE);
            long[] totals = new long[spends.size() * rows * columns];
            long[] lost = new long[totals.length];
            for (int n = 0; n < known.size(); n++) {
                CustomerAtCut c = known.get(n);
                int spend = spends.indexOf(spend(c, typicalSpend));
                int cell = (spend * rows + row(c)) * columns + column(c);
                totals[cell]++;
                lost[cell] += later.get(n).boughtAgain() ? 0 : 1;
            }
            double[] prior = AdditiveFit.of(new int[] {spends.size(), rows, columns}, totals, lost);
            List<Cell> cells = new ArrayList<>();
            for (int spend = 0; spend < spends.size(); spend++) {
                int first = spend * rows * columns;
                double[][] shrunk = new double[rows][columns];
                double[][] weights = new double[rows][columns];
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        int cell = first + i * columns + j;
                        shrunk[i][j] = (lost[cell] + PRIOR * prior[cell]) / (totals[cell] + PRIOR);
                        weights[i][j] = totals[cell] + PRIOR;
                    }
                }
                double[][] monotone = IsotonicGrid.of(shrunk, weights);
                for (int i = 0; i < rows; i++) {
                    for (int j = 0; j < columns; j++) {
                        int cell = first + i * columns + j;
                        cells.add(cell(spends.get(spend), i, j, totals[cell], lost[cell], monotone[i][j]));
                    }
                }
            }
            return cells;
        }

        private Cell cell(Spend spend, int i, int j, long customers, long lost, double probability) {
            return new Cell(
                    spend,
                    i == 0 ? 0 : silence.get(i - 1) + 1,
                    i < silence.size() ? silence.get(i) : Integer.MAX_VALUE,
                    purchases.get(j),
                    j + 1 < purchases.size() ? purchases.get(j + 1) - 1 : Integer.MAX_VALUE,
                    customers,
                    lost,
                    ConfidenceInterval.ofRate(lost, customers),
                    probability);
        }
    }

    /// @param silence last days of the rows but the last one, rising
    /// @param purchases first numbers of the columns, rising from 1
    /// @param bySpend whether customers who spend much are told apart; there are then also cells for customers of
    ///     whom it isn't known
    public static RiskGrid of(
            List<CustomerAtCut> known,
            List<Later> later,
            List<Integer> silence,
            List<Integer> purchases,
            boolean bySpend) {
        var measurement = new Measurement(known, later, silence, purchases);
        List<Cell> cells = new ArrayList<>(measurement.cells(Double.NaN));
        double typicalSpend = bySpend ? typicalSpend(known) : Double.NaN;
        if (bySpend) {
            cells.addAll(measurement.cells(typicalSpend));
        }
        return new RiskGrid(cells, purchases.size(), typicalSpend);
    }

    /// The median, in whole cents.
    private static double typicalSpend(List<CustomerAtCut> known) {
        double[] spend =
                known.stream().mapToDouble(CustomerAtCut::meanSpend).sorted().toArray();
        return Math.round(
                        100 * Measured.quantile(spend.length, i -> spend[i], .5).value())
                / 100.0;
    }

    private static Spend spend(CustomerAtCut c, double typicalSpend) {
        if (Double.isNaN(typicalSpend)) {
            return Spend.ANY;
        }
        return c.meanSpend() < typicalSpend ? Spend.BELOW_TYPICAL : Spend.TYPICAL_OR_MORE;
    }

    public boolean isBySpend() {
        return !Double.isNaN(typicalSpend);
    }

    /// The same grid without the spend of customers.
    RiskGrid plain() {
        return new RiskGrid(cells(Spend.ANY), columns, Double.NaN);
    }

    /// The cells for a customer's usual spend.
    public List<Cell> cells(Spend spend) {
        return cells.stream().filter(cell -> cell.spend == spend).toList();
    }

    /// What the grid says of a customer.
    public double probability(CustomerAtCut c) {
        Spend spend = spend(c, typicalSpend);
        for (Cell cell : cells) {
            if (cell.contains(c, spend)) {
                return cell.probability;
            }
        }
        throw new IllegalArgumentException("no cell for " + c.purchases() + " purchases");
    }
}
