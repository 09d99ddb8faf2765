package io.tenure.model;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/// Customers who move between states from one period to the next, whatever brought them there.
///
/// Source: Pfeifer and Carraway 2000, "Modeling Customer Relationships as Markov Chains".
///
/// @param probabilities of moving from a state (row) to a state (column) in a period; each row sums to 1
public record MarkovChain(double[][] probabilities) {
    private static final double ROUNDING = 1e-9;

    public MarkovChain {
        for (double[] row : probabilities) {
            boolean valid = row.length == probabilities.length
                    && Math.abs(Arrays.stream(row).sum() - 1) <= ROUNDING
                    && Arrays.stream(row).allMatch(p -> p >= 0 && p <= 1 + ROUNDING);
            if (!valid) {
                throw new IllegalArgumentException("no probabilities: " + Arrays.toString(row));
            }
        }
    }

    /// The chain that was observed. A state that nobody was in is one that nobody leaves.
    ///
    /// @param moves how many moved from a state (row) to a state (column)
    public static MarkovChain of(long[][] moves) {
        double[][] probabilities = new double[moves.length][moves.length];
        for (int i = 0; i < moves.length; i++) {
            long total = Arrays.stream(moves[i]).sum();
            for (int j = 0; j < moves.length; j++) {
                probabilities[i][j] = total == 0 ? (i == j ? 1 : 0) : (double) moves[i][j] / total;
            }
        }
        return new MarkovChain(probabilities);
    }

    private int size() {
        return probabilities.length;
    }

    /// What a customer in each state is worth, from now on for ever: the sum over all periods t, from 0, of `(1 +
    /// d)^-t P^t R`, which is `(I - P / (1 + d))^-1 R`.
    ///
    /// @param rewards of a period that begins in the state, money
    /// @param discountRate per period, above 0
    public double[] values(double[] rewards, double discountRate) {
        if (!(discountRate > 0) || rewards.length != size()) {
            throw new IllegalArgumentException("no value at a discount rate of " + discountRate);
        }
        RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(size())
                .subtract(MatrixUtils.createRealMatrix(probabilities).scalarMultiply(1 / (1 + discountRate)));
        return new LUDecomposition(matrix)
                .getSolver()
                .solve(MatrixUtils.createRealVector(rewards))
                .toArray();
    }

    /// The customers in each state a period later.
    ///
    /// @param customers in each state now
    public double[] next(double[] customers) {
        double[] later = new double[size()];
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                later[j] += customers[i] * probabilities[i][j];
            }
        }
        return later;
    }

    /// The same, but for some of those in some states, who don't move to one group of states but elsewhere: from each
    /// state of the group as many as its part of the move.
    ///
    /// @param to for a state the part of each state in where they move, in sum 1
    /// @param share of those in a state; no more are redirected than move to the group
    public MarkovChain redirected(int[] states, int[] notTo, IntFunction<double[]> to, double share) {
        double[][] rows = probabilities.clone();
        for (int state : states) {
            rows[state] = redirected(probabilities[state], notTo, to.apply(state), share);
        }
        return new MarkovChain(rows);
    }

    private static double[] redirected(double[] row, int[] notTo, double[] to, double share) {
        double leaving = Arrays.stream(notTo).mapToDouble(i -> row[i]).sum();
        double moved = Math.min(share, leaving);
        double[] changed = row.clone();
        for (int i : notTo) {
            changed[i] -= leaving == 0 ? 0 : moved * row[i] / leaving;
        }
        for (int i = 0; i < changed.length; i++) {
            changed[i] = Math.max(0, changed[i]) + moved * to[i];
        }
        return changed;
    }
}
