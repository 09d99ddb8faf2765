package io.tenure.parser;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The names that cells of one bundle may use.
///
/// @param parameters value by name
/// @param actions action codes of the catalogue
public record Scope(Dictionary dictionary, Map<String, Double> parameters, Set<String> actions) {
    /// The legal codes of a term; empty where any text is legal.
    public Collection<String> codes(Field term) {
        if (term.type() != FieldType.CODE) {
            return List.of();
        }
        return term.codes().isEmpty() ? actions.stream().sorted().toList() : term.codes();
    }
}
