package io.tenure.measure;

import io.tenure.lifecycle.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A fact that was given and could also be derived, with two different values.
///
/// @param input the caller's value
/// @param derived the value derived from purchases, contacts, complaints or other facts
public record Contradiction(String name, Object input, Object derived) {

    /// All contradictions between given and derived values, in the order of the dictionary.
    public static List<Contradiction> findAll(Dictionary dictionary, Map<String, ?> given, Map<String, ?> derived) {
        List<Contradiction> found = new ArrayList<>();
        for (var field : dictionary.all()) {
            Object one = given.get(field.name());
            Object other = derived.get(field.name());
            if (one != null && other != null && !agree(one, other)) {
                found.add(new Contradiction(field.name(), one, other));
            }
        }
        return List.copyOf(found);
    }

    /// Whether two values agree: numbers to within half a cent or a millionth of the larger, others exactly.
    static boolean agree(Object one, Object other) {
        if (one instanceof Double a && other instanceof Double b) {
            double difference = Math.abs(a - b);
            return difference <= 0.005 || difference <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
        }
        return one.equals(other);
    }
}
