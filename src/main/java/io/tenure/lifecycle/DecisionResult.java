package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.util.List;
import java.util.Map;

/// The result of deciding one customer.
///
/// @param decision the outcomes; nothing writes to it any more
/// @param nextBestActions what may be done, best first, `NO_ACTION` last or first
/// @param arms in the experiments that the decision takes part in, in the order in which they come first
/// @param assumed what was taken for granted, by the name of the measure or of the reference amount that was: defaults,
///     and amounts that were not measured on the site's own customers; unmodifiable, and computed when it is asked for
/// @param completeness share, 0 to 1, of the facts and measures that the tables look at and that were known
public record DecisionResult(
        Customer customer,
        Measures measures,
        Decision decision,
        List<NextBestAction> nextBestActions,
        List<Exclusion> excluded,
        List<ExperimentArm> arms,
        List<Hit> hits,
        Map<String, Text> assumed,
        double completeness) {
    public DecisionResult {
        nextBestActions = List.copyOf(nextBestActions);
        excluded = List.copyOf(excluded);
        arms = List.copyOf(arms);
        hits = List.copyOf(hits);
    }

    /// The customer's arm in one experiment.
    ///
    /// @param experiment its name
    /// @param row where it stands
    /// @param withheld what it takes out of the ranking, each with its rank of before; none in another arm
    public record ExperimentArm(String experiment, Arm arm, Exclusion.LimitRow row, List<NextBestAction> withheld) {}

    /// How an experiment treats a customer.
    public enum Arm {
        /// Contacts that we start are withheld.
        HOLDOUT,
        /// As without the experiment: those with whom the others are compared.
        ADVISED
    }
}
