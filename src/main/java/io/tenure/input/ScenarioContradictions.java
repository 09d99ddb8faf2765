package io.tenure.input;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.measure.MeasureCalculator;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds facts of scenarios that contradict each other. A request with such facts is rejected, so a scenario with them
/// shows nothing about any customer.
public final class ScenarioContradictions {
    private final Dictionary dictionary;
    private final MeasureCalculator calculator;

    /// For the scenarios of a ruleset.
    public ScenarioContradictions(Ruleset ruleset) {
        this.dictionary = ruleset.dictionary();
        this.calculator = new MeasureCalculator(dictionary, ruleset.parameters(), ruleset.indicators());
    }

    /// What contradicts what, each as a sentence; empty if nothing does.
    public List<Text> find(Scenario scenario) {
        Customer customer = scenario.input().customer();
        if (customer.getAsOf() == null) {
            return List.of();
        }
        Map<String, Object> facts = new HashMap<>();
        for (Field field : dictionary.fields(FieldKind.FACT)) {
            Object value = customer.value(field.index());
            if (value != null) {
                facts.put(field.name(), value);
            }
        }
        KnownValues values =
                new KnownValues(customer.getAsOf(), facts, scenario.input().measureOverrides(), false, null);
        List<Text> found = new ArrayList<>();
        ContradictionRules.broken(values).forEach(rule -> found.add(rule.message(values)));
        calculator
                .contradictions(scenario.input())
                .forEach(c -> found.add(KnownValues.disagreement(c.name(), c.input(), c.derived())));
        return found;
    }
}
