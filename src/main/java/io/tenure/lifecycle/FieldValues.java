package io.tenure.lifecycle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value, or null for unknown, for each term of one kind, at the index of the term's slot.
public abstract sealed class FieldValues permits Customer, Measures, Decision {
    final List<Field> fields;
    final @Nullable Object[] values;

    FieldValues(List<Field> terms, @Nullable Object[] values) {
        this.fields = terms;
        this.values = values;
    }

    static @Nullable Object[] byIndex(Dictionary dictionary, FieldKind kind, Map<String, ?> byName) {
        @Nullable Object[] values = new Object[dictionary.fields(kind).size()];
        byName.forEach((name, value) -> {
            Field term = dictionary.require(name);
            if (term.kind() != kind || (value != null && !term.type().javaType().isInstance(value))) {
                throw new IllegalArgumentException(name + " is no " + kind + " or " + value + " no " + term.type());
            }
            values[term.index()] = value;
        });
        return values;
    }

    public final @Nullable Object value(int slot) {
        return values[slot];
    }

    public final @Nullable Object value(String name) {
        for (Field term : fields) {
            if (term.name().equals(name)) {
                return values[term.index()];
            }
        }
        throw new IllegalArgumentException("no such name: " + name);
    }

    /// The known values by name, in the dictionary's order.
    public final Map<String, Object> known() {
        Map<String, Object> known = new LinkedHashMap<>();
        for (Field term : fields) {
            Object value = values[term.index()];
            if (value != null) {
                known.put(term.name(), value);
            }
        }
        return known;
    }
}
