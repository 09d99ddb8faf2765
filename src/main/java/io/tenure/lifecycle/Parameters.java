package io.tenure.lifecycle;

import java.util.Map;
import java.util.Set;

/// The named business numbers of a bundle: discount rate, cut points, weights.
public final class Parameters {
    private final Map<String, Double> values;

    public Parameters(Map<String, Double> values) {
        this.values = Map.copyOf(values);
    }

    /// The value of a parameter; a bundle without it is refused before it can be used, so its absence is a bug.
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such parameter: " + name);
        }
        return value;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Set<String> names() {
        return values.keySet();
    }
}
