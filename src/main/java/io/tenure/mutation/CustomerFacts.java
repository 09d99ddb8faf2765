package io.tenure.mutation;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.input.ScenarioContradictions;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.measure.MeasureCalculator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Customers as maps from names to values, and what changing one value asks of the others.
final class CustomerFacts {
    /// What every customer keeps.
    static final Set<String> KEPT = Set.of("customerId", "asOf", "relationshipType");

    private final Ruleset ruleset;
    private final ScenarioContradictions contradictions;
    private final MeasureCalculator calculator;
    private final Map<String, Set<String>> factsOfMeasures = new HashMap<>();

    CustomerFacts(Ruleset ruleset) {
        this.ruleset = ruleset;
        this.contradictions = new ScenarioContradictions(ruleset);
        this.calculator = new MeasureCalculator(ruleset.dictionary(), ruleset.parameters(), ruleset.indicators());
    }

    DecisionInput input(Map<String, Object> facts) {
        Map<String, Object> own = new HashMap<>();
        Map<String, Object> given = new HashMap<>();
        facts.forEach((name, value) ->
                (ruleset.dictionary().require(name).kind() == FieldKind.FACT ? own : given).put(name, value));
        return new DecisionInput(Customer.of(ruleset.dictionary(), own), given);
    }

    boolean isPossible(Map<String, Object> facts) {
        return conflicts(facts) == 0;
    }

    private int conflicts(Map<String, Object> facts) {
        return contradictions
                .find(new Scenario("", "", 0, "", input(facts), Map.of()))
                .size();
    }

    /// The customer with one more value, without others that would contradict it; null where that can't be.
    ///
    /// @param value null for unknown
    @Nullable
    Map<String, Object> with(Map<String, Object> facts, Field field, @Nullable Object value, Random random) {
        Map<String, Object> changed = new TreeMap<>(facts);
        if (value == null) {
            changed.remove(field.name());
            return field.kind() == FieldKind.MEASURE ? withoutMeasure(changed, field, random) : changed;
        }
        changed.put(field.name(), value);
        int conflicts = conflicts(changed);
        if (conflicts == 0) {
            return changed;
        }
        List<String> others = new ArrayList<>(changed.keySet());
        Collections.shuffle(others, random);
        for (String other : others) {
            if (KEPT.contains(other) || other.equals(field.name())) {
                continue;
            }
            Object removed = changed.remove(other);
            int left = conflicts(changed);
            if (left == 0) {
                return changed;
            }
            if (left < conflicts) {
                conflicts = left;
            } else {
                changed.put(other, removed);
            }
        }
        return null;
    }

    /// Without the facts that a measure is computed from.
    private @Nullable Map<String, Object> withoutMeasure(Map<String, Object> facts, Field measure, Random random) {
        List<String> used = new ArrayList<>(factsOf(measure));
        Collections.shuffle(used, random);
        for (String name : used) {
            if (calculator.measure(input(facts)).value(measure.index()) == null) {
                return facts;
            }
            if (!KEPT.contains(name)) {
                facts.remove(name);
            }
        }
        return calculator.measure(input(facts)).value(measure.index()) == null ? facts : null;
    }

    /// Learns from customers which of their values each measure depends on.
    void learn(List<Map<String, Object>> customers) {
        List<Field> measures = ruleset.dictionary().fields(FieldKind.MEASURE);
        for (Map<String, Object> customer : customers) {
            var before = calculator.measure(input(customer));
            for (String name : customer.keySet()) {
                if (name.equals("asOf") || name.equals("customerId")) {
                    continue;
                }
                Map<String, Object> without = new TreeMap<>(customer);
                without.remove(name);
                var after = calculator.measure(input(without));
                for (Field measure : measures) {
                    if (!Objects.equals(before.value(measure.index()), after.value(measure.index()))) {
                        factsOfMeasures
                                .computeIfAbsent(measure.name(), _ -> new HashSet<>())
                                .add(name);
                    }
                }
            }
        }
    }

    /// The names that a measure was seen to depend on.
    Set<String> factsOf(Field measure) {
        return factsOfMeasures.getOrDefault(measure.name(), Set.of());
    }
}
