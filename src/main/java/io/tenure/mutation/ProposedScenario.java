package io.tenure.mutation;

import io.tenure.finding.Address;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A customer with the decision made for them now, for a person to confirm.
///
/// @param number from 1
/// @param facts values by name: Integer, Double, Boolean, LocalDate or String
/// @param expected as in [io.tenure.bundle.Scenario#expected]
/// @param guarded the cells whose small changes it notices
public record ProposedScenario(
        int number, SortedMap<String, Object> facts, SortedMap<String, Object> expected, List<Guarded> guarded) {
    /// A cell and the change to it.
    public record Guarded(Address address, String table, String row, String before, String after) {}

    public ProposedScenario {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        expected = Collections.unmodifiableSortedMap(new TreeMap<>(expected));
        guarded = List.copyOf(guarded);
    }
}
