package io.tenure.parser;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The names and codes that cells of one bundle can use.
///
/// @param parameters value by name
/// @param actions action codes of the catalogue
/// @param causes why names may be missing
public record Scope(Dictionary dictionary, Map<String, Double> parameters, Set<String> actions, MissingNames causes) {
    public Scope {
        // Sorted once, and not for each cell that is compared with them.
        actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
    }

    /// Where nothing is missing for a known reason.
    public Scope(Dictionary dictionary, Map<String, Double> parameters, Set<String> actions) {
        this(dictionary, parameters, actions, MissingNames.NONE);
    }

    /// The legal codes of a field: the dictionary's, or the action codes; empty where any text is legal.
    public Collection<String> codes(Field field) {
        if (field.type() != FieldType.CODE) {
            return List.of();
        }
        return field.codes().isEmpty() ? actions : field.codes();
    }
}
