package io.tenure.record;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.DecisionResult.ExperimentArm;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.measure.Indicator;
import io.tenure.measure.Indicators;
import io.tenure.response.DecisionResponse;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The outcomes of a decision that are stored in plaintext columns, so that reports and later decisions need no key.
///
/// @param cause likely reason for leaving; null where no rule decided it, as are stage, level and risk
/// @param volumeHalved whether volume had halved; null where unknown
/// @param potentialLoss share of the value at stake x what keeping the customer is worth, money; null where unknown
/// @param action code of the best action; `NO_ACTION` where that is to do nothing
/// @param retentionScores the indicators of the retention score in the order of the release, then the score itself:
///     whole points from 0 to 100, null where unknown
/// @param trends changes in satisfaction, loyalty and purchase intention, points, null where unknown
/// @param outcomes codes of the release's own outcomes, or `true` and `false`, in the order of [#ownOutcomes]; null
///     where no rule decided them
/// @param experiments that the decision takes part in; null for none
public record ReportingColumns(
        @Nullable String stage,
        @Nullable String transition,
        @Nullable String level,
        @Nullable String risk,
        @Nullable String cause,
        @Nullable String action,
        @Nullable String channel,
        @Nullable Boolean volumeHalved,
        @Nullable Double potentialLoss,
        @Nullable Short @Nullable [] retentionScores,
        @Nullable Float @Nullable [] trends,
        @Nullable String @Nullable [] outcomes,
        @Nullable Experiments experiments) {
    /// The measures of [#trends], in their order.
    public static final List<String> TRENDS = List.of("satisfactionTrend", "loyaltyTrend", "purchaseIntentionTrend");

    /// The arms of the customer, and what is known of the customer to reduce the variance of comparisons.
    ///
    /// @param names of the experiments
    /// @param arms one for each
    /// @param covariate net sales of the last 365 days, money, to two significant digits, so that it tells nobody
    ///     apart; null where unknown
    public record Experiments(
            List<String> names, List<String> arms, @Nullable Double covariate) {
        private static final MathContext DIGITS = new MathContext(2);

        public Experiments {
            names = List.copyOf(names);
            arms = List.copyOf(arms);
        }

        static @Nullable Experiments of(DecisionResult result) {
            Double sales = result.customer().getAnnualVolume();
            return result.arms().isEmpty()
                    ? null
                    : new Experiments(
                            result.arms().stream()
                                    .map(ExperimentArm::experiment)
                                    .toList(),
                            result.arms().stream().map(arm -> arm.arm().name()).toList(),
                            sales == null
                                    ? null
                                    : (Double)
                                            new BigDecimal(sales).round(DIGITS).doubleValue());
        }
    }

    /// The parameter that says from which growth on volume counts as halved.
    private static final String HALVED_VOLUME_PARAMETER = "halvedVolume";

    private static final double DEFAULT_HALVED_VOLUME = -0.5;

    public static ReportingColumns of(DecisionResponse response) {
        DecisionResult result = response.result();
        Ruleset ruleset = response.ruleset();
        NextBestAction best = result.nextBestActions().isEmpty()
                ? null
                : result.nextBestActions().getFirst();
        return new ReportingColumns(
                result.decision().getStage(),
                outcome("stageTransition", response),
                result.decision().getRetentionLevel(),
                result.decision().getRiskBand(),
                result.decision().getChurnCause(),
                best == null ? null : best.action(),
                best == null ? null : best.channel(),
                isVolumeHalved(result.measures().getVolumeGrowth(), ruleset),
                result.decision().getPotentialLoss(),
                retentionScores(result, ruleset),
                trends(result.measures()),
                outcomes(result, ruleset),
                Experiments.of(result));
    }

    /// The outcomes of a release's own that decisions can be grouped by: codes, and those that are true or false.
    public static List<Field> ownOutcomes(Ruleset ruleset) {
        return ruleset.dictionary().fields(FieldKind.OUTCOME).stream()
                .filter(field -> !field.phase().isEmpty() && field.hasFewValues())
                .toList();
    }

    private static @Nullable Float @Nullable [] trends(Measures measures) {
        return nullIfEmpty(new @Nullable Float[] {
            asFloat(measures.getSatisfactionTrend()),
            asFloat(measures.getLoyaltyTrend()),
            asFloat(measures.getPurchaseIntentionTrend())
        });
    }

    private static @Nullable Float asFloat(@Nullable Number number) {
        return number == null ? null : number.floatValue();
    }

    private static @Nullable String @Nullable [] outcomes(DecisionResult result, Ruleset ruleset) {
        return nullIfEmpty(ownOutcomes(ruleset).stream()
                .map(field -> result.decision().value(field.index()))
                .map(value -> value == null ? null : value.toString())
                .toArray(String[]::new));
    }

    private static <T> @Nullable T @Nullable [] nullIfEmpty(@Nullable T[] values) {
        return Arrays.stream(values).allMatch(Objects::isNull) ? null : values;
    }

    private static @Nullable Short @Nullable [] retentionScores(DecisionResult result, Ruleset ruleset) {
        List<Indicator> indicators = ruleset.indicators().of(Indicators.RETENTION);
        @Nullable Short[] scores = new @Nullable Short[indicators.size() + 1];
        for (int i = 0; i < indicators.size(); i++) {
            scores[i] = wholePoints(indicators.get(i).points(result.customer(), result.measures()));
        }
        scores[indicators.size()] = wholePoints(result.measures().getRetentionEffectScore());
        return nullIfEmpty(scores);
    }

    private static @Nullable Short wholePoints(@Nullable Double points) {
        return points == null ? null : (short) Math.round(points);
    }

    private static @Nullable String outcome(String name, DecisionResponse response) {
        Field field = response.ruleset().dictionary().find(name).orElse(null);
        return field == null ? null : (String) response.result().decision().value(field.index());
    }

    private static @Nullable Boolean isVolumeHalved(@Nullable Double growth, Ruleset ruleset) {
        double halved = ruleset.parameters().has(HALVED_VOLUME_PARAMETER)
                ? ruleset.parameters().get(HALVED_VOLUME_PARAMETER)
                : DEFAULT_HALVED_VOLUME;
        return growth == null ? null : growth <= halved;
    }
}
