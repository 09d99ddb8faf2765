package io.tenure.mutation;

import io.tenure.bundle.Fingerprint;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.ScenarioRunner;
import io.tenure.engine.TracedDecision;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A decision as a scenario: the customer's facts without their number and without texts of your own facts, and
/// what was decided.
///
/// @param facts values by name; instead of purchases, contacts and complaints one by one, the measures made of them
/// @param expected stage, value, risk, retention level, the row that decided the stage, and the ranked actions
public record KeptScenario(SortedMap<String, Object> facts, SortedMap<String, Object> expected) {
    private static final List<String> OUTCOMES =
            List.of("stage", "valueSegment", "riskBand", "retentionLevel", "rule:Stage");
    private static final int MAX_ACTIONS = 3;
    private static final String CUSTOMER = "customerId";
    private static final int NAME_LENGTH = 8;

    public KeptScenario {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        expected = Collections.unmodifiableSortedMap(new TreeMap<>(expected));
    }

    /// Empty where the facts that a sheet can hold aren't decided alike, such as where single contacts count.
    public static Optional<KeptScenario> of(CompiledRuleset compiled, DecisionInput input) {
        if (!(DecisionPipeline.trace(compiled, input) instanceof Checked.Valid(TracedDecision traced, var _))) {
            return Optional.empty();
        }
        SortedMap<String, Object> facts = input.known();
        if (!input.customer().purchases().isEmpty()) {
            for (Field measure : compiled.ruleset().dictionary().fields(FieldKind.MEASURE)) {
                Object value = traced.result().measures().value(measure.index());
                if (measure.isInput() && value != null) {
                    facts.put(measure.name(), value);
                }
            }
        }
        // Texts of your own may say who it is.
        compiled.ruleset().dictionary().ownFacts().stream()
                .filter(own -> own.type() == FieldType.TEXT)
                .forEach(own -> facts.remove(own.name()));
        SortedMap<String, Object> expected = expected(compiled, traced);
        CustomerFacts customers = new CustomerFacts(compiled.ruleset());
        boolean alike = customers.isPossible(facts)
                && DecisionPipeline.trace(compiled, customers.input(facts))
                        instanceof Checked.Valid(TracedDecision again, var _)
                && expected(compiled, again).equals(expected);
        facts.remove(CUSTOMER);
        return alike ? Optional.of(new KeptScenario(facts, expected)) : Optional.empty();
    }

    /// What it is called where nobody names it: made of its facts, and of nothing that leads to the decision, since it
    /// stays in releases when the customer is erased.
    public String usualName() {
        var fingerprint = new Fingerprint();
        fingerprint.add("facts", facts.toString());
        String digits = fingerprint.finish();
        return "kept " + digits.substring(digits.length() - NAME_LENGTH);
    }

    private static SortedMap<String, Object> expected(CompiledRuleset compiled, TracedDecision traced) {
        SortedMap<String, Object> all = ScenarioRunner.expectable(compiled, traced);
        SortedMap<String, Object> expected = new TreeMap<>();
        for (String name : OUTCOMES) {
            if (all.containsKey(name)) {
                expected.put(name, all.get(name));
            }
        }
        for (int rank = 1; rank <= MAX_ACTIONS; rank++) {
            for (String name : List.of("action" + rank, "score" + rank)) {
                Object value = all.get(name);
                if (value != null) {
                    expected.put(name, value instanceof Double score ? (Object) NextValue.rounded(score) : value);
                }
            }
        }
        return expected;
    }
}
