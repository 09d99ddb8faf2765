package io.tenure.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Updated;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Asks for the approval of versions of drafts, and knows what an approver looks at besides the draft: who asked, and
/// the impact as it was measured on that version.
@Singleton
public final class ApprovalRequests {
    /// @param by the name of the person
    public record Request(String by, Instant at) {}

    /// A measured impact, which stays as it was found.
    ///
    /// @param against number of the release that the draft was compared with
    /// @param createdBy the name of the person
    public record ImpactRun(int against, String createdBy, Instant createdAt, Impact.Measure measure) {}

    private final DraftWorkspace drafts;
    private final ImpactRuns impactRuns;
    private final Audit audit;
    private final Database database;

    ApprovalRequests(DraftWorkspace drafts, ImpactRuns impactRuns, Audit audit, Database database) {
        this.drafts = drafts;
        this.impactRuns = impactRuns;
        this.audit = audit;
        this.database = database;
    }

    /// Asks for the approval of a version. A later change of the draft needs another request; asking twice for one
    /// version changes nothing.
    ///
    /// @param version that is asked for, which must be the current one
    public DraftResult ask(String actor, int id, int version) {
        String subject = "draft:" + id;
        try {
            return QuarkusTransaction.requiringNew().call(() -> {
                Draft draft = drafts.lockForPublishing(id, version).draft();
                int added = database.inCurrentTransaction(connection -> Database.execute(
                        connection,
                        "insert into approval_request (draft, version, requested_by, requested_at)"
                                + " values (?, ?, ?, clock_timestamp()) on conflict do nothing",
                        id,
                        version,
                        actor));
                if (added > 0) {
                    audit.logSuccess(actor, "approval-request", subject, "version " + version);
                }
                return new Updated(draft);
            });
        } catch (RejectionException e) {
            audit.logRejection(actor, "approval-request", subject, e.rejected().auditDetail());
            return e.rejected();
        }
    }

    /// Who asked for the approval of a draft as it is now; empty where nobody did.
    public Optional<Request> of(Draft draft) {
        return database.first(
                row -> new Request(row.getString(1), Database.instant(row, 2)),
                "select requested_by, requested_at from approval_request where draft = ? and version = ?",
                draft.id(),
                draft.version());
    }

    /// The impact runs of a draft as it is now, the earliest first.
    public List<ImpactRun> impactRuns(Draft draft) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> impactRuns.of(draft).stream()
                        .map(run -> new ImpactRun(
                                run.againstRelease,
                                run.createdBy,
                                Objects.requireNonNull(run.createdAt),
                                run.measure()))
                        .toList());
    }
}
