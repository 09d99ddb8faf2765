package io.tenure.calibration;

import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/// Probabilities of a table whose log odds are the sum of an effect of each of its factors, such as the row and the
/// column: what a cell with few customers is drawn to.
final class AdditiveFit {
    private static final int MAX_STEPS = 50;
    private static final double RIDGE = .5;

    private AdditiveFit() {}

    /// @param levels how many levels each factor has
    /// @param totals customers of each cell; the levels of the last factor follow each other
    /// @param counts those to whom it happened
    static double[] of(int[] levels, long[] totals, long[] counts) {
        int[][] parts = new int[totals.length][];
        int effects = 1;
        for (int n : levels) {
            effects += n;
        }
        for (int cell = 0; cell < totals.length; cell++) {
            parts[cell] = parts(levels, cell, effects);
        }
        double[] fitted = new double[effects];
        for (int step = 0; step < MAX_STEPS; step++) {
            if (improve(parts, totals, counts, fitted) < 1e-9) {
                break;
            }
        }
        double[] probabilities = new double[totals.length];
        for (int cell = 0; cell < totals.length; cell++) {
            probabilities[cell] = probability(fitted, parts[cell]);
        }
        return probabilities;
    }

    /// The places of the effects that a cell has, among those of all: the first is everybody's.
    private static int[] parts(int[] levels, int cell, int effects) {
        int[] parts = new int[levels.length + 1];
        int rest = cell;
        int end = effects;
        for (int factor = levels.length - 1; factor >= 0; factor--) {
            end -= levels[factor];
            parts[factor + 1] = end + rest % levels[factor];
            rest /= levels[factor];
        }
        return parts;
    }

    private static double probability(double[] effects, int[] parts) {
        double odds = 0;
        for (int part : parts) {
            odds += effects[part];
        }
        return 1 / (1 + Math.exp(-odds));
    }

    private static double improve(int[][] parts, long[] totals, long[] counts, double[] effects) {
        int k = effects.length;
        double[] gradient = new double[k];
        RealMatrix curvature = MatrixUtils.createRealMatrix(k, k);
        for (int cell = 0; cell < totals.length; cell++) {
            double p = probability(effects, parts[cell]);
            double off = counts[cell] - totals[cell] * p;
            double spread = totals[cell] * p * (1 - p);
            for (int a : parts[cell]) {
                gradient[a] += off;
                for (int b : parts[cell]) {
                    curvature.addToEntry(a, b, spread);
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
