package io.tenure.counterfactual;

import io.tenure.bundle.ActionableFact;
import io.tenure.bundle.ActionableFact.Actor;
import io.tenure.bundle.Ruleset;
import io.tenure.counterfactual.Counterfactual.Nearest;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What would have to be otherwise for one customer to be decided as wished.
///
/// @param decided the decision of now
/// @param now what is decided now of the outcomes that were wished, by name; null for unknown
/// @param alreadyMet whether it is decided so now; then nothing has to change
/// @param nearest the nearest changes of all
/// @param byCustomer the nearest that the customer can bring about
/// @param byFirm the nearest that the firm can bring about
public record Counterfactuals(
        DecisionResult decided,
        Map<String, @Nullable Object> now,
        boolean alreadyMet,
        Nearest nearest,
        Nearest byCustomer,
        Nearest byFirm) {
    private static final Nearest NOTHING = new Nearest(null, true);

    public Counterfactuals {
        now = Collections.unmodifiableMap(new LinkedHashMap<>(now));
    }

    /// Searches.
    ///
    /// @param reader of the same ruleset
    /// @param input a customer who is legal
    /// @param limit of the time for each of the three searches
    public static Checked<Counterfactuals, RuleFailure> of(
            CompiledRuleset ruleset, CustomerReader reader, DecisionInput input, Wish wish, Duration limit) {
        return DecisionPipeline.decide(ruleset, input)
                .then(result -> Checked.valid(search(ruleset, reader, input, wish.about(result), result, limit)));
    }

    private static Counterfactuals search(
            CompiledRuleset compiled,
            CustomerReader reader,
            DecisionInput given,
            Wish wish,
            DecisionResult result,
            Duration limit) {
        Map<String, @Nullable Object> now = wish.values(result);
        if (wish.isMet(result)) {
            return new Counterfactuals(result, now, true, NOTHING, NOTHING, NOTHING);
        }
        Ruleset ruleset = compiled.ruleset();
        DecisionInput input = withoutComputed(compiled, given);
        DependencySlice slice = new DependencySlice(
                ruleset, wish.conditions(), !input.customer().contacts().isEmpty());
        List<Dimension> dimensions = dimensions(ruleset, input);
        Trials trials = new Trials(compiled, reader, input, wish, slice, dimensions);
        Function<@Nullable Actor, Nearest> search = actor ->
                new NearestSearch(trials, wish, dimensions, slice, actor, System.nanoTime() + limit.toNanos()).find();
        Nearest nearest = search.apply(null);
        Nearest byCustomer = search.apply(Actor.CUSTOMER);
        return new Counterfactuals(result, now, false, nearest, byCustomer, search.apply(Actor.FIRM));
    }

    /// One for each fact that may change, and for each measure that the customer was given with.
    static List<Dimension> dimensions(Ruleset ruleset, DecisionInput input) {
        LocalDate asOf = Objects.requireNonNull(input.customer().getAsOf());
        List<Dimension> dimensions = new ArrayList<>();
        for (ActionableFact fact : ruleset.actionableFacts()) {
            Field field = fact.fact();
            if (field.kind() == FieldKind.FACT) {
                dimensions.add(Dimension.of(fact, input.customer().value(field.index()), asOf));
            } else if (input.measureOverrides().containsKey(field.name())) {
                dimensions.add(Dimension.of(fact, input.measureOverrides().get(field.name()), asOf));
            }
        }
        return dimensions;
    }

    /// Without the measures that were given and that must agree with what is computed: they follow from the facts.
    private static DecisionInput withoutComputed(CompiledRuleset compiled, DecisionInput input) {
        if (input.measureOverrides().isEmpty()) {
            return input;
        }
        Map<String, Object> left = new HashMap<>(input.measureOverrides());
        input.measureOverrides().forEach((name, value) -> {
            Field field = compiled.ruleset().dictionary().require(name);
            Map<String, Object> others = new HashMap<>(left);
            others.remove(name);
            Measures computed = compiled.measures(new DecisionInput(input.customer(), others));
            if (field.overrideRule() == Field.OverrideRule.MUST_AGREE && value.equals(computed.value(field.index()))) {
                left.remove(name);
            }
        });
        return input.with(input.customer(), left);
    }
}
