package io.tenure.engine;

import io.tenure.finding.Checked;
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

    /// What the ruleset judges, with those candidates ranked that the contact policy leaves; or why a rule failed.
    public static Checked<DecisionResult, RuleFailure> decide(CompiledRuleset ruleset, DecisionInput input) {
        return ruleset.evaluate(input).then(evaluation -> Checked.valid(rank(ruleset, input, evaluation)));
    }

    private static DecisionResult rank(CompiledRuleset ruleset, DecisionInput input, RuleEvaluation evaluation) {
        Decision decision = evaluation.decision();
        ContactLimits.LimitedCandidates allowed =
                ruleset.contactLimits().apply(input.customer(), decision.candidates());
        List<Exclusion> exclusions = new ArrayList<>(decision.exclusions());
        exclusions.addAll(allowed.exclusions());
        List<NextBestAction> ranking = Arbitration.rank(
                allowed.candidates(),
                exclusions,
                decision.levers(),
                input.customer().getChannelPreference());
        return new DecisionResult(
                input.customer(),
                evaluation.measures(),
                decision,
                ranking,
                exclusions,
                evaluation.hits(),
                evaluation.completeness());
    }
}
