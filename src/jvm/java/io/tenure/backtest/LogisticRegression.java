package io.tenure.backtest;

import java.util.Optional;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/// A logistic regression, fitted by Newton's method on standardised features: what statistics makes of the same
/// customers without any rules.
final class LogisticRegression {
    private static final int MAX_STEPS = 30;
    private static final double RIDGE = 1e-3;

    private final double[] means;
    private final double[] deviations;
    private final double[] weights;

    private LogisticRegression(double[] means, double[] deviations, double[] weights) {
        this.means = means;
        this.deviations = deviations;
        this.weights = weights;
    }

    /// Empty where the features don't determine the weights, or everybody has the same outcome.
    static Optional<LogisticRegression> fit(double[][] features, boolean[] outcomes) {
        int positives = 0;
        for (boolean outcome : outcomes) {
            positives += outcome ? 1 : 0;
        }
        if (positives == 0 || positives == outcomes.length) {
            return Optional.empty();
        }
        int k = features[0].length;
        double[] means = new double[k];
        double[] deviations = new double[k];
        for (int j = 0; j < k; j++) {
            double sum = 0;
            double squares = 0;
            for (double[] row : features) {
                sum += row[j];
                squares += row[j] * row[j];
            }
            means[j] = sum / features.length;
            double variance = squares / features.length - means[j] * means[j];
            deviations[j] = variance > 1e-12 ? Math.sqrt(variance) : 1;
        }
        var model = new LogisticRegression(means, deviations, new double[k + 1]);
        try {
            for (int step = 0; step < MAX_STEPS; step++) {
                if (model.improve(features, outcomes) < 1e-8) {
                    break;
                }
            }
        } catch (MathRuntimeException _) {
            return Optional.empty();
        }
        return Optional.of(model);
    }

    private double improve(double[][] features, boolean[] outcomes) {
        int k = weights.length;
        double[] gradient = new double[k];
        double[][] curvature = new double[k][k];
        double[] x = new double[k];
        for (int i = 0; i < features.length; i++) {
            standardise(features[i], x);
            double p = probability(x);
            double spread = p * (1 - p);
            double off = (outcomes[i] ? 1 : 0) - p;
            for (int a = 0; a < k; a++) {
                gradient[a] += off * x[a];
                for (int b = 0; b <= a; b++) {
                    curvature[a][b] += spread * x[a] * x[b];
                }
            }
        }
        RealMatrix matrix = MatrixUtils.createRealMatrix(k, k);
        for (int a = 0; a < k; a++) {
            gradient[a] -= RIDGE * weights[a];
            for (int b = 0; b <= a; b++) {
                double value = curvature[a][b] + (a == b ? RIDGE : 0);
                matrix.setEntry(a, b, value);
                matrix.setEntry(b, a, value);
            }
        }
        double[] step = new CholeskyDecomposition(matrix, 1e-6, 1e-12)
                .getSolver()
                .solve(MatrixUtils.createRealVector(gradient))
                .toArray();
        double largest = 0;
        for (int a = 0; a < k; a++) {
            weights[a] += step[a];
            largest = Math.max(largest, Math.abs(step[a]));
        }
        return largest;
    }

    private void standardise(double[] features, double[] x) {
        x[0] = 1;
        for (int j = 0; j < features.length; j++) {
            x[j + 1] = (features[j] - means[j]) / deviations[j];
        }
    }

    private double probability(double[] x) {
        double sum = 0;
        for (int a = 0; a < x.length; a++) {
            sum += weights[a] * x[a];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    double probability(Features features) {
        double[] x = new double[weights.length];
        standardise(features.values(), x);
        return probability(x);
    }

    /// What a regression can know of a customer without rules.
    record Features(double[] values) {
        static Features of(CustomerAtCut c) {
            double gap = c.history().repeats() == 0
                    ? c.history().age()
                    : c.history().last() / c.history().repeats();
            return new Features(new double[] {
                Math.log1p(c.silence()),
                Math.log(c.purchases()),
                Math.log1p(c.history().age()),
                Math.log1p(Math.max(0, c.sales())),
                Math.log1p(c.silence() / Math.max(1, gap)),
                c.history().repeats() == 0 ? 1 : 0,
                Math.log1p(c.recentPurchases()),
                Math.log1p(c.silence()) * Math.log(c.purchases())
            });
        }
    }
}
