package io.tenure.engine;

import io.tenure.experiment.Randomization.AssignedArm;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The one way in which a customer is decided, for the HTTP API, for files and for scenarios alike.
public final class DecisionPipeline {
    private DecisionPipeline() {}

    /// What the ruleset judges, with those candidates ranked that the contact policy leaves; or why a rule failed.
    public static Checked<DecisionResult, RuleFailure> decide(CompiledRuleset ruleset, DecisionInput input) {
        return ruleset.evaluate(input).then(evaluation -> Checked.valid(rank(ruleset, input, evaluation)));
    }

    /// As [#decide], with what the tables were asked.
    public static Checked<TracedDecision, RuleFailure> trace(CompiledRuleset ruleset, DecisionInput input) {
        List<TableReading> readings = new ArrayList<>();
        return ruleset.evaluate(input, readings)
                .then(evaluation -> Checked.valid(new TracedDecision(rank(ruleset, input, evaluation), readings)));
    }

    /// As [#trace], or without what the tables were asked, which takes less time.
    public static Checked<TracedDecision, RuleFailure> evaluate(
            CompiledRuleset ruleset, DecisionInput input, boolean isTraced) {
        return isTraced
                ? trace(ruleset, input)
                : decide(ruleset, input).then(result -> Checked.valid(new TracedDecision(result, List.of())));
    }

    private static DecisionResult rank(CompiledRuleset ruleset, DecisionInput input, RuleEvaluation evaluation) {
        Decision decision = evaluation.decision();
        List<Candidate> eligible = decision.eligibleCandidates();
        Set<String> eligibleActions = new HashSet<>();
        for (Candidate candidate : eligible) {
            eligibleActions.add(candidate.getAction());
        }
        List<Exclusion> exclusions = new ArrayList<>();
        for (Exclusion exclusion : decision.exclusions()) {
            if (!eligibleActions.contains(exclusion.action())) {
                exclusions.add(exclusion);
            }
        }
        List<Candidate> candidates = withoutExcludedChannels(eligible, decision.channelExclusions(), exclusions);
        ContactLimits.LimitedCandidates allowed = ruleset.contactLimits().apply(input.customer(), candidates);
        exclusions.addAll(allowed.exclusions());
        List<NextBestAction> ranking = Arbitration.rank(
                allowed.candidates(),
                exclusions,
                decision.levers(),
                input.customer().getChannelPreference());
        Withholding withholding = Withholding.of(ruleset.ruleset(), arms(ruleset, input, evaluation), ranking);
        exclusions.addAll(withholding.exclusions());
        return new DecisionResult(
                input.customer(),
                evaluation.measures(),
                decision,
                withholding.ranking(),
                exclusions,
                withholding.arms(),
                evaluation.hits(),
                assumptions(ruleset.ruleset().parameters(), evaluation),
                evaluation.completeness());
    }

    private static List<AssignedArm> arms(CompiledRuleset ruleset, DecisionInput input, RuleEvaluation evaluation) {
        return ruleset.randomization()
                .arms(
                        input.pseudonym(),
                        Objects.requireNonNullElse(input.customer().getAsOf(), LocalDate.EPOCH),
                        field -> switch (field.kind()) {
                            case FACT -> input.customer().value(field.index());
                            case MEASURE -> evaluation.measures().value(field.index());
                            case OUTCOME, ITEM -> evaluation.decision().value(field.index());
                        });
    }

    /// The candidates with the channels that rules leave them; an action without any is excluded by the same rules,
    /// once by each.
    ///
    /// @param exclusions so far; those of actions without channels are added
    private static List<Candidate> withoutExcludedChannels(
            List<Candidate> candidates, List<Decision.ChannelExclusion> excluded, List<Exclusion> exclusions) {
        if (excluded.isEmpty()) {
            return candidates;
        }
        Set<String> done = new HashSet<>();
        List<Candidate> narrowed = new ArrayList<>();
        for (Candidate candidate : candidates) {
            List<Decision.ChannelExclusion> ofAction = excluded.stream()
                    .filter(one -> one.exclusion().action().equals(candidate.getAction()))
                    .toList();
            List<String> left = candidate.getChannels().stream()
                    .filter(channel ->
                            ofAction.stream().noneMatch(one -> one.channel().equals(channel)))
                    .toList();
            narrowed.add(candidate.withChannels(left));
            if (left.isEmpty() && !candidate.getChannels().isEmpty() && done.add(candidate.getAction())) {
                ofAction.stream()
                        .map(Decision.ChannelExclusion::exclusion)
                        .filter(one -> exclusions.stream().noneMatch(other -> isSame(one, other)))
                        .forEach(exclusions::add);
            }
        }
        return narrowed;
    }

    private static boolean isSame(Exclusion one, Exclusion other) {
        return one.action().equals(other.action())
                && one.rule().equals(other.rule())
                && one.reason().in(Locale.ENGLISH).equals(other.reason().in(Locale.ENGLISH));
    }

    /// A map that is computed when it is first asked for, since it asks for every measure.
    private static Map<String, Text> assumptions(Parameters parameters, RuleEvaluation evaluation) {
        return new AbstractMap<>() {
            private volatile @Nullable Map<String, Text> known;

            @Override
            public Set<Map.Entry<String, Text>> entrySet() {
                Map<String, Text> before = known;
                Map<String, Text> now = before == null ? computed() : before;
                known = now;
                return now.entrySet();
            }

            private Map<String, Text> computed() {
                Map<String, Text> assumed = new HashMap<>(evaluation.measures().assumptions());
                Set<String> references = new HashSet<>(evaluation.measures().references());
                evaluation.hits().forEach(hit -> references.addAll(hit.origin().references()));
                for (String reference : references) {
                    assumed.put(reference, Message.of("engine.assumed-reference", "amount", parameters.get(reference)));
                }
                return Collections.unmodifiableMap(assumed);
            }
        };
    }
}
