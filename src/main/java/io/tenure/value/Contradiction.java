package io.tenure.value;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A name that was given and could be derived as well, with two different values.
///
/// @param given the caller's value
/// @param derived what the purchases, contacts, complaints or other facts say
public record Contradiction(String name, Object given, Object derived) {

    /// All contradictions between what was given and what was derived, in the dictionary's order.
    public static List<Contradiction> between(Dictionary dictionary, Map<String, ?> given, Map<String, ?> derived) {
        List<Contradiction> found = new ArrayList<>();
        for (var term : dictionary.all()) {
            Object one = given.get(term.name());
            Object other = derived.get(term.name());
            if (one != null && other != null && !agree(term, one, other)) {
                found.add(new Contradiction(term.name(), one, other));
            }
        }
        return List.copyOf(found);
    }

    /// Whether two values say the same: numbers within a millionth of the larger, money also within half a cent,
    /// all else exactly.
    static boolean agree(Term term, Object one, Object other) {
        if (one instanceof Double a && other instanceof Double b) {
            double difference = Math.abs(a - b);
            double least = term.unit().startsWith("money") ? 0.005 : 0;
            return difference <= least || difference <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
        }
        return one.equals(other);
    }
}
