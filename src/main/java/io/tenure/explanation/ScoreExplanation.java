package io.tenure.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.input.JsonOutput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.measure.Indicator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How a score came from its indicators: the mean of their points, weighted.
///
/// @param value null where it is unknown: nothing of it is known, or too little
/// @param completeness share, 0 to 1, of the weights of which the values are known; null for a score that the caller
///     gave
/// @param indicators in the order of the sheet `Indicators`
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ExplainedScore", description = "How a score came from its indicators: the parts add up to the value")
public record ScoreExplanation(
        String score,
        String label,
        @Nullable Double value,
        @Nullable Double completeness,
        List<IndicatorExplanation> indicators) {
    public ScoreExplanation {
        indicators = List.copyOf(indicators);
    }

    /// @param score the measure
    /// @param all its indicators
    static ScoreExplanation of(Field score, List<Indicator> all, DecisionResult result, Locale locale) {
        Double value = (Double) result.measures().value(score.index());
        Double completeness = result.measures().completeness().get(score.name());
        double known = all.stream()
                .filter(indicator -> indicator.points(result.customer(), result.measures()) != null)
                .mapToDouble(Indicator::weight)
                .sum();
        List<IndicatorExplanation> views = new ArrayList<>();
        for (Indicator indicator : all) {
            Double points = indicator.points(result.customer(), result.measures());
            views.add(new IndicatorExplanation(
                    indicator.name(),
                    indicator.source().name(),
                    indicator.source().label().in(locale),
                    ConditionExplanation.json(indicator.value(result.customer(), result.measures())),
                    rounded(points),
                    JsonOutput.rounded(indicator.weight()),
                    points == null || value == null || completeness == null || known == 0
                            ? null
                            : rounded(indicator.weight() / known * points)));
        }
        return new ScoreExplanation(
                score.name(), score.label().in(locale), rounded(value), rounded(completeness), views);
    }

    private static @Nullable Double rounded(@Nullable Double number) {
        return JsonOutput.roundedOrNull(number);
    }
}
