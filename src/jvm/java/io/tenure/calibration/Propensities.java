package io.tenure.calibration;

import io.tenure.model.ConfidenceInterval;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How often actions were accepted, of the times that they were presented.
///
/// These are rates among the customers whom the rules chose, not effects.
public record Propensities(List<Acceptance> groups) {
    /// A base without outcomes.
    public static final Propensities NONE = new Propensities(List.of());

    /// Fewer say nothing, as in the report of feedback.
    private static final int MIN_PRESENTED = 30;

    private static final double MAX_WIDTH = .2;
    private static final double DIGITS = 1_000;

    /// @param stage in which it was advised; null where unknown
    public record Acceptance(String action, @Nullable String stage, long accepted, long presented) {}

    /// The share that accepted; empty where it was presented too seldom to tell.
    ///
    /// @param actions taken together
    /// @param stages in which they were advised; empty for all
    public Optional<Measured> of(Collection<String> actions, Collection<String> stages) {
        long accepted = 0;
        long presented = 0;
        for (Acceptance group : groups) {
            if (actions.contains(group.action)
                    && (stages.isEmpty() || group.stage != null && stages.contains(group.stage))) {
                accepted += group.accepted;
                presented += group.presented;
            }
        }
        ConfidenceInterval interval = ConfidenceInterval.ofRate(accepted, presented);
        return interval == null || presented < MIN_PRESENTED || interval.high() - interval.low() > MAX_WIDTH
                ? Optional.empty()
                : Optional.of(new Measured(Math.round(DIGITS * accepted / presented) / DIGITS, presented, interval));
    }
}
