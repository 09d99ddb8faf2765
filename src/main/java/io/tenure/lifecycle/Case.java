package io.tenure.lifecycle;

import java.util.Map;

/// One customer as presented for a decision.
///
/// @param given measures that the caller gave instead of leaving them to be computed, by name
public record Case(Customer customer, Map<String, Object> given) {
    public Case {
        given = Map.copyOf(given);
    }
}
