package io.tenure.lifecycle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value, or null for unknown, for each term of one kind, at the index of the term's slot.
public abstract sealed class Values permits Customer, Measures, Decision {
    final List<Term> terms;
    final @Nullable Object[] values;

    Values(List<Term> terms, @Nullable Object[] values) {
        this.terms = terms;
        this.values = values;
    }

    static @Nullable Object[] arranged(Dictionary dictionary, Kind kind, Map<String, ?> byName) {
        @Nullable Object[] values = new Object[dictionary.terms(kind).size()];
        byName.forEach((name, value) -> {
            Term term = dictionary.require(name);
            if (term.kind() != kind || (value != null && !term.type().held().isInstance(value))) {
                throw new IllegalArgumentException(name + " is no " + kind + " or " + value + " no " + term.type());
            }
            values[term.slot()] = value;
        });
        return values;
    }

    public final @Nullable Object value(int slot) {
        return values[slot];
    }

    public final @Nullable Object value(String name) {
        for (Term term : terms) {
            if (term.name().equals(name)) {
                return values[term.slot()];
            }
        }
        throw new IllegalArgumentException("no such name: " + name);
    }

    /// The known values by name, in the dictionary's order.
    public final Map<String, Object> known() {
        Map<String, Object> known = new LinkedHashMap<>();
        for (Term term : terms) {
            Object value = values[term.slot()];
            if (value != null) {
                known.put(term.name(), value);
            }
        }
        return known;
    }
}
