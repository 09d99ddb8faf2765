package io.tenure.lifecycle;

import java.util.Map;
import java.util.Set;

/// The parameters of a bundle: discount rate, cut points, weights.
public final class Parameters {
    private final Map<String, Double> values;

    private final Map<String, Integer> rows;

    /// Parameters that stand in no sheet.
    public Parameters(Map<String, Double> values) {
        this(values, Map.of());
    }

    /// @param rows by name, the row of each in the sheet `Parameters`, as the spreadsheet shows it
    public Parameters(Map<String, Double> values, Map<String, Integer> rows) {
        this.values = Map.copyOf(values);
        this.rows = Map.copyOf(rows);
    }

    /// The value of a parameter; a bundle without it is rejected before it is used, so its absence is a bug.
    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no such parameter: " + name);
        }
        return value;
    }

    /// The row of a parameter in the sheet `Parameters`; 0 where it stands in none.
    public int row(String name) {
        return rows.getOrDefault(name, 0);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Set<String> names() {
        return values.keySet();
    }
}
