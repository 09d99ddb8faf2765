package io.tenure.engine;

import io.tenure.bundle.Ruleset;
import io.tenure.experiment.Experiment;
import io.tenure.experiment.Randomization.AssignedArm;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.DecisionResult.Arm;
import io.tenure.lifecycle.DecisionResult.ExperimentArm;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;

/// A ranking as experiments leave it: a holdout takes out the contacts that we start, and never a duty.
///
/// @param exclusions of the actions that are withheld
record Withholding(List<ExperimentArm> arms, List<NextBestAction> ranking, List<Exclusion> exclusions) {
    /// @param arms of the customer, at most one of which is a holdout
    /// @param ranking of all actions that may be done
    static Withholding of(Ruleset ruleset, List<AssignedArm> arms, List<NextBestAction> ranking) {
        if (arms.isEmpty()) {
            return new Withholding(List.of(), ranking, List.of());
        }
        List<NextBestAction> left = ranking;
        List<Exclusion> exclusions = new ArrayList<>();
        List<ExperimentArm> described = new ArrayList<>();
        for (AssignedArm assigned : arms) {
            Experiment experiment = assigned.experiment();
            Exclusion.LimitRow row =
                    new Exclusion.LimitRow(experiment.workbook(), experiment.sheet(), experiment.row());
            List<NextBestAction> withheld = List.of();
            if (assigned.arm() == Arm.HOLDOUT) {
                withheld = ranking.stream()
                        .filter(action -> isWithheld(action, ruleset))
                        .toList();
                left = Arbitration.without(ranking, withheld);
                withheld.forEach(action -> exclusions.add(new Exclusion(
                        action.action(),
                        experiment.name(),
                        Message.of("engine.withheld-by-experiment", "name", experiment.name()),
                        row)));
            }
            described.add(new ExperimentArm(experiment.name(), assigned.arm(), row, withheld));
        }
        return new Withholding(described, left, exclusions);
    }

    private static boolean isWithheld(NextBestAction ranked, Ruleset ruleset) {
        Action action = ruleset.actions().get(ranked.action());
        return action != null && action.isStartedByUs() && !action.duty();
    }
}
