package io.tenure.measure;

import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A weighted mean of parts from 0 to 100, some of which may be unknown.
///
/// Unknown parts drop out and the weights of the others are scaled up; the share of the weights that was
/// known is the score's completeness. With nothing known the score is unknown, too.
final class WeightedMean {
    private final double[] weights;
    private final double total;
    private final Text allMissing;

    private WeightedMean(double[] weights, Text nothingKnown) {
        this.weights = weights;
        this.allMissing = nothingKnown;
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        this.total = sum;
    }

    /// @param names the parameters that hold the weights
    /// @param inputs the names of the parts, in the same order
    static WeightedMean of(Parameters parameters, List<String> names, List<String> inputs) {
        double[] weights = new double[names.size()];
        List<String> weighing = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = parameters.get(names.get(i));
            if (weights[i] > 0) {
                weighing.add(inputs.get(i));
            }
        }
        return new WeightedMean(
                weights,
                weighing.isEmpty()
                        ? Message.of("measure.weighted-mean.all-weights-0")
                        : MissingInputs.unknownText(weighing));
    }

    void score(MeasureContext context, int index, @Nullable Double... parts) {
        scoreWithAssumption(context, index, null, parts);
    }

    /// @param assumed what the score takes for granted; null for nothing
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
        if (known > 0) {
            context.set(index, LinearScale.clamp(sum / known), assumed);
            context.setCompleteness(index, known / total);
        } else {
            context.setMissing(index, allMissing);
            context.setCompleteness(index, 0);
        }
    }
}
