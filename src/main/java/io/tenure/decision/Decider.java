package io.tenure.decision;

import io.tenure.action.Arbitration;
import io.tenure.action.ContactPolicy;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Judgement;
import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Decided;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import java.util.ArrayList;
import java.util.List;

/// The one way in which a customer is decided, for the HTTP API, for files and for scenarios alike.
public final class Decider {
    private Decider() {}

    /// What the ruleset judges, with those candidates ranked that the contact policy leaves.
    public static Decided decide(CompiledRuleset ruleset, Case presented) {
        Judgement judgement = ruleset.decide(presented);
        Decision decision = judgement.decision();
        ContactPolicy.Allowed allowed = ContactPolicy.of(
                ruleset.ruleset().contactLimits(),
                ruleset.ruleset().actions(),
                decision.candidates(),
                presented.customer().contacts());
        List<Exclusion> exclusions = new ArrayList<>(decision.exclusions());
        exclusions.addAll(allowed.exclusions());
        List<NextBestAction> ranking = Arbitration.rank(
                allowed.candidates(),
                exclusions,
                decision.levers(),
                presented.customer().getChannelPreference());
        return new Decided(
                presented.customer(),
                judgement.measures(),
                decision,
                ranking,
                exclusions,
                judgement.hits(),
                judgement.completeness());
    }
}
