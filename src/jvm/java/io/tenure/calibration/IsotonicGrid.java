package io.tenure.calibration;

/// The grid nearest to given numbers, by weighted squares, that never falls from row to row nor rises from column
/// to column.
///
/// By Dykstra's alternating projections: each is a regression of one direction that pools neighbours who violate
/// the order.
final class IsotonicGrid {
    private static final int MAX_ROUNDS = 2000;
    private static final double SETTLED = 1e-9;

    private IsotonicGrid() {}

    /// @param weights above 0
    static double[][] of(double[][] values, double[][] weights) {
        int rows = values.length;
        int columns = values[0].length;
        double[][] grid = copy(values);
        double[][] byRows = new double[rows][columns];
        double[][] byColumns = new double[rows][columns];
        for (int round = 0; round < MAX_ROUNDS; round++) {
            double[][] before = copy(grid);
            step(grid, weights, byRows, true);
            step(grid, weights, byColumns, false);
            double moved = 0;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    moved = Math.max(moved, Math.abs(grid[i][j] - before[i][j]));
                }
            }
            if (moved < SETTLED) {
                break;
            }
        }
        // What is left of a violation is far below what is shown.
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                grid[i][j] = Math.max(grid[i][j], i > 0 ? grid[i - 1][j] : grid[i][j]);
            }
            for (int j = 1; j < columns; j++) {
                grid[i][j] = Math.min(grid[i][j], grid[i][j - 1]);
            }
        }
        return grid;
    }

    private static void step(double[][] grid, double[][] weights, double[][] correction, boolean down) {
        int lines = down ? grid[0].length : grid.length;
        int length = down ? grid.length : grid[0].length;
        for (int line = 0; line < lines; line++) {
            double[] values = new double[length];
            double[] weight = new double[length];
            for (int k = 0; k < length; k++) {
                int i = down ? k : line;
                int j = down ? line : length - 1 - k;
                values[k] = grid[i][j] + correction[i][j];
                weight[k] = weights[i][j];
            }
            double[] pooled = rising(values, weight);
            for (int k = 0; k < length; k++) {
                int i = down ? k : line;
                int j = down ? line : length - 1 - k;
                correction[i][j] = values[k] - pooled[k];
                grid[i][j] = pooled[k];
            }
        }
    }

    /// Pools adjacent violators.
    private static double[] rising(double[] values, double[] weights) {
        int n = values.length;
        double[] sums = new double[n];
        double[] masses = new double[n];
        int[] lengths = new int[n];
        int blocks = 0;
        for (int k = 0; k < n; k++) {
            sums[blocks] = values[k] * weights[k];
            masses[blocks] = weights[k];
            lengths[blocks++] = 1;
            while (blocks > 1 && sums[blocks - 2] / masses[blocks - 2] >= sums[blocks - 1] / masses[blocks - 1]) {
                blocks--;
                sums[blocks - 1] += sums[blocks];
                masses[blocks - 1] += masses[blocks];
                lengths[blocks - 1] += lengths[blocks];
            }
        }
        double[] result = new double[n];
        int at = 0;
        for (int b = 0; b < blocks; b++) {
            for (int k = 0; k < lengths[b]; k++) {
                result[at++] = sums[b] / masses[b];
            }
        }
        return result;
    }

    private static double[][] copy(double[][] grid) {
        double[][] copy = new double[grid.length][];
        for (int i = 0; i < grid.length; i++) {
            copy[i] = grid[i].clone();
        }
        return copy;
    }
}
