package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.lifecycle.Dictionary;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Why cells may use names that do not exist: the mistake stands in the settings, and the cells are right.
///
/// @param faulty names whose own row is wrong, with the place of the mistake
/// @param unused parameters that nothing uses, with their rows: one of them may be a misspelt or renamed one that
///     cells still use
/// @param established names that are hardly misspelt themselves: several cells use them, or the base release has them
public record MissingNames(Map<String, Address> faulty, Map<String, Address> unused, Set<String> established) {
    static final MissingNames NONE = new MissingNames(Map.of(), Map.of(), Set.of());

    public MissingNames {
        faulty = Map.copyOf(faulty);
        unused = Map.copyOf(unused);
        established = Set.copyOf(established);
    }

    /// The unused name that was probably this one before.
    public Optional<String> renamed(String name) {
        return nearestOf(name, unused.keySet());
    }

    /// The place of the mistake for which a name is missing, where it is known.
    public Optional<Address> cause(String name) {
        return Optional.ofNullable(faulty.get(name))
                .or(() -> established.contains(name) ? renamed(name).map(unused::get) : Optional.empty());
    }

    /// The name that a cell with a mistyped one probably means. One that nothing uses comes first: a cell that takes
    /// another's value instead decides differently without a word. For the same reason there is none for an
    /// established name: its row is gone, and no other number is meant.
    Optional<String> nearest(String name, Collection<String> known) {
        return established.contains(name) ? Optional.empty() : renamed(name).or(() -> nearestOf(name, known));
    }

    /// Of names equally near the first; among very many, which aren't sorted for each cell, none is looked for.
    private static Optional<String> nearestOf(String name, Collection<String> known) {
        return known.size() > Dictionary.MAX_COMPARED_NAMES
                ? Optional.empty()
                : Dictionary.nearest(name, known.stream().sorted().toList());
    }
}
