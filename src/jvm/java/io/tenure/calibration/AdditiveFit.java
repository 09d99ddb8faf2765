package io.tenure.calibration;

import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/// Probabilities of a grid whose log odds are the sum of an effect of the row and one of the column: what a cell
/// with few customers is drawn to.
final class AdditiveFit {
    private static final int MAX_STEPS = 50;
    private static final double RIDGE = .5;

    private AdditiveFit() {}

    /// @param totals customers of each cell
    /// @param counts those to whom it happened
    static double[][] of(long[][] totals, long[][] counts) {
        int rows = totals.length;
        int columns = totals[0].length;
        double[] effects = new double[1 + rows + columns];
        for (int step = 0; step < MAX_STEPS; step++) {
            if (improve(totals, counts, effects) < 1e-9) {
                break;
            }
        }
        double[][] probabilities = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                probabilities[i][j] = probability(effects, i, j, rows);
            }
        }
        return probabilities;
    }

    private static double probability(double[] effects, int row, int column, int rows) {
        return 1 / (1 + Math.exp(-(effects[0] + effects[1 + row] + effects[1 + rows + column])));
    }

    private static double improve(long[][] totals, long[][] counts, double[] effects) {
        int rows = totals.length;
        int k = effects.length;
        double[] gradient = new double[k];
        RealMatrix curvature = MatrixUtils.createRealMatrix(k, k);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < totals[0].length; j++) {
                double p = probability(effects, i, j, rows);
                double off = counts[i][j] - totals[i][j] * p;
                double spread = totals[i][j] * p * (1 - p);
                int[] parts = {0, 1 + i, 1 + rows + j};
                for (int a : parts) {
                    gradient[a] += off;
                    for (int b : parts) {
                        curvature.addToEntry(a, b, spread);
                    }
                }
            }
        }
        for (int a = 0; a < k; a++) {
            double ridge = a == 0 ? 1e-6 : RIDGE;
            gradient[a] -= ridge * effects[a];
            curvature.addToEntry(a, a, ridge);
        }
        double[] step = new CholeskyDecomposition(curvature, 1e-6, 1e-12)
                .getSolver()
                .solve(MatrixUtils.createRealVector(gradient))
                .toArray();
        double largest = 0;
        for (int a = 0; a < k; a++) {
            effects[a] += Math.clamp(step[a], -2, 2);
            largest = Math.max(largest, Math.abs(step[a]));
        }
        return largest;
    }
}
