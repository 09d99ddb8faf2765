package io.tenure.ruleset;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names that cells of one bundle may use.
///
/// @param parameters value by name
/// @param actions action codes of the catalogue
record Scope(Dictionary dictionary, Map<String, Double> parameters, Set<String> actions) {
    /// The legal codes of a term; empty where any text is legal.
    Collection<String> codes(Term term) {
        if (term.type() != Type.CODE) {
            return List.of();
        }
        return term.codes().isEmpty() ? actions.stream().sorted().toList() : term.codes();
    }
}
