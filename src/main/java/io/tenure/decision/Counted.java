package io.tenure.decision;

import io.tenure.history.Entry;
import io.tenure.lifecycle.Decided;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.lifecycle.Term;
import io.tenure.ruleset.Ruleset;
import io.tenure.value.EffectParts;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What the record is counted by.
final class Counted {
    /// The parameter that says from which growth on volume counts as halved.
    private static final String HALVED = "halvedVolume";

    private static final double HALF = -0.5;

    private Counted() {}

    static Entry.Outcomes outcomes(Answer answer) {
        Decided decided = answer.decided();
        Ruleset ruleset = answer.ruleset();
        NextBestAction best = decided.nextBestActions().isEmpty()
                ? null
                : decided.nextBestActions().getFirst();
        return new Entry.Outcomes(
                decided.decision().getStage(),
                outcome("stageTransition", answer),
                decided.decision().getRetentionLevel(),
                decided.decision().getRiskBand(),
                best == null ? null : best.action(),
                best == null ? null : best.channel(),
                halved(decided.measures().getVolumeGrowth(), ruleset),
                effect(decided, ruleset));
    }

    /// The ten parts of the effect of retention and their score, in whole points; null where none is known.
    private static @Nullable Short @Nullable [] effect(Decided decided, Ruleset ruleset) {
        @Nullable
        Double[] parts = new EffectParts(ruleset.parameters())
                .of(decided.customer(), decided.measures().getTenureMonths());
        @Nullable Short[] whole = new @Nullable Short[parts.length + 1];
        for (int i = 0; i < parts.length; i++) {
            whole[i] = whole(parts[i]);
        }
        whole[parts.length] = whole(decided.measures().getRetentionEffectScore());
        return Arrays.stream(whole).allMatch(Objects::isNull) ? null : whole;
    }

    private static @Nullable Short whole(@Nullable Double part) {
        return part == null ? null : (short) Math.round(part);
    }

    private static @Nullable String outcome(String name, Answer answer) {
        Term term = answer.ruleset().dictionary().find(name).orElse(null);
        return term == null ? null : (String) answer.decided().decision().value(term.slot());
    }

    private static @Nullable Boolean halved(@Nullable Double growth, Ruleset ruleset) {
        double halved = ruleset.parameters().has(HALVED) ? ruleset.parameters().get(HALVED) : HALF;
        return growth == null ? null : growth <= halved;
    }
}
