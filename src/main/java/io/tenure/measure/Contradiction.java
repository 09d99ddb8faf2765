package io.tenure.measure;

import io.tenure.lifecycle.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A name that was given and could be derived as well, with two different values.
///
/// @param input the caller's value
/// @param derived what the purchases, contacts, complaints or other facts say
public record Contradiction(String name, Object input, Object derived) {

    /// All contradictions between what was given and what was derived, in the dictionary's order.
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

    /// Whether two values say the same: numbers within half a cent or a millionth of the larger, all else
    /// exactly.
    static boolean agree(Object one, Object other) {
        if (one instanceof Double a && other instanceof Double b) {
            double difference = Math.abs(a - b);
            return difference <= 0.005 || difference <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
        }
        return one.equals(other);
    }
}
