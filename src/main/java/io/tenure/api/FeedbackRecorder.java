package io.tenure.api;

import io.tenure.feedback.Feedback;
import io.tenure.feedback.FeedbackLog;
import io.tenure.feedback.FeedbackReader;
import io.tenure.finding.Checked;
import io.tenure.http.Problem;
import io.tenure.input.InputFault;
import io.tenure.lifecycle.Action;
import io.tenure.record.RecordUnavailable;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CompiledRulesetCache;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Stores feedback on decisions, as it is reported to the API or on a page.
@Singleton
public final class FeedbackRecorder {
    private final FeedbackLog log;
    private final ActiveRuleset active;
    private final CompiledRulesetCache rulesetCache;
    private final Clock clock;

    FeedbackRecorder(FeedbackLog log, ActiveRuleset active, CompiledRulesetCache rulesetCache, Clock clock) {
        this.log = log;
        this.active = active;
        this.rulesetCache = rulesetCache;
        this.clock = clock;
    }

    /// The result of storing feedback.
    public sealed interface Result {
        /// @param isNew whether it was not stored before
        record Stored(FeedbackLog.StoredFeedback feedback, boolean isNew) implements Result {}

        record Rejected(Problem problem) implements Result {}
    }

    /// Stores feedback on a decision.
    ///
    /// @param body as JSON
    /// @param reporter name of the person or program that reports it
    /// @throws RecordUnavailable if the record can't be reached
    public Result record(UUID id, byte[] body, String reporter) {
        FeedbackLog.DecisionReference decision = log.find(id).orElse(null);
        if (decision == null) {
            return new Result.Rejected(Problem.noSuchDecision());
        }
        if (decision.erased()) {
            return new Result.Rejected(Problem.customerErased());
        }
        if (decision.trial()) {
            return new Result.Rejected(Problem.trialDecision());
        }
        Map<String, Action> catalogue = actions(decision.release()).orElse(null);
        if (catalogue == null) {
            return new Result.Rejected(Problem.noSuchRelease(decision.release()));
        }
        return switch (new FeedbackReader(decision, catalogue, clock.instant()).read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> new Result.Rejected(Problem.badInput(faults));
            case Checked.Valid(Feedback feedback, var _) -> {
                Action action = feedback.action() == null ? null : catalogue.get(feedback.action());
                yield switch (log.record(id, feedback, action != null && action.isStartedByUs(), reporter)) {
                    case FeedbackLog.Result.Success(FeedbackLog.StoredFeedback stored, boolean isNew) ->
                        new Result.Stored(stored, isNew);
                    case FeedbackLog.Result.Conflict _ -> new Result.Rejected(Problem.feedbackConflict());
                    case FeedbackLog.Result.NoReservation _ -> new Result.Rejected(Problem.noReservation());
                    case FeedbackLog.Result.CustomerErased _ -> new Result.Rejected(Problem.customerErased());
                };
            }
        };
    }

    private Optional<Map<String, Action>> actions(int release) {
        return active.current()
                .filter(a -> a.release() == release)
                .or(() -> rulesetCache.find(release))
                .map(a -> a.ruleset().ruleset().actions());
    }
}
