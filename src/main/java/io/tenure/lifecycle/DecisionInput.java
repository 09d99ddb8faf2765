package io.tenure.lifecycle;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A customer to decide.
///
/// @param measureOverrides measures that the caller gave instead of leaving them to be computed, by name
public record DecisionInput(Customer customer, Map<String, Object> measureOverrides) {
    public DecisionInput {
        measureOverrides = Map.copyOf(measureOverrides);
    }

    /// The known facts and the given measures, by name.
    public SortedMap<String, Object> known() {
        SortedMap<String, Object> known = new TreeMap<>(measureOverrides);
        known.putAll(customer.known());
        return known;
    }
}
