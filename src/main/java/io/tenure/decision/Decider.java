package io.tenure.decision;

import io.tenure.action.Arbitration;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Judgement;
import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Decided;

/// The one way in which a customer is decided, for the HTTP API, for files and for scenarios alike.
public final class Decider {
    private Decider() {}

    /// What the ruleset judges, with the candidates ranked.
    public static Decided decide(CompiledRuleset ruleset, Case presented) {
        Judgement judgement = ruleset.decide(presented);
        Arbitration.Ranking ranking = Arbitration.rank(presented.customer(), judgement.decision());
        return new Decided(
                presented.customer(),
                judgement.measures(),
                judgement.decision(),
                ranking.nextBestActions(),
                ranking.excluded(),
                judgement.hits(),
                judgement.completeness());
    }
}
