package io.tenure.counterfactual;

import io.tenure.bundle.ActionableFact.Actor;
import io.tenure.lifecycle.Field;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Changes of facts with which another outcome is decided.
///
/// @param changes one for each fact that would have to be otherwise
/// @param distance sum of the changes, each as a share of its fact's range
/// @param outcomes what is then decided of the outcomes that were wished, by name; null for unknown
public record Counterfactual(List<FactChange> changes, double distance, Map<String, @Nullable Object> outcomes) {
    /// A fact that would have to be otherwise.
    ///
    /// @param now null for unknown
    /// @param changedBy who can do it; empty where it happens and nobody does it
    public record FactChange(Field fact, @Nullable Object now, Object then, Set<Actor> changedBy) {
        public FactChange {
            changedBy = Set.copyOf(changedBy);
        }
    }

    /// The nearest changes, found by one search.
    ///
    /// @param found null where there are none
    /// @param proven whether no change of one or two facts is nearer, or none leads there at all
    public record Nearest(@Nullable Counterfactual found, boolean proven) {}

    public Counterfactual {
        changes = List.copyOf(changes);
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }
}
