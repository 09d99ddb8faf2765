package io.tenure.release;

import io.tenure.finding.Finding;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import io.tenure.text.Message;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Decides whether an approval is enough to publish a draft.
@Singleton
class ApprovalCheck {
    private final ReleaseReader releases;
    private final ImpactRuns impactRuns;
    private final Audit audit;
    private final Database database;
    private final boolean fourEyes;
    private final @Nullable Double maxLevelChange;
    private final int minImpactCustomers;

    ApprovalCheck(
            ReleaseReader releases,
            ImpactRuns impactRuns,
            Audit audit,
            Database database,
            @ConfigProperty(name = "tenure.release.four-eyes") boolean fourEyes,
            @ConfigProperty(name = "tenure.release.max-level-change") Optional<Double> maxLevelChange,
            @ConfigProperty(name = "tenure.release.min-impact-customers") int minImpactCustomers) {
        this.releases = releases;
        this.impactRuns = impactRuns;
        this.audit = audit;
        this.database = database;
        this.fourEyes = fourEyes;
        this.maxLevelChange = maxLevelChange.orElse(null);
        this.minImpactCustomers = minImpactCustomers;
    }

    /// Checks an approval of a draft that is publishable and locked, in the transaction that publishes it.
    ///
    /// @param draft as it is now
    /// @param findings of its check
    /// @throws RejectionException where the approval is not enough
    void check(Draft draft, List<Finding> findings, Approval approval) {
        if (fourEyes && draft.authors().contains(approval.approver())) {
            throw rejected(
                    RejectionCode.SELF_APPROVAL,
                    Message.of("release.self-approval", "approver", approval.approver(), "draft", draft.id()));
        }
        Instant from = approval.activeFrom();
        if (from != null && from.isBefore(database.now())) {
            throw rejected(RejectionCode.ACTIVATION_IN_PAST, Message.of("release.activation-in-past", "from", from));
        }
        ReleaseReader.Schedule schedule = releases.schedule();
        int active = schedule.active().orElse(0);
        if (draft.base() != active && !approval.confirmStale()) {
            throw rejected(
                    RejectionCode.STALE_DRAFT,
                    Message.of("release.stale-draft", "draft", draft.id(), "base", draft.base(), "active", active));
        }
        if (!schedule.pending().isEmpty() && !approval.confirmStale()) {
            throw rejected(
                    RejectionCode.ALREADY_SCHEDULED,
                    Message.of(
                            "release.already-scheduled",
                            "scheduled",
                            schedule.pending().getFirst()));
        }
        List<Finding> unacknowledged = findings.stream()
                .filter(f -> f.severity() == Finding.Severity.WARNING && !approval.acknowledges(f))
                .toList();
        if (!unacknowledged.isEmpty()) {
            throw new RejectionException(new Rejected(
                    RejectionCode.UNACKNOWLEDGED_WARNINGS,
                    Message.of("release.unacknowledged-warnings", "count", unacknowledged.size()),
                    unacknowledged));
        }
        checkLevelChange(draft, active, schedule.pending(), approval);
    }

    /// Checks that activating a release is rolling back, which needs no impact, in the transaction that activates it.
    ///
    /// @throws RejectionException where a limit is set and the release has never been active
    void checkActivation(int number) {
        if (maxLevelChange != null && !releases.wasActive(number)) {
            throw rejected(
                    RejectionCode.NO_IMPACT_RUN, Message.of("release.no-impact-run.never-active", "number", number));
        }
    }

    /// @param pending releases that are to replace the active one later
    private void checkLevelChange(Draft draft, int active, List<Integer> pending, Approval approval) {
        if (maxLevelChange == null) {
            return;
        }
        // What the impact compares with isn't what this release will replace, or what will replace it.
        Rejected rejected = pending.isEmpty()
                ? levelChangeRejection(draft, active, maxLevelChange)
                : Rejected.of(
                        RejectionCode.ALREADY_SCHEDULED,
                        Message.of("release.already-scheduled.limit", "scheduled", pending.getFirst()));
        if (rejected == null) {
            return;
        }
        if (approval.overrideReason().isBlank()) {
            throw new RejectionException(rejected);
        }
        audit.logSuccess(approval.approver(), "override", "draft:" + draft.id(), approval.overrideReason());
    }

    /// Why the impact runs of the draft don't show that it keeps to the limit; null if they do.
    private @Nullable Rejected levelChangeRejection(Draft draft, int active, double max) {
        List<ImpactRunEntity> runs = impactRuns.of(draft, active);
        if (runs.isEmpty()) {
            return Rejected.of(
                    RejectionCode.NO_IMPACT_RUN,
                    Message.of("release.no-impact-run", "draft", draft.id(), "active", active));
        }
        OptionalDouble worst = runs.stream()
                .filter(run -> run.isLargeEnough(minImpactCustomers))
                .mapToDouble(ImpactRunEntity::levelChangeShare)
                .max();
        if (worst.isPresent()) {
            return worst.getAsDouble() <= max
                    ? null
                    : Rejected.of(
                            RejectionCode.LEVEL_CHANGE_EXCEEDED,
                            Message.of("release.level-change-exceeded", "share", worst.getAsDouble(), "max", max));
        }
        ImpactRunEntity largest = runs.stream()
                .max(Comparator.comparingInt(run -> run.distinctCustomers))
                .orElseThrow();
        return Rejected.of(RejectionCode.IMPACT_RUN_TOO_SMALL, tooSmall(largest));
    }

    private Message tooSmall(ImpactRunEntity run) {
        if (run.decided() > 0) {
            return Message.of(
                    "release.impact-too-small",
                    "customers",
                    run.distinctCustomers,
                    "skipped",
                    run.skipped,
                    "min",
                    minImpactCustomers);
        }
        return run.skipped == 0
                ? Message.of("release.impact-without-customers", "min", minImpactCustomers)
                : Message.of("release.impact-left-out-everybody", "skipped", run.skipped, "cause", run.firstCause);
    }

    private static RejectionException rejected(RejectionCode code, Message detail) {
        return new RejectionException(Rejected.of(code, detail));
    }
}
