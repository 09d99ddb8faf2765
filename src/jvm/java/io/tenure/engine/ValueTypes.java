package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The types of values while the code of a rule is followed, and the fields that they were read from.
final class ValueTypes {
    private final Dictionary dictionary;
    private final Map<String, String> typesByPath = new HashMap<>();

    ValueTypes(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /// Keeps the type of what is read at a path.
    void put(String path, ClassDesc type) {
        if (FlowValue.Present.of(type) instanceof FlowValue.Present(String name) && !name.isEmpty()) {
            typesByPath.put(path, name);
        }
    }

    /// Internal name of a value's class, of a primitive that of its box; empty where it is not known.
    String of(FlowValue value) {
        return switch (value) {
            case FlowValue.Constant(Object constant) -> internalName(constant.getClass());
            case FlowValue.Present(String type) -> type;
            case FlowValue.Test _ -> internalName(Boolean.class);
            case FlowValue.Fact _, FlowValue.Optional _ -> ofPath(path(value));
            case FlowValue.Small _, FlowValue.Null _, FlowValue.Elements _ -> "";
        };
    }

    private String ofPath(String path) {
        return path.endsWith("]")
                ? find(path).map(field -> internalName(field.type().javaType())).orElse("")
                : typesByPath.getOrDefault(path, "");
    }

    static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    /// Whether a value is sure to be of a class.
    ///
    /// @param type internal name of the class
    boolean isA(FlowValue value, String type) {
        return value == FlowValue.NULL || isSubclass(of(value), type);
    }

    /// @param type internal name of a class; empty for one that is not known
    static boolean isSubclass(String type, String parent) {
        if (type.isEmpty()) {
            return parent.equals("java/lang/Object");
        }
        try {
            return Class.forName(parent.replace('/', '.')).isAssignableFrom(Class.forName(type.replace('/', '.')));
        } catch (ClassNotFoundException _) {
            return false;
        }
    }

    /// The field that a value was read from.
    Optional<Field> field(FlowValue value) {
        return find(path(value));
    }

    /// The field whose value was read by its name, of which the compiler doesn't know the type.
    Optional<Field> fieldByName(FlowValue value) {
        String path = path(value);
        return path.endsWith("]") ? find(path) : Optional.empty();
    }

    private static String path(FlowValue value) {
        return switch (value) {
            case FlowValue.Optional(String path, String _) -> path;
            case FlowValue.Fact(String path) -> path;
            default -> "";
        };
    }

    private Optional<Field> find(String path) {
        return dictionary.find(path.replaceFirst("^.*[.\\[]", "").replace("]", ""));
    }

    /// The field of a kind by its name.
    Optional<Field> field(String name, FieldKind kind) {
        return dictionary.find(name).filter(field -> field.kind() == kind);
    }

    /// Whether a number is sure to be one: it stands in the rule, it was whole, or it is a fact as it is.
    boolean isFinite(FlowValue number) {
        return switch (number) {
            case FlowValue.Constant(Number constant) -> Double.isFinite(constant.doubleValue());
            case FlowValue.Small _, FlowValue.Fact _, FlowValue.Optional _ -> true;
            default -> false;
        };
    }
}
