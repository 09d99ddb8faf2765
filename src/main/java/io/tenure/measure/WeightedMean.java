package io.tenure.measure;

import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A weighted mean of parts from 0 to 100, some of which may be unknown.
///
/// Unknown parts are ignored and the weights of the others scaled up; the share of the known weights is the
/// completeness of the score. If nothing is known, or too little, the score is unknown.
final class WeightedMean {
    private static final Text ALL_WEIGHTS_0 = Message.of("measure.weighted-mean.all-weights-0");

    private final double[] weights;
    private final double total;
    private final @Nullable MissingInputs inputs;
    private final double leastKnown;

    private WeightedMean(double[] weights, @Nullable MissingInputs inputs, double leastKnown) {
        this.weights = weights;
        this.inputs = inputs;
        this.leastKnown = leastKnown;
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        this.total = sum;
    }

    /// @param names the parameters that hold the weights
    /// @param inputs the names of the parts, in the same order
    static WeightedMean of(Parameters parameters, List<String> names, List<String> inputs) {
        return of(parameters, names, inputs, 0);
    }

    /// @param leastKnown share of the weights, 0 to 1, below which the score is unknown
    static WeightedMean of(Parameters parameters, List<String> names, List<String> inputs, double leastKnown) {
        double[] weights = new double[names.size()];
        List<String> weighing = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = parameters.get(names.get(i));
            if (weights[i] > 0) {
                weighing.add(inputs.get(i));
            }
        }
        return new WeightedMean(weights, weighing.isEmpty() ? null : MissingInputs.of(weighing), leastKnown);
    }

    void score(MeasureContext context, int index, @Nullable Double... parts) {
        scoreWithAssumption(context, index, null, parts);
    }

    /// @param assumed the assumption that the score depends on; null for none
    void scoreWithAssumption(MeasureContext context, int index, @Nullable Text assumed, @Nullable Double... parts) {
        double sum = 0;
        double known = 0;
        for (int i = 0; i < weights.length; i++) {
            Double part = parts[i];
            if (part != null) {
                sum += weights[i] * part;
                known += weights[i];
            }
        }
        double share = known / total;
        if (known > 0 && share < leastKnown) {
            context.setMissing(
                    index, Message.of("measure.weighted-mean.too-little", "known", share, "least", leastKnown));
            context.setCompleteness(index, share);
        } else if (known > 0) {
            context.set(index, LinearScale.clamp(sum / known), assumed);
            context.setCompleteness(index, share);
        } else {
            context.setMissing(index, inputs == null ? ALL_WEIGHTS_0 : inputs.all());
            context.setCompleteness(index, 0);
        }
    }
}
