package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.lifecycle.Dictionary;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Why cells may use names that do not exist: the mistake stands in the settings, and the cells are right.
///
/// @param faulty names whose own row is wrong, with the place of the mistake
/// @param unused parameters, actions, attributes and outcomes that nothing uses, with their rows: one of them may be a
///     misspelt or renamed one that cells still use
/// @param repeated names that several cells use
/// @param former names that the release has that the bundle changes
/// @param unreadable sheets of the settings that are missing or can't be read, with the place of the mistake
public record MissingNames(
        Map<String, Address> faulty,
        Map<String, Address> unused,
        Set<String> repeated,
        Set<String> former,
        Map<String, Address> unreadable) {
    /// Nothing is missing for a known reason.
    public static final MissingNames NONE = new MissingNames(Map.of(), Map.of(), Set.of(), Set.of(), Map.of());

    public MissingNames {
        faulty = Map.copyOf(faulty);
        unused = Map.copyOf(unused);
        repeated = Set.copyOf(repeated);
        former = Set.copyOf(former);
        unreadable = Map.copyOf(unreadable);
    }

    /// The unused name that was probably this one before.
    public Optional<String> renamed(String name) {
        return nearestOf(name, unused.keySet());
    }

    /// Whether a name is hardly misspelt itself: several cells use it, or the release before has it.
    private boolean isEstablished(String name) {
        return repeated.contains(name) || former.contains(name);
    }

    /// The place of the mistake for which a name is missing, where it is known.
    ///
    /// @param sheets those of the settings that could declare the name
    public Optional<Address> cause(String name, String... sheets) {
        return Optional.ofNullable(faulty.get(name))
                .or(() -> isEstablished(name) ? renamed(name).map(unused::get) : Optional.empty())
                .or(() -> Arrays.stream(sheets)
                        .map(unreadable::get)
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    /// The parameter that a cell with a mistyped name probably means. One that nothing uses comes first: a cell that
    /// takes another's value instead decides differently without a word. For the same reason there is none for an
    /// established name: its row is gone, and no other number is meant.
    Optional<String> nearest(String name, Collection<String> known) {
        return isEstablished(name) ? Optional.empty() : renamed(name).or(() -> nearestOf(name, known));
    }

    /// The code, fact or outcome that a mistyped one probably means; none for one that the release before has.
    public Optional<String> nearestName(String name, Collection<String> known) {
        return former.contains(name) ? Optional.empty() : Dictionary.nearest(name, known);
    }

    /// Of names equally near the first; among very many, which aren't sorted for each cell, none is looked for.
    private static Optional<String> nearestOf(String name, Collection<String> known) {
        return known.size() > Dictionary.MAX_COMPARED_NAMES
                ? Optional.empty()
                : Dictionary.nearest(name, known.stream().sorted().toList());
    }
}
