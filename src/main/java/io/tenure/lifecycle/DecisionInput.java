package io.tenure.lifecycle;

import java.util.Map;

/// A customer to decide.
///
/// @param measureOverrides measures that the caller gave instead of leaving them to be computed, by name
public record DecisionInput(Customer customer, Map<String, Object> measureOverrides) {
    public DecisionInput {
        measureOverrides = Map.copyOf(measureOverrides);
    }
}
