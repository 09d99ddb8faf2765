package io.tenure.input;

import io.tenure.lifecycle.DecisionInput;
import java.util.List;

/// What reading one customer came to.
public sealed interface CustomerReading {
    /// All facts are of their types, in their ranges, and don't contradict one another.
    record Valid(String customerId, DecisionInput input) implements CustomerReading {}

    /// At least one is not; nothing is decided.
    record Invalid(List<InputFault> faults) implements CustomerReading {
        public Invalid {
            faults = List.copyOf(faults);
        }
    }
}
