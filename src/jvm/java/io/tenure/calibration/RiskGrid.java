package io.tenure.calibration;

import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.Later;
import io.tenure.model.ConfidenceInterval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The share of customers who bought nothing in a horizon, by days of silence and number of purchases.
///
/// Each cell is drawn to the sum of the effects of its row and column in log odds, with the weight of 20 customers,
/// and then made to rise with silence and to fall with purchases.
///
/// @param cells row by row, by silence, then by purchases
public record RiskGrid(List<Cell> cells) {
    /// As many customers as the sum of effects counts for.
    static final double PRIOR = 20;

    /// @param silenceTo last day of the row; `Integer.MAX_VALUE` for the last row
    /// @param purchasesTo likewise
    /// @param interval of the observed share; null without customers
    /// @param probability of buying nothing
    public record Cell(
            int silenceFrom,
            int silenceTo,
            int purchasesFrom,
            int purchasesTo,
            long customers,
            long lost,
            @Nullable ConfidenceInterval interval,
            double probability) {
        boolean contains(CustomerAtCut c) {
            return c.silence() >= silenceFrom
                    && c.silence() <= silenceTo
                    && c.purchases() >= purchasesFrom
                    && c.purchases() <= purchasesTo;
        }
    }

    /// @param silence last days of the rows but the last one, rising
    /// @param purchases first numbers of the columns, rising from 1
    public static RiskGrid of(
            List<CustomerAtCut> known, List<Later> later, List<Integer> silence, List<Integer> purchases) {
        int rows = silence.size() + 1;
        int columns = purchases.size();
        long[][] totals = new long[rows][columns];
        long[][] lost = new long[rows][columns];
        for (int n = 0; n < known.size(); n++) {
            int row = row(known.get(n), silence);
            int column = column(known.get(n), purchases);
            totals[row][column]++;
            lost[row][column] += later.get(n).boughtAgain() ? 0 : 1;
        }
        double[][] prior = AdditiveFit.of(totals, lost);
        double[][] shrunk = new double[rows][columns];
        double[][] weights = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                shrunk[i][j] = (lost[i][j] + PRIOR * prior[i][j]) / (totals[i][j] + PRIOR);
                weights[i][j] = totals[i][j] + PRIOR;
            }
        }
        double[][] monotone = IsotonicGrid.of(shrunk, weights);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                cells.add(new Cell(
                        i == 0 ? 0 : silence.get(i - 1) + 1,
                        i < silence.size() ? silence.get(i) : Integer.MAX_VALUE,
                        purchases.get(j),
                        j + 1 < columns ? purchases.get(j + 1) - 1 : Integer.MAX_VALUE,
                        totals[i][j],
                        lost[i][j],
                        ConfidenceInterval.ofRate(lost[i][j], totals[i][j]),
                        monotone[i][j]));
            }
        }
        return new RiskGrid(cells);
    }

    private static int row(CustomerAtCut c, List<Integer> silence) {
        int row = 0;
        while (row < silence.size() && c.silence() > silence.get(row)) {
            row++;
        }
        return row;
    }

    private static int column(CustomerAtCut c, List<Integer> purchases) {
        int column = 0;
        while (column + 1 < purchases.size() && c.purchases() >= purchases.get(column + 1)) {
            column++;
        }
        return column;
    }

    /// How many cells a row has.
    public int columns() {
        return (int) cells.stream()
                .filter(cell -> cell.silenceFrom == cells.getFirst().silenceFrom)
                .count();
    }

    /// What the grid says of a customer.
    public double probability(CustomerAtCut c) {
        for (Cell cell : cells) {
            if (cell.contains(c)) {
                return cell.probability;
            }
        }
        throw new IllegalArgumentException("no cell for " + c.purchases() + " purchases");
    }
}
