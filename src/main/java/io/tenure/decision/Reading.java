package io.tenure.decision;

import io.tenure.lifecycle.Case;
import java.util.List;

/// What reading one customer came to.
public sealed interface Reading {
    /// All facts are of their types, in their ranges, and don't contradict one another.
    record Read(String customerId, Case presented) implements Reading {}

    /// At least one is not; nothing is decided.
    record Faulty(List<Fault> faults) implements Reading {
        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}
