package io.tenure.decision;

import io.tenure.action.Arbitration;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Judgement;
import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Decided;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.NextBestAction;
import java.util.List;

/// The one way in which a customer is decided, for the HTTP API, for files and for scenarios alike.
public final class Decider {
    private Decider() {}

    /// What the ruleset judges, with the candidates ranked.
    public static Decided decide(CompiledRuleset ruleset, Case presented) {
        Judgement judgement = ruleset.decide(presented);
        Decision decision = judgement.decision();
        List<NextBestAction> ranking = Arbitration.rank(
                decision.candidates(),
                decision.exclusions(),
                decision.levers(),
                presented.customer().getChannelPreference());
        return new Decided(
                presented.customer(),
                judgement.measures(),
                decision,
                ranking,
                decision.exclusions(),
                judgement.hits(),
                judgement.completeness());
    }
}
