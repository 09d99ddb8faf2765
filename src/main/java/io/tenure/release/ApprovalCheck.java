package io.tenure.release;

import io.tenure.finding.Finding;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import io.tenure.text.Message;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    ApprovalCheck(
            ReleaseReader releases,
            ImpactRuns impactRuns,
            Audit audit,
            Database database,
            @ConfigProperty(name = "tenure.release.four-eyes") boolean fourEyes,
            @ConfigProperty(name = "tenure.release.max-level-change") Optional<Double> maxLevelChange) {
        this.releases = releases;
        this.impactRuns = impactRuns;
        this.audit = audit;
        this.database = database;
        this.fourEyes = fourEyes;
        this.maxLevelChange = maxLevelChange.orElse(null);
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
        checkLevelChange(draft, active, approval);
    }

    private void checkLevelChange(Draft draft, int active, Approval approval) {
        if (maxLevelChange == null) {
            return;
        }
        Optional<Double> change = impactRuns.levelChangeShare(draft, active);
        if (change.isPresent() && change.get() <= maxLevelChange) {
            return;
        }
        if (!approval.overrideReason().isBlank()) {
            audit.logSuccess(approval.approver(), "override", "draft:" + draft.id(), approval.overrideReason());
            return;
        }
        if (change.isEmpty()) {
            throw rejected(
                    RejectionCode.NO_IMPACT_RUN,
                    Message.of("release.no-impact-run", "draft", draft.id(), "active", active));
        }
        throw rejected(
                RejectionCode.LEVEL_CHANGE_EXCEEDED,
                Message.of("release.level-change-exceeded", "share", change.get(), "max", maxLevelChange));
    }

    private static RejectionException rejected(RejectionCode code, Message detail) {
        return new RejectionException(Rejected.of(code, detail));
    }
}
