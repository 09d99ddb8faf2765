package io.tenure.measure;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A score: the weighted mean of its indicators, each from 0 to 100, of which some may be unknown.
///
/// Unknown indicators are ignored and the weights of the others scaled up; the share of the known weights is the
/// completeness of the score. If nothing is known, or too little, the score is unknown.
final class IndicatorScore implements Formula {
    private static final Text NO_INDICATORS = Message.of("measure.indicator-score.no-indicators");

    private final int score;
    private final Indicator[] indicators;
    private final double total;
    private final double leastKnown;
    private final int fewKnown;
    private final @Nullable Text few;
    private final Text nothingKnown;

    private IndicatorScore(
            String score, List<Indicator> indicators, double leastKnown, int fewKnown, @Nullable Text few) {
        this.score = MeasureContext.index(score);
        this.indicators = indicators.toArray(Indicator[]::new);
        this.total = indicators.stream().mapToDouble(Indicator::weight).sum();
        this.leastKnown = leastKnown;
        this.fewKnown = fewKnown;
        this.few = few;
        List<Text> weighing = new ArrayList<>();
        for (Indicator indicator : indicators) {
            if (indicator.weight() > 0) {
                weighing.add(indicator.source().label());
            }
        }
        this.nothingKnown = weighing.isEmpty() ? NO_INDICATORS : MissingInputs.sentence(weighing);
    }

    /// @param leastKnown share of the weights, 0 to 1, below which the score is unknown
    static IndicatorScore of(String score, Indicators indicators, double leastKnown) {
        return new IndicatorScore(score, indicators.of(score), leastKnown, 0, null);
    }

    /// @param fewKnown number of known indicators below which the score carries a remark
    static IndicatorScore of(String score, Indicators indicators, int fewKnown, Text few) {
        return new IndicatorScore(score, indicators.of(score), 0, fewKnown, few);
    }

    @Override
    public int[] measures() {
        return new int[] {score};
    }

    @Override
    public void apply(MeasureContext context) {
        double sum = 0;
        double known = 0;
        int count = 0;
        for (Indicator indicator : indicators) {
            Double points = indicator.points(context);
            if (points != null) {
                sum += indicator.weight() * points;
                known += indicator.weight();
                count++;
                if (!context.isGiven(score)) {
                    context.useReference(indicator.reference());
                }
            }
        }
        double share = known / total;
        if (known > 0 && share < leastKnown) {
            context.setMissing(
                    score, Message.of("measure.indicator-score.too-little", "known", share, "least", leastKnown));
            context.setCompleteness(score, share);
        } else if (known > 0) {
            context.set(score, LinearScale.clamp(sum / known), count < fewKnown ? few : null);
            context.setCompleteness(score, share);
        } else {
            context.setMissing(score, nothingKnown);
            context.setCompleteness(score, 0);
        }
    }
}
