package io.tenure.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/// The parameters, all above 0, under which data are most likely; found on the scale of their logarithms.
///
/// @param parameters at the maximum
/// @param estimates the parameters with their intervals; empty where the likelihood is flat in some direction, so
///     that the data don't determine them
record MaximumLikelihood(double[] parameters, double logLikelihood, Optional<List<Estimate>> estimates) {
    private static final int MAX_EVALUATIONS = 3000;
    private static final double TOLERANCE = 1e-10;
    private static final double STEP = 1e-3;

    /// A parameter of e^9 or e^-9 is one that runs away.
    private static final double RUNAWAY = 9;

    /// @param logLikelihood of parameters, in the order of `start`
    static MaximumLikelihood of(ToDoubleFunction<double[]> logLikelihood, double... start) {
        double[] logs = Arrays.stream(start).map(Math::log).toArray();
        double best = Double.NEGATIVE_INFINITY;
        // A simplex may shrink too early; started again at its end, it goes on.
        for (int i = 0; i < 5; i++) {
            PointValuePair optimum;
            try {
                optimum = new SimplexOptimizer(TOLERANCE, 1e-8)
                        .optimize(
                                new MaxEval(MAX_EVALUATIONS),
                                new ObjectiveFunction(point -> bounded(logLikelihood, point)),
                                GoalType.MAXIMIZE,
                                new InitialGuess(logs),
                                new NelderMeadSimplex(logs.length, .3));
            } catch (MathIllegalStateException _) {
                // It wanders along a ridge that has no highest point.
                return new MaximumLikelihood(parameters(logs), best, Optional.empty());
            }
            logs = optimum.getPoint();
            boolean settled = optimum.getValue() - best < 1e-6;
            best = optimum.getValue();
            if (settled) {
                break;
            }
        }
        return new MaximumLikelihood(parameters(logs), best, estimates(logLikelihood, logs));
    }

    private static double[] parameters(double[] logs) {
        return Arrays.stream(logs).map(Math::exp).toArray();
    }

    private static double bounded(ToDoubleFunction<double[]> logLikelihood, double[] logs) {
        for (double log : logs) {
            if (Math.abs(log) > 2 * RUNAWAY) {
                return -Double.MAX_VALUE;
            }
        }
        double value =
                logLikelihood.applyAsDouble(Arrays.stream(logs).map(Math::exp).toArray());
        return Double.isFinite(value) ? value : -Double.MAX_VALUE;
    }

    private static Optional<List<Estimate>> estimates(ToDoubleFunction<double[]> logLikelihood, double[] logs) {
        if (Arrays.stream(logs).anyMatch(log -> Math.abs(log) > RUNAWAY)) {
            return Optional.empty();
        }
        int n = logs.length;
        RealMatrix information = MatrixUtils.createRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double curvature = (shifted(logLikelihood, logs, i, j, STEP, STEP)
                                - shifted(logLikelihood, logs, i, j, STEP, -STEP)
                                - shifted(logLikelihood, logs, i, j, -STEP, STEP)
                                + shifted(logLikelihood, logs, i, j, -STEP, -STEP))
                        / (4 * STEP * STEP);
                information.setEntry(i, j, -curvature);
                information.setEntry(j, i, -curvature);
            }
        }
        try {
            RealMatrix covariance = new CholeskyDecomposition(information, 1e-6, 1e-9)
                    .getSolver()
                    .getInverse();
            return Optional.of(IntStream.range(0, n)
                    .mapToObj(i -> {
                        ConfidenceInterval log =
                                ConfidenceInterval.around(logs[i], Math.sqrt(covariance.getEntry(i, i)));
                        return new Estimate(Math.exp(logs[i]), Math.exp(log.low()), Math.exp(log.high()));
                    })
                    .toList());
        } catch (MathRuntimeException _) {
            return Optional.empty();
        }
    }

    private static double shifted(
            ToDoubleFunction<double[]> logLikelihood, double[] logs, int i, int j, double by, double alsoBy) {
        double[] point = logs.clone();
        point[i] += by;
        point[j] += alsoBy;
        return bounded(logLikelihood, point);
    }
}
