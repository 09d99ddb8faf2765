package io.tenure.lifecycle;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A customer to decide.
///
/// @param measureOverrides measures that the caller gave instead of leaving them to be computed, by name
/// @param pseudonym keyed hash of the customer's id in hexadecimal digits, by which experiments draw; null where no
///     experiment may draw the customer
public record DecisionInput(
        Customer customer,
        Map<String, Object> measureOverrides,
        @Nullable String pseudonym) {
    public DecisionInput {
        measureOverrides = Map.copyOf(measureOverrides);
    }

    /// A customer whom no experiment draws.
    public DecisionInput(Customer customer, Map<String, Object> measureOverrides) {
        this(customer, measureOverrides, null);
    }

    /// The same customer with other facts and measures.
    public DecisionInput with(Customer other, Map<String, Object> otherMeasures) {
        return new DecisionInput(other, otherMeasures, pseudonym);
    }

    /// The known facts and the given measures, by name.
    public SortedMap<String, Object> known() {
        SortedMap<String, Object> known = new TreeMap<>(measureOverrides);
        known.putAll(customer.known());
        return known;
    }
}
