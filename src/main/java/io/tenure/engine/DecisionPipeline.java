package io.tenure.engine;

import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import java.util.ArrayList;
import java.util.List;

/// The one way in which a customer is decided, for the HTTP API, for files and for scenarios alike.
public final class DecisionPipeline {
    private DecisionPipeline() {}

    /// What the ruleset judges, with those candidates ranked that the contact policy leaves.
    public static DecisionResult decide(CompiledRuleset ruleset, DecisionInput presented) {
        RuleEvaluation judgement = ruleset.evaluate(presented);
        Decision decision = judgement.decision();
        ContactLimits.LimitedCandidates allowed =
                ruleset.contactLimits().apply(presented.customer(), decision.candidates());
        List<Exclusion> exclusions = new ArrayList<>(decision.exclusions());
        exclusions.addAll(allowed.exclusions());
        List<NextBestAction> ranking = Arbitration.rank(
                allowed.candidates(),
                exclusions,
                decision.levers(),
                presented.customer().getChannelPreference());
        return new DecisionResult(
                presented.customer(),
                judgement.measures(),
                decision,
                ranking,
                exclusions,
                judgement.hits(),
                judgement.completeness());
    }
}
