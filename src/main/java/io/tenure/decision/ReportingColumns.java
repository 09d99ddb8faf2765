package io.tenure.decision;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.measure.RetentionIndicators;
import io.tenure.record.DecisionResponse;
import io.tenure.record.NewDecision;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the record is counted by.
final class ReportingColumns {
    /// The parameter that says from which growth on volume counts as halved.
    private static final String HALVED_VOLUME_PARAMETER = "halvedVolume";

    private static final double DEFAULT_HALVED_VOLUME = -0.5;

    private ReportingColumns() {}

    static NewDecision.PlaintextOutcomes outcomes(DecisionResponse answer) {
        DecisionResult decided = answer.result();
        Ruleset ruleset = answer.ruleset();
        NextBestAction best = decided.nextBestActions().isEmpty()
                ? null
                : decided.nextBestActions().getFirst();
        return new NewDecision.PlaintextOutcomes(
                decided.decision().getStage(),
                outcome("stageTransition", answer),
                decided.decision().getRetentionLevel(),
                decided.decision().getRiskBand(),
                best == null ? null : best.action(),
                best == null ? null : best.channel(),
                isVolumeHalved(decided.measures().getVolumeGrowth(), ruleset),
                retentionIndicators(decided, ruleset));
    }

    /// The ten parts of the effect of retention and their score, in whole points; null where none is known.
    private static @Nullable Short @Nullable [] retentionIndicators(DecisionResult decided, Ruleset ruleset) {
        @Nullable
        Double[] parts = new RetentionIndicators(ruleset.parameters())
                .of(decided.customer(), decided.measures().getTenureMonths());
        @Nullable Short[] whole = new @Nullable Short[parts.length + 1];
        for (int i = 0; i < parts.length; i++) {
            whole[i] = wholePoints(parts[i]);
        }
        whole[parts.length] = wholePoints(decided.measures().getRetentionEffectScore());
        return Arrays.stream(whole).allMatch(Objects::isNull) ? null : whole;
    }

    private static @Nullable Short wholePoints(@Nullable Double part) {
        return part == null ? null : (short) Math.round(part);
    }

    private static @Nullable String outcome(String name, DecisionResponse answer) {
        Field term = answer.ruleset().dictionary().find(name).orElse(null);
        return term == null ? null : (String) answer.result().decision().value(term.index());
    }

    private static @Nullable Boolean isVolumeHalved(@Nullable Double growth, Ruleset ruleset) {
        double halved = ruleset.parameters().has(HALVED_VOLUME_PARAMETER)
                ? ruleset.parameters().get(HALVED_VOLUME_PARAMETER)
                : DEFAULT_HALVED_VOLUME;
        return growth == null ? null : growth <= halved;
    }
}
