package io.tenure.lifecycle;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A value, or null for unknown, for each field of one kind, at the field's index.
abstract class FieldValues {
    final List<Field> fields;
    final @Nullable Object[] values;

    FieldValues(List<Field> fields, @Nullable Object[] values) {
        this.fields = fields;
        this.values = values;
    }

    static @Nullable Object[] byIndex(Dictionary dictionary, FieldKind kind, Map<String, ?> byName) {
        @Nullable Object[] values = new Object[dictionary.fields(kind).size()];
        byName.forEach((name, value) -> {
            Field field = dictionary.require(name);
            if (field.kind() != kind
                    || (value != null && !field.type().javaType().isInstance(value))) {
                throw new IllegalArgumentException(name + " is no " + kind + " or " + value + " no " + field.type());
            }
            values[field.index()] = value;
        });
        return values;
    }

    public @Nullable Object value(int index) {
        return values[index];
    }

    public final @Nullable Object value(String name) {
        return value(field(name).index());
    }

    /// The values by name, as they are when they are asked for.
    final Map<String, Object> byName() {
        return new AbstractMap<>() {
            @Override
            public @Nullable Object get(@Nullable Object name) {
                Field field = find(name);
                return field == null ? null : value(field.index());
            }

            @Override
            public Set<Map.Entry<String, Object>> entrySet() {
                return known().entrySet();
            }
        };
    }

    final Field field(String name) {
        Field field = find(name);
        if (field == null) {
            throw new IllegalArgumentException("no such name: " + name);
        }
        return field;
    }

    private @Nullable Field find(@Nullable Object name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    /// The known values by name, in the dictionary's order.
    public final Map<String, Object> known() {
        Map<String, Object> known = new LinkedHashMap<>();
        for (Field field : fields) {
            Object value = value(field.index());
            if (value != null) {
                known.put(field.name(), value);
            }
        }
        return known;
    }
}
